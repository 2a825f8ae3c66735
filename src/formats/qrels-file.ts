import { GlottobenchError, type ErrorDetails } from '../base/errors.js';
import type { Qrels } from '../types/text.js';
import { IdTable, parseDecimal, splitColumns } from './columns.js';
import { parseNestedScores } from './nested-scores-json.js';
import { joinChunks, peek, readChunks, readLineBlocks } from './text-source.js';

const HINT =
  'qrels are TREC lines "query 0 document grade", TSV with the header "query-id corpus-id score", or JSON {"query": {"document": grade}}';

/** Where the three values of a line stand. */
interface Layout {
  readonly split: (line: string) => readonly string[];
  readonly columns: number;
  readonly query: number;
  readonly doc: number;
  readonly grade: number;
}

const TREC: Layout = {
  split: (line) => splitColumns(line, 4),
  columns: 4,
  query: 0,
  doc: 2,
  grade: 3,
};
const TSV: Layout = { split: (line) => line.split('\t'), columns: 3, query: 0, doc: 1, grade: 2 };

/**
 * Reads judgements in any of the three usual forms (plain or gzip), told apart by their content.
 * Order of queries and documents is that of the file. Grades are whole numbers; 0 and below mean "not relevant".
 * @throws GB_NOT_FOUND; GB_INPUT_INVALID with file and line
 */
export async function readQrels(path: string): Promise<Qrels> {
  const { first, all } = await peek(readChunks(path));
  const qrels = first === '{' ? await readJson(all, path) : await readTable(all, path);
  if (qrels.size === 0)
    throw new GlottobenchError('GB_INPUT_INVALID', 'there are no judgements in this file', {
      file: path,
      hint: HINT,
    });
  return qrels;
}

async function readJson(chunks: AsyncIterable<string>, file: string): Promise<Qrels> {
  const qrels = parseNestedScores(await joinChunks(chunks, file), file);
  for (const [query, grades] of qrels) {
    for (const [doc, grade] of grades) {
      if (!Number.isInteger(grade))
        throw new GlottobenchError(
          'GB_INPUT_INVALID',
          `grades are whole numbers, got ${grade} for document "${doc}"`,
          { file, pointer: `/${query}` },
        );
    }
  }
  return qrels;
}

async function readTable(chunks: AsyncIterable<string>, file: string): Promise<Qrels> {
  const qrels = new Map<string, Map<string, number>>();
  const ids = new IdTable();
  let layout: Layout | undefined;
  let number = 0;
  for await (const block of readLineBlocks(chunks)) {
    for (const line of block) {
      number++;
      if (line.trim() === '') continue;
      if (layout === undefined) {
        const header = headerLayout(line);
        layout = header ?? (line.split('\t').length === 3 ? TSV : TREC);
        if (header !== undefined) continue;
      }
      const { query, doc, grade } = parseJudgement(line, layout, ids, {
        file,
        line: number,
        hint: HINT,
      });
      const grades = qrels.get(query) ?? new Map<string, number>();
      const known = grades.get(doc);
      if (known !== undefined && known !== grade)
        throw new GlottobenchError(
          'GB_INPUT_INVALID',
          `document "${doc}" is judged ${known} and ${grade} for query "${query}"`,
          { file, line: number },
        );
      qrels.set(query, grades.set(doc, grade));
    }
  }
  return qrels;
}

function parseJudgement(
  line: string,
  layout: Layout,
  ids: IdTable,
  place: ErrorDetails,
): { query: string; doc: string; grade: number } {
  const columns = layout.split(line);
  if (columns.length !== layout.columns)
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      `${layout.columns} columns expected, got ${columns.length}`,
      place,
    );
  const word = (columns[layout.grade] as string).trim();
  const grade = parseDecimal(word);
  if (grade === undefined || !Number.isInteger(grade))
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      `grades are whole numbers, got "${word}"`,
      place,
    );
  return {
    query: ids.get(columns[layout.query] as string),
    doc: ids.get(columns[layout.doc] as string),
    grade,
  };
}

/** BEIR and MTEB name their columns; their order is theirs. */
function headerLayout(line: string): Layout | undefined {
  const names = line.split('\t').map((name) => name.trim().toLowerCase());
  const query = names.indexOf('query-id');
  const doc = names.indexOf('corpus-id');
  const grade = names.indexOf('score');
  return query === -1 || doc === -1 || grade === -1
    ? undefined
    : { split: TSV.split, columns: names.length, query, doc, grade };
}
