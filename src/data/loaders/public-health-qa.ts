import { textField } from '../../formats/fields.js';
import { judge, type LoadedSubset, type Loader, type LoadRequest } from '../loader.js';
import { emptyDictionaries, fromDictionaries, wholeSplit } from '../whole-split.js';

/**
 * PublicHealthQA and GeorgianFAQ: columns `question` and `answer`. Distinct questions are `Q<n>`,
 * distinct answers `D<n>`, numbered from 0 by first appearance over all rows; rows with a null on
 * either side count for the numbers only, so these may have gaps.
 */
export const loader: Loader = { load };

async function load(request: LoadRequest): Promise<LoadedSubset> {
  const config = request.subset === 'default' ? undefined : request.subset;
  const pairs = (await wholeSplit(request, config, request.split, ['question', 'answer'])).map(
    ({ row, place }) => ({
      question: textField(row['question'], 'question', place),
      answer: textField(row['answer'], 'answer', place),
    }),
  );
  const questionIds = numbered(
    pairs.map(({ question }) => question),
    'Q',
  );
  const answerIds = numbered(
    pairs.map(({ answer }) => answer),
    'D',
  );
  const { queries, documents, qrels } = emptyDictionaries();
  for (const { question, answer } of pairs) {
    if (question === null || answer === null) continue;
    const query = questionIds.get(question) ?? '';
    const document = answerIds.get(answer) ?? '';
    queries.set(query, question);
    documents.set(document, { text: answer });
    judge(qrels, query, document, 1);
  }
  return fromDictionaries({ queries, documents, qrels });
}

function numbered(texts: readonly (string | null)[], letter: string): Map<string, string> {
  const ids = new Map<string, string>();
  for (const text of texts)
    if (text !== null && !ids.has(text)) ids.set(text, `${letter}${ids.size}`);
  return ids;
}
