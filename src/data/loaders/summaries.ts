import { idText } from '../fields.js';
import { judge, type LoadRule } from '../loader.js';
import { emptyDictionaries, fromDictionaries, text, wholeSplit } from '../whole-split.js';

/** HunSum-2: the lead finds its article; ids are `q` and `d` before the record's uuid. */
export const loadHunsum: LoadRule = async (request) => {
  const { queries, documents, qrels } = emptyDictionaries();
  for (const { row, place } of await wholeSplit(request, undefined, request.split, [
    'uuid',
    'title',
    'article',
    'lead',
  ])) {
    const id = idText(row['uuid'], 'uuid', place);
    queries.set(`q${id}`, text(row, 'lead', place));
    documents.set(`d${id}`, {
      title: text(row, 'title', place),
      text: text(row, 'article', place),
    });
    judge(qrels, `q${id}`, `d${id}`, 1);
  }
  return fromDictionaries({ queries, documents, qrels });
};

/** SlovakSum: the summary finds its article, first 600 rows, numbered from 1. */
export const loadSlovaksum: LoadRule = async (request) => {
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
};
