import { GlottobenchError } from '../base/errors.js';
import type { Ranking } from '../types/ranking.js';
import { IdTable } from './columns.js';
import { parseNestedScores, type PredictionChoice } from './nested-scores.js';
import { runLayout } from './table-layout.js';
import { readTriples } from './table-triples.js';
import type { OnWarning } from '../warnings/warning-list.js';
import { firstCharacter, readWholeText } from './text-source.js';

interface RunFileOptions extends PredictionChoice {
  readonly onWarning?: OnWarning | undefined;
  /**
   * Told the name that the last TREC line gives the run, as trec_eval's `runid`; other forms name
   * none.
   */
  readonly onTag?: ((tag: string) => void) | undefined;
}

/**
 * Reads a ranking: TREC lines, MS MARCO lines (`query document rank`: the score is 1/rank, as
 * pyserini has it), a table with a header, JSON `{query: {document: score}}`, or a predictions file
 * of mteb (plain or packed, told by content). Queries come in the order of their first line, hits
 * in the order of the file: TREC's column "rank" is not used, as in trec_eval. Only JSON can say
 * that a query was asked and found nothing (`{}`).
 * @returns scores as float64 `[hits]` per query
 * @throws GB_NOT_FOUND, GB_DATA_CORRUPT; GB_INPUT_INVALID with file and line; GB_USAGE for
 * predictions of several parts
 */
export async function readRun(path: string, options: RunFileOptions = {}): Promise<Ranking[]> {
  const json = (await firstCharacter(path, path)) === '{';
  if (!json && (options.subset ?? options.split) !== undefined)
    throw new GlottobenchError(
      'GB_USAGE',
      '--subset and --split choose a part of the predictions of mteb; this run has no parts',
      { file: path },
    );
  const rankings = json ? await readJsonRun(path, options) : await readTable(path, options);
  if (rankings.length === 0)
    throw new GlottobenchError('GB_INPUT_INVALID', 'the run is empty', {
      file: path,
      hint: 'a run is TREC lines "query Q0 document rank score tag", or JSON {"query": {"document": score}}',
    });
  return rankings;
}

async function readJsonRun(path: string, choice: PredictionChoice): Promise<Ranking[]> {
  const nested = parseNestedScores(await readWholeText(path, path), path, choice);
  return Array.from(nested, ([query, hits]) => ({
    query,
    docs: [...hits.keys()],
    scores: Float64Array.from(hits.values()),
  }));
}

async function readTable(path: string, { onWarning, onTag }: RunFileOptions): Promise<Ranking[]> {
  const builders = new Map<string, HitsBuilder>();
  const ids = new IdTable();
  let current: HitsBuilder | undefined;
  let tag: string | undefined;
  for await (const { layout, triples } of readTriples(path, { name: path, onWarning }, runLayout)) {
    tag = triples.at(-1)?.tag ?? tag;
    for (const { query, document, value, line } of triples) {
      if (current?.query !== query) {
        current?.leave();
        current = builders.get(query) ?? new HitsBuilder(ids.get(query));
        builders.set(current.query, current);
      }
      const twice = current.add(ids.get(document), value, layout.valueRole === 'rank');
      if (twice !== undefined)
        throw new GlottobenchError(
          'GB_INPUT_INVALID',
          twice === 'document'
            ? `document "${document}" comes twice for query "${query}"`
            : `two documents have rank ${String(Math.round(1 / value))} for query "${query}"`,
          {
            file: path,
            line,
            hint: 'every document, and every rank, may stand once in the hits of a query',
          },
        );
    }
  }
  if (tag !== undefined) onTag?.(tag);
  return Array.from(builders.values(), (builder) => builder.build());
}

class HitsBuilder {
  private readonly docs: string[] = [];
  private readonly scores: number[] = [];
  private seen: Set<string> | undefined = new Set();
  private readonly ranks = new Set<number>();
  private visits = 0;

  constructor(readonly query: string) {}

  /** @returns what was there already */
  add(doc: string, score: number, isRank: boolean): 'document' | 'rank' | undefined {
    this.seen ??= new Set(this.docs);
    if (this.seen.has(doc)) return 'document';
    if (isRank && this.ranks.has(score)) return 'rank';
    if (isRank) this.ranks.add(score);
    this.seen.add(doc);
    this.docs.push(doc);
    this.scores.push(score);
    return undefined;
  }

  /**
   * The lines of a query usually stand together: its set of ids is dropped, unless queries turn out
   * to be mixed.
   */
  leave(): void {
    this.visits++;
    if (this.visits === 1) this.seen = undefined;
  }

  build(): Ranking {
    return { query: this.query, docs: this.docs, scores: Float64Array.from(this.scores) };
  }
}
