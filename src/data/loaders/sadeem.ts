import { idText } from '../../formats/fields.js';
import type { LoadedSubset, Loader, LoadRequest } from '../loader.js';
import { emptyDictionaries, fromDictionaries, text, wholeSplit } from '../whole-split.js';

/**
 * Sadeem questions: three splits of one config; every judgement is 1, and a repeated query keeps
 * its last document only.
 */
export const loader: Loader = { load };

async function load(request: LoadRequest): Promise<LoadedSubset> {
  const { queries, documents, qrels } = emptyDictionaries();
  for (const { row, place } of await wholeSplit(request, undefined, 'queries', [
    'query-id',
    'text',
  ]))
    queries.set(idText(row['query-id'], 'query-id', place), text(row, 'text', place));
  for (const { row, place } of await wholeSplit(request, undefined, 'corpus', [
    'corpus-id',
    'text',
  ]))
    documents.set(idText(row['corpus-id'], 'corpus-id', place), { text: text(row, 'text', place) });
  for (const { row, place } of await wholeSplit(request, undefined, 'qrels', [
    'query-id',
    'corpus-id',
  ])) {
    qrels.set(
      idText(row['query-id'], 'query-id', place),
      new Map([[idText(row['corpus-id'], 'corpus-id', place), 1]]),
    );
  }
  return fromDictionaries({ queries, documents, qrels });
}
