import { sha256 } from '../../base/content-hash.js';
import { idText } from '../../formats/fields.js';
import { judge, type LoadedSubset, type Loader, type LoadRequest } from '../loader.js';
import { emptyDictionaries, fromDictionaries, text, wholeSplit } from '../whole-split.js';

/**
 * GreekCivicsQA: a question (id of its last row) finds its answer, which is named by the SHA-256 of
 * its text.
 */
export const loader: Loader = { load };

async function load(request: LoadRequest): Promise<LoadedSubset> {
  const rows = (
    await wholeSplit(request, undefined, request.split, ['id', 'question', 'answer'])
  ).map(({ row, place }) => ({
    id: idText(row['id'], 'id', place),
    question: text(row, 'question', place),
    answer: text(row, 'answer', place),
  }));
  const ids = new Map(rows.map(({ id, question }) => [question, id]));
  const { queries, documents, qrels } = emptyDictionaries();
  for (const { id, question, answer } of rows) {
    const query = ids.get(question) ?? id;
    queries.set(query, question);
    documents.set(sha256(answer), { text: answer });
    judge(qrels, query, sha256(answer), 1);
  }
  return fromDictionaries({ queries, documents, qrels });
}
