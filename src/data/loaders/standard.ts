import { openLayout, type Layout, type SplitFiles } from '../layout/layout.js';
import { knownRows, splitRows } from '../layout/split-rows.js';
import { collectJudgements } from '../../formats/judgements.js';
import type { RowBatch } from '../../formats/row.js';
import { GlottobenchError } from '../../base/errors.js';
import type { LoadedSubset, Loader, LoadRequest } from '../loader.js';
import type { OnWarning } from '../../warnings/warning-list.js';
import {
  DOCUMENT_COLUMNS,
  QUERY_COLUMNS,
  judgedOnly,
  readCandidates,
  readDocuments,
  readInstructions,
  readQueries,
} from '../parts/rows.js';

/**
 * mteb's `RetrievalDatasetLoader` (mteb/abstasks/retrieval_dataset_loaders.py): configs `corpus`,
 * `queries`, `default`|`qrels`, and where present `top_ranked` and `instruction`, each with the
 * prefix `<subset>-` unless the subset is `default`.
 */
export const loader: Loader = { load: (request) => loadStandard(request) };

/** @param withInstructions false leaves the instructions of the queries out (ToolRetrieval) */
export async function loadStandard(
  request: LoadRequest,
  withInstructions = true,
): Promise<LoadedSubset> {
  const { source, subset, split, signal, warnings } = request;
  const layout = await openLayout(source);
  const config = (part: string): string => (subset === 'default' ? part : `${subset}-${part}`);
  const qrelsName = qrelsConfig(layout, subset);
  const files = (name: string): SplitFiles => {
    const found = layout.splitOrOnly(name, split);
    if (name === qrelsName && found.split !== split)
      warnings.add('judgements-of-other-split', `${split}, not ${found.split}`);
    return found;
  };

  const onWarning: OnWarning = (code, example) => warnings.add(code, example);
  const qrels = await collectJudgements(
    splitRows(source, files(qrelsName), { signal, judgements: onWarning }),
    onWarning,
  );
  const corpusFiles = files(config('corpus'));
  const instructions =
    withInstructions && layout.has(config('instruction'))
      ? await readInstructions(splitRows(source, files(config('instruction')), { signal }))
      : undefined;
  // A config `query`, in the singular, replaces the queries of every subset.
  const queryFiles = files(layout.has('query') ? 'query' : config('queries'));
  const queryRows = splitRows(source, queryFiles, { columns: QUERY_COLUMNS, signal });
  const queries = await readQueries(
    withInstructions ? queryRows : withoutColumn(queryRows, 'instruction'),
    // Where all splits or subsets share the queries, those of the others are not odd.
    layout.has('query') || queryFiles.split !== split
      ? (id) => qrels.has(id)
      : judgedOnly(warnings, qrels),
    warnings,
    instructions,
  );
  const topRanked = layout.has(config('top_ranked'))
    ? await readCandidates(splitRows(source, files(config('top_ranked')), { signal }))
    : undefined;

  return {
    queries,
    qrels,
    topRanked,
    documentCount: await knownRows(source, corpusFiles),
    corpus: (stop) =>
      readDocuments(
        splitRows(source, corpusFiles, { columns: DOCUMENT_COLUMNS, signal: stop }),
        warnings,
      ),
  };
}

function qrelsConfig(layout: Layout, subset: string): string {
  if (subset !== 'default') return `${subset}-qrels`;
  if (layout.has('default')) return 'default';
  if (layout.has('qrels')) return 'qrels';
  throw new GlottobenchError(
    'GB_SUBSET_UNKNOWN',
    'the repository has neither a config default nor a config qrels, so there are no judgements',
    { file: layout.source.name },
  );
}

async function* withoutColumn(
  batches: AsyncIterable<RowBatch>,
  column: string,
): AsyncGenerator<RowBatch> {
  for await (const batch of batches) {
    yield {
      ...batch,
      rows: batch.rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => name !== column)),
      ),
    };
  }
}
