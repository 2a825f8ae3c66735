import type { TextItem } from '../../types/text.js';
import { eachRow, idList, idText, requireColumns, textField } from '../../formats/fields.js';
import { inputError, type Row, type RowBatch, type RowPlace } from '../../formats/row.js';
import type { JudgementTable } from '../loader.js';
import { documentText, queryText } from '../text.js';
import type { WarningList } from '../../warnings/warning-list.js';

export const DOCUMENT_COLUMNS = ['_id', 'id', 'title', 'text'] as const;
export const QUERY_COLUMNS = ['_id', 'id', 'text', 'instruction'] as const;

/** The id of a row: `_id` in any scalar form, else `id`. */
function rowId(row: Row, place: RowPlace, warnings: WarningList): string {
  if (row['_id'] !== undefined) return idText(row['_id'], '_id', place);
  if (row['id'] === undefined)
    throw inputError(
      'there is neither a column _id nor a column id',
      place,
      `Columns: ${Object.keys(row).join(', ')}`,
    );
  const id = idText(row['id'], 'id', place);
  if (typeof row['id'] !== 'string') warnings.add('id-cast', id);
  return id;
}

/**
 * Documents of a stream of rows, batch by batch. Null titles and texts are read as absent, with a
 * warning.
 */
export async function* readDocuments(
  batches: AsyncIterable<RowBatch>,
  warnings: WarningList,
): AsyncGenerator<TextItem[]> {
  let checked = '';
  for await (const batch of batches) {
    if (batch.file !== checked) requireColumns(batch, ['text']);
    checked = batch.file;
    const documents: TextItem[] = [];
    eachRow(batch, (row, place) => {
      const id = rowId(row, place, warnings);
      const text = textField(row['text'], 'text', place);
      const title = textField(row['title'], 'title', place);
      if (text === null) warnings.add('null-text', id);
      if (row['title'] === null) warnings.add('null-title', id);
      documents.push({ id, text: documentText(title, text) });
    });
    yield documents;
  }
}

/**
 * Accepts the queries that have judgements; the others are told.
 * @param elsewhere ids of queries that may be judged in another split
 */
export function judgedOnly(
  warnings: WarningList,
  qrels: JudgementTable,
  elsewhere: ReadonlySet<string> = new Set(),
): (id: string) => boolean {
  return (id) => {
    if (qrels.has(id)) return true;
    if (!elsewhere.has(id)) warnings.add('without-judgement', id);
    return false;
  };
}

/**
 * Queries whose id `keep` accepts, so that seven million rows with 720 judged ones cost the memory
 * of 720.
 * @param instructions query id → instruction; where given, every kept query needs one
 */
export async function readQueries(
  batches: AsyncIterable<RowBatch>,
  keep: (id: string) => boolean,
  warnings: WarningList,
  instructions?: ReadonlyMap<string, string | null>,
): Promise<TextItem[]> {
  const queries: TextItem[] = [];
  const refused: TextItem[] = [];
  for await (const batch of batches) {
    requireColumns(batch, ['text']);
    eachRow(batch, (row, place) => {
      const id = rowId(row, place, warnings);
      if (!keep(id)) {
        if (refused.length < 3) refused.push({ id, text: '' });
        return;
      }
      const instruction =
        instructions === undefined
          ? textField(row['instruction'], 'instruction', place)
          : instructions.get(id);
      if (instructions !== undefined && instruction === undefined)
        throw inputError(`query ${id} has no instruction`, place);
      if (row['text'] === null) warnings.add('null-query', id);
      queries.push({ id, text: queryText(row['text'] ?? '', instruction, place) });
    });
  }
  // When the ids do not meet at all, the error shows a few of both sides.
  return queries.length > 0 ? queries : refused;
}

/** Query id → candidates (`top_ranked`, `qrel_diff`); of repeated queries the last stays. */
export async function readCandidates(
  batches: AsyncIterable<RowBatch>,
): Promise<Map<string, string[]>> {
  const candidates = new Map<string, string[]>();
  for await (const batch of batches) {
    requireColumns(batch, ['query-id', 'corpus-ids']);
    eachRow(batch, (row, place) =>
      candidates.set(
        idText(row['query-id'], 'query-id', place),
        idList(row['corpus-ids'], 'corpus-ids', place),
      ),
    );
  }
  return candidates;
}

/** Query id → instruction. */
export async function readInstructions(
  batches: AsyncIterable<RowBatch>,
): Promise<Map<string, string | null>> {
  const instructions = new Map<string, string | null>();
  for await (const batch of batches) {
    requireColumns(batch, ['query-id', 'instruction']);
    eachRow(batch, (row, place) =>
      instructions.set(
        idText(row['query-id'], 'query-id', place),
        textField(row['instruction'], 'instruction', place),
      ),
    );
  }
  return instructions;
}
