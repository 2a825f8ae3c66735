import type { RetrievalDataset } from '../types/dataset.js';
import type { Qrels, TextItem } from '../types/text.js';
import { inputError } from '../formats/row.js';
import type { LoadedSubset, LoadRequest, SubsetSides } from './loader.js';

/**
 * Makes the dataset of what a rule loaded: mteb's filter of queries (kept: those with a non-empty entry in the
 * judgements, in file order), one entry per query id, and a check at the end of the corpus for judged documents
 * that are not in it.
 * @throws GB_INPUT_INVALID when no query has judgements
 */
export function assembleDataset(
  request: LoadRequest,
  loaded: LoadedSubset,
  sides: SubsetSides,
): RetrievalDataset {
  const { definition, split, subset, source, warnings } = request;
  const queries = judgedQueries(request, loaded);
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
    corpus: (signal) => checkedCorpus(request, loaded, queries, signal),
    get warnings() {
      return warnings.messages;
    },
    source: { path: source.name, revision: source.revision },
  };
}

function judgedQueries(
  { warnings, source, split }: LoadRequest,
  { queries, qrels }: LoadedSubset,
): TextItem[] {
  const kept = new Map<string, TextItem>();
  for (const query of queries) {
    if ((qrels.get(query.id)?.size ?? 0) === 0) continue;
    const known = kept.get(query.id);
    if (known === undefined) kept.set(query.id, query);
    else if (known.text !== query.text)
      warnings.add(
        'repeated-query',
        `query id ${query.id} stands twice with different texts; the first is used`,
      );
  }
  if (kept.size > 0) return [...kept.values()];
  const example = (ids: Iterable<string>): string => [...ids].slice(0, 3).join(', ') || 'none';
  throw inputError(
    `no query of split ${split} has a judgement`,
    { file: source.name },
    `Ids of queries: ${example(queries.map((query) => query.id))}; ids in the judgements: ${example(qrels.keys())}`,
  );
}

async function* checkedCorpus(
  request: LoadRequest,
  loaded: LoadedSubset,
  queries: readonly TextItem[],
  signal?: AbortSignal,
): AsyncGenerator<readonly TextItem[]> {
  const missing = relevantDocuments(queries, loaded.qrels);
  let documents = 0;
  for await (const chunk of loaded.corpus(signal)) {
    for (const { id } of chunk) missing.delete(id);
    documents += chunk.length;
    if (chunk.length > 0) yield chunk;
  }
  if (documents === 0) throw inputError('the corpus is empty', { file: request.source.name });
  const [first] = missing;
  if (first !== undefined)
    request.warnings.add(
      'dangling',
      `${missing.size} relevant documents of the judgements are not in the corpus (first: ${first}); no model can find them`,
    );
}

function relevantDocuments(queries: readonly TextItem[], qrels: Qrels): Set<string> {
  const ids = new Set<string>();
  for (const { id } of queries) {
    for (const [document, value] of qrels.get(id) ?? []) if (value > 0) ids.add(document);
  }
  return ids;
}
