import type { OnWarning } from '../warnings/warning-list.js';
import { IdTable } from './columns.js';
import { eachRow, grade, idText } from './fields.js';
import { fileKind } from './bytes.js';
import { readJson } from './jsonl.js';
import { parseNestedScores } from './nested-scores.js';
import { parquetColumns, readParquet } from './parquet.js';
import { BATCH_ROWS, inputError, type RowOptions, type Row, type RowBatch } from './row.js';
import { judgementLayout } from './table-layout.js';
import { findRoles } from './table-roles.js';
import { readTriples } from './table-triples.js';
import { firstCharacter, readWholeText } from './text-source.js';

interface JudgementOptions extends RowOptions {
  readonly onWarning?: OnWarning | undefined;
}

/** Query id → document id → grade, in the order of the file. */
export type Judgements = Map<string, Map<string, number>>;

/**
 * Judgements of any form as rows `{query-id, corpus-id, score}`: the one reader of `run`, `score`,
 * `tasks validate`, `tasks export` and the workers. The form is told by the content: parquet, JSON,
 * JSON lines, or a table (docs/data.md says which reference rules which layout).
 * @throws GB_INPUT_INVALID with the line, also where two readings of the file differ; GB_NOT_FOUND,
 * GB_DATA_CORRUPT
 */
export async function* readJudgementRows(
  path: string,
  options: JudgementOptions,
): AsyncGenerator<RowBatch> {
  const { name, onWarning } = options;
  if ((await fileKind(path, name)) === 'parquet') {
    const all = await parquetColumns(path, name);
    const columns = judgedColumns(all);
    for (const column of all)
      if (columns?.includes(column) === false) onWarning?.('ignored-columns', column);
    yield* renamed(readParquet(path, { ...options, columns }), onWarning);
    return;
  }
  const first = await firstCharacter(path, name);
  if (first === '[') yield* renamed(readJson(path, options), onWarning);
  else if (first === '{') yield* jsonJudgements(path, options);
  else
    for await (const { layout, triples } of readTriples(path, options, judgementLayout))
      yield {
        file: name,
        rows: triples.map((triple) => ({
          'query-id': triple.query,
          'corpus-id': triple.document,
          score: triple.value,
        })),
        lines: triples.map((triple) => triple.line),
        ...(layout.rule === 'lines' ? { repeatedPairs: 'refused' as const } : {}),
      };
}

/** `{query: {document: grade}}`, or a JSON object a line with the three columns. */
async function* jsonJudgements(path: string, options: JudgementOptions): AsyncGenerator<RowBatch> {
  const { name, onWarning } = options;
  const lines = readJson(path, options)[Symbol.asyncIterator]();
  const first = await lines.next().catch(() => undefined);
  const row = first?.done === false ? first.value.rows[0] : undefined;
  if (first?.done === false && row !== undefined && hasRoles(row)) {
    yield* renamed(
      (async function* () {
        yield first.value;
        yield* { [Symbol.asyncIterator]: () => lines };
      })(),
      onWarning,
    );
    return;
  }
  await lines.return(undefined);
  const rows: Row[] = [];
  for (const [query, grades] of parseNestedScores(await readWholeText(path, name), name))
    for (const [document, value] of grades)
      rows.push({ 'query-id': query, 'corpus-id': document, score: value });
  for (let start = 0; start < rows.length; start += BATCH_ROWS) {
    const part = rows.slice(start, start + BATCH_ROWS);
    yield { file: name, rows: part, lines: part.map(() => undefined) };
  }
}

function hasRoles(row: Row): boolean {
  const { at } = findRoles(Object.keys(row), ['query', 'document', 'grade']);
  return at.size === 3;
}

function judgedColumns(names: readonly string[]): readonly string[] | undefined {
  const { at } = findRoles(names, ['query', 'document', 'grade']);
  return at.size === 3 ? [...at.values()].map((place) => names[place] ?? '') : undefined;
}

/** Rows under the three names, whatever the file calls them. */
async function* renamed(
  batches: AsyncIterable<RowBatch>,
  onWarning: OnWarning | undefined,
): AsyncGenerator<RowBatch> {
  const told: string[] = [];
  for await (const batch of batches) {
    const names = [...new Set(batch.rows.slice(0, 1).flatMap((row) => Object.keys(row)))];
    const { at, doubled } = findRoles(names, ['query', 'document', 'grade']);
    const [query, document, value] = (['query', 'document', 'grade'] as const).map(
      (role) => names[at.get(role) ?? -1],
    );
    if (query === undefined || document === undefined || value === undefined || doubled.length > 0)
      throw inputError(
        doubled.length > 0
          ? `one thing is named twice: ${doubled.join(' and ')}`
          : 'there are no columns query-id, corpus-id and score',
        { file: batch.file, line: batch.lines[0] },
        `Columns: ${names.join(', ')}`,
      );
    for (const name of names) {
      if ([query, document, value, ...told].includes(name)) continue;
      told.push(name);
      onWarning?.('ignored-columns', name);
    }
    yield {
      ...batch,
      rows: batch.rows.map((row) => ({
        'query-id': row[query],
        'corpus-id': row[document],
        score: row[value],
      })),
    };
  }
}

/**
 * Judgements of rows `{query-id, corpus-id, score}`: ids as text, whole grades. A pair that stands
 * twice with two grades: the last counts, as in mteb and BEIR, and is said; in TREC lines it is
 * refused, as pytrec_eval does.
 * @throws GB_INPUT_INVALID with the line
 */
export async function collectJudgements(
  batches: AsyncIterable<RowBatch>,
  onWarning?: OnWarning,
): Promise<Judgements> {
  const judgements: Judgements = new Map();
  const ids = new IdTable();
  for await (const batch of batches) {
    eachRow(batch, (row, place) => {
      const query = ids.get(idText(row['query-id'], 'query-id', place));
      const document = ids.get(idText(row['corpus-id'], 'corpus-id', place));
      const value = grade(row['score'], place);
      const grades = judgements.get(query) ?? new Map<string, number>();
      const known = grades.get(document);
      if (known !== undefined && known !== value && batch.repeatedPairs === 'refused')
        throw inputError(
          `document "${document}" is judged ${String(known)} and ${String(value)} for query "${query}"`,
          place,
        );
      if (known !== undefined)
        onWarning?.(
          known === value ? 'repeated-judgement' : 'contradicting-judgement',
          `${query} ${document}: ${String(known)}${known === value ? '' : `, ${String(value)}`}`,
        );
      judgements.set(query, grades.set(document, value));
    });
  }
  return judgements;
}
