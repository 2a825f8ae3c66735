import type { RetrievalDataset } from '../types/dataset.js';
import type { TextItem } from '../types/text.js';
import { inputError } from '../formats/row.js';
import { SubsetCheck } from './subset-check.js';
import type { LoadedSubset, LoadRequest, SubsetSides } from './loader.js';

/**
 * Makes the dataset of what a rule loaded: mteb's filter of queries (kept: those with a non-empty
 * entry in the judgements, in file order), one entry per query id, and a check of everything that
 * streams past (`SubsetCheck`).
 * @throws GB_INPUT_INVALID when no query has judgements
 */
export function assembleDataset(
  request: LoadRequest,
  loaded: LoadedSubset,
  sides: SubsetSides,
): RetrievalDataset {
  const { definition, split, subset, source, warnings } = request;
  const check = new SubsetCheck(loaded, warnings, {
    ignoreIdenticalIds: definition.ignore_identical_ids ?? false,
    texts: false,
  });
  const { queries } = check;
  if (queries.length === 0) throw withoutQueries(request, loaded);
  return {
    task: definition.name,
    split,
    subset,
    setting: sides.setting,
    queryLanguages: sides.queryLanguages,
    documentLanguages: sides.documentLanguages,
    queries,
    qrels: loaded.qrels,
    topRanked: loaded.topRanked,
    documentCount: loaded.documentCount,
    corpus: (signal) => filledCorpus(check.corpus(signal), source.name),
    get warnings() {
      return warnings.records({ task: definition.name, split, subset });
    },
    source: { path: source.name, revision: source.revision },
  };
}

function withoutQueries({ source, split }: LoadRequest, { queries, qrels }: LoadedSubset): Error {
  const example = (ids: Iterable<string>): string => [...ids].slice(0, 3).join(', ') || 'none';
  return inputError(
    `no query of split ${split} has a judgement`,
    { file: source.name },
    `Ids of queries: ${example(queries.map((query) => query.id))}; ids in the judgements: ${example(qrels.keys())}`,
  );
}

async function* filledCorpus(
  chunks: AsyncIterable<readonly TextItem[]>,
  file: string,
): AsyncGenerator<readonly TextItem[]> {
  let documents = 0;
  for await (const chunk of chunks) {
    documents += chunk.length;
    if (chunk.length > 0) yield chunk;
  }
  if (documents === 0) throw inputError('the corpus is empty', { file });
}
