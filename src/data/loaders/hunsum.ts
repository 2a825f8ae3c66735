import { idText } from '../../formats/fields.js';
import { judge, type LoadedSubset, type Loader, type LoadRequest } from '../loader.js';
import { emptyDictionaries, fromDictionaries, text, wholeSplit } from '../whole-split.js';

/** HunSum-2: the lead finds its article; ids are `q` and `d` before the record's uuid. */
export const loader: Loader = { load };

async function load(request: LoadRequest): Promise<LoadedSubset> {
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
}
