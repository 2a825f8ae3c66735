import { idText } from '../../formats/fields.js';
import { judge, type LoadedSubset, type Loader, type LoadRequest } from '../loader.js';
import { emptyDictionaries, fromDictionaries, text, wholeSplit } from '../whole-split.js';

/**
 * Syntec: configs `documents` (id, title, content) and `queries` (Question, Article); queries are
 * row numbers.
 */
export const loader: Loader = { load };

async function load(request: LoadRequest): Promise<LoadedSubset> {
  const { queries, documents, qrels } = emptyDictionaries();
  for (const { row, place } of await wholeSplit(request, 'documents', request.split, [
    'id',
    'title',
    'content',
  ])) {
    documents.set(idText(row['id'], 'id', place), {
      title: text(row, 'title', place),
      text: text(row, 'content', place),
    });
  }
  for (const [i, { row, place }] of (
    await wholeSplit(request, 'queries', request.split, ['Question', 'Article'])
  ).entries()) {
    queries.set(String(i), text(row, 'Question', place));
    judge(qrels, String(i), idText(row['Article'], 'Article', place), 1);
  }
  return fromDictionaries({ queries, documents, qrels });
}
