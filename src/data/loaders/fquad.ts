import { idText } from '../../formats/fields.js';
import { judge, type LoadedSubset, type Loader, type LoadRequest } from '../loader.js';
import { emptyDictionaries, fromDictionaries, text, wholeSplit } from '../whole-split.js';

const SPLITS: Readonly<Record<string, string>> = {
  test: 'test_hasAns',
  validation: 'valid_hasAns',
};

/**
 * FQuAD: one document per title, with the context of the title's last row; queries are row numbers.
 */
export const loader: Loader = { load };

async function load(request: LoadRequest): Promise<LoadedSubset> {
  const { queries, documents, qrels } = emptyDictionaries();
  const rows = await wholeSplit(request, undefined, SPLITS[request.split] ?? request.split, [
    'title',
    'context',
    'question',
  ]);
  for (const [i, { row, place }] of rows.entries()) {
    const title = idText(row['title'], 'title', place);
    queries.set(String(i), text(row, 'question', place));
    documents.set(title, { title, text: text(row, 'context', place) });
    judge(qrels, String(i), title, 1);
  }
  return fromDictionaries({ queries, documents, qrels });
}
