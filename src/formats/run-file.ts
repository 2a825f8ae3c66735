import { GlottobenchError, type ErrorDetails } from '../base/errors.js';
import type { Ranking } from '../types/ranking.js';
import { IdTable, parseDecimal, splitColumns } from './columns.js';
import { parseNestedScores } from './nested-scores-json.js';
import { joinChunks, peek, readChunks, readLineBlocks } from './text-source.js';

const HINT =
  'a run is TREC lines "query Q0 document rank score tag", or JSON {"query": {"document": score}}';

/**
 * Reads a ranking from a TREC run file or from JSON `{query: {document: score}}` (plain or gzip, told by content).
 * Queries come in the order of their first line, hits in the order of the file: the column "rank" is not used, as in trec_eval.
 * Only JSON can say that a query was asked and found nothing (`{}`).
 * @returns scores as float64 `[hits]` per query
 * @throws GB_NOT_FOUND; GB_INPUT_INVALID with file and line
 */
export async function readRun(path: string): Promise<Ranking[]> {
  const { first, all } = await peek(readChunks(path));
  const rankings = first === '{' ? await readJson(all, path) : await readTrec(all, path);
  if (rankings.length === 0)
    throw new GlottobenchError('GB_INPUT_INVALID', 'the run is empty', { file: path, hint: HINT });
  return rankings;
}

async function readJson(chunks: AsyncIterable<string>, file: string): Promise<Ranking[]> {
  return Array.from(parseNestedScores(await joinChunks(chunks, file), file), ([query, hits]) => ({
    query,
    docs: [...hits.keys()],
    scores: Float64Array.from(hits.values()),
  }));
}

async function readTrec(chunks: AsyncIterable<string>, file: string): Promise<Ranking[]> {
  const builders = new Map<string, HitsBuilder>();
  const ids = new IdTable();
  let current: HitsBuilder | undefined;
  let line = 0;
  for await (const block of readLineBlocks(chunks)) {
    for (const text of block) {
      line++;
      if (text.trim() === '') continue;
      const { query, doc, score } = parseTrecLine(text, { file, line, hint: HINT });
      if (current?.query !== query) {
        current?.leave();
        current = builders.get(query) ?? new HitsBuilder(ids.get(query));
        builders.set(current.query, current);
      }
      if (!current.add(ids.get(doc), score)) {
        throw new GlottobenchError(
          'GB_INPUT_INVALID',
          `document "${doc}" comes twice for query "${query}"`,
          { file, line, hint: 'every document may stand once in the hits of a query' },
        );
      }
    }
  }
  return Array.from(builders.values(), (builder) => builder.build());
}

function parseTrecLine(
  text: string,
  place: ErrorDetails,
): { query: string; doc: string; score: number } {
  const columns = splitColumns(text, 6);
  if (columns.length !== 6)
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      `6 columns expected, got ${columns.length}`,
      place,
    );
  const [query, , doc, , value] = columns as [string, string, string, string, string, string];
  const score = parseDecimal(value);
  if (score === undefined)
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      `the score must be a finite number, got "${value}"`,
      place,
    );
  return { query, doc, score };
}

class HitsBuilder {
  private readonly docs: string[] = [];
  private readonly scores: number[] = [];
  private seen: Set<string> | undefined = new Set();
  private visits = 0;

  constructor(readonly query: string) {}

  /** @returns false when the document was there already */
  add(doc: string, score: number): boolean {
    this.seen ??= new Set(this.docs);
    if (this.seen.has(doc)) return false;
    this.seen.add(doc);
    this.docs.push(doc);
    this.scores.push(score);
    return true;
  }

  /** The lines of a query usually stand together: its set of ids is dropped, unless queries turn out to be mixed. */
  leave(): void {
    this.visits++;
    if (this.visits === 1) this.seen = undefined;
  }

  build(): Ranking {
    return { query: this.query, docs: this.docs, scores: Float64Array.from(this.scores) };
  }
}
