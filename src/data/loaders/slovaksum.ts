import { judge, type LoadedSubset, type Loader, type LoadRequest } from '../loader.js';
import { emptyDictionaries, fromDictionaries, text, wholeSplit } from '../whole-split.js';

/** SlovakSum: the summary finds its article, first 600 rows, numbered from 1. */
export const loader: Loader = { load };

async function load(request: LoadRequest): Promise<LoadedSubset> {
  const { queries, documents, qrels } = emptyDictionaries();
  for (const [i, { row, place }] of (
    await wholeSplit(request, undefined, request.split, ['sum', 'title', 'text'], 600)
  ).entries()) {
    queries.set(`q${i + 1}`, text(row, 'sum', place));
    documents.set(`d${i + 1}`, {
      title: text(row, 'title', place),
      text: text(row, 'text', place),
    });
    judge(qrels, `q${i + 1}`, `d${i + 1}`, 1);
  }
  return fromDictionaries({ queries, documents, qrels });
}
