import { GlottobenchError } from '../base/errors.js';
import type { Ranking } from '../types/ranking.js';
import type { QueryScores, ScoreDictionary } from '../types/scores.js';
import type { Qrels } from '../types/text.js';
import { CONFIDENCES, confidences, type Confidence } from './confidence.js';
import { HitBuffer, type HitOptions } from './hit-buffer.js';
import { judgeRanks } from './judged-ranks.js';
import { scoreDictionary } from './score-dictionary.js';
import { CUTOFF_METRICS, DEFAULT_K_VALUES, scoreKey } from './table.js';

export interface ScoreOptions extends HitOptions {
  /** Cut-offs; sorted and made unique here. Default: MTEB's 1, 3, 5, 10, 20, 100, 1000. */
  readonly kValues?: readonly number[] | undefined;
}

export interface RankingScores {
  readonly scores: ScoreDictionary;
  readonly perQuery: QueryScores;
}

/**
 * Every score that MTEB writes for a retrieval subset, bit for bit as mteb 2.26.24 computes them in memory
 * (pytrec_eval's metrics rounded to 5 decimals, MRR and nAUC not rounded; see docs/metrics.md).
 *
 * As mteb does, a query without judgements, or with an empty entry, is left out; one whose judgements are all 0 or
 * negative is kept and scores 0; a judged query without ranking counts nowhere; one with an empty ranking counts as 0.
 * @param rankings hits in any order; their order decides ties only for `skipFirstResult`. Queries are summed in the
 *   given order, which is visible in the last bits of an unrounded mean.
 * @throws GB_INPUT_INVALID when no query is left, a query comes twice, or a score is NaN
 */
export function scoreRankings(
  rankings: Iterable<Ranking>,
  qrels: Qrels,
  options: ScoreOptions = {},
): RankingScores {
  const cutoffs = checkedCutoffs(options.kValues ?? DEFAULT_K_VALUES);
  const table = new ScoreTable(cutoffs, qrels.size);
  const hits = new HitBuffer();
  const seen = new Set<string>();
  for (const ranking of rankings) {
    const grades = qrels.get(ranking.query);
    if (grades === undefined || grades.size === 0) continue;
    if (seen.has(ranking.query))
      throw new GlottobenchError('GB_INPUT_INVALID', `query "${ranking.query}" has two rankings`);
    seen.add(ranking.query);
    hits.load(ranking, options);
    const judged = judgeRanks(hits, grades);
    CUTOFF_METRICS.forEach((metric, m) => {
      metric.evaluate(judged, cutoffs, table.row);
      table.store(m);
    });
    table.finishQuery(confidences(hits.double, hits.length));
  }
  if (seen.size === 0) {
    throw new GlottobenchError('GB_INPUT_INVALID', 'no query of the run has judgements', {
      hint: 'are the two files of the same task, and not swapped?',
    });
  }
  const values = table.columns();
  return {
    scores: scoreDictionary(values, table.confidenceColumns(), cutoffs),
    perQuery: { queries: [...seen], values },
  };
}

function checkedCutoffs(kValues: readonly number[]): number[] {
  const wrong = kValues.find((k) => !Number.isInteger(k) || k < 1);
  if (wrong !== undefined || kValues.length === 0) {
    throw new GlottobenchError(
      'GB_USAGE',
      wrong === undefined
        ? 'at least one cut-off is needed'
        : `a cut-off must be a whole number from 1, got ${wrong}`,
    );
  }
  return [...new Set(kValues)].sort((a, b) => a - b);
}

/** One column per metric and cut-off, one row per query. */
class ScoreTable {
  /** `[cutoffs]` values of one metric for the current query. */
  readonly row: Float64Array;
  private readonly cells: Float64Array[];
  private readonly sure: Record<Confidence, Float64Array>;
  private queries = 0;

  constructor(
    private readonly cutoffs: readonly number[],
    capacity: number,
  ) {
    this.row = new Float64Array(cutoffs.length);
    this.cells = Array.from(
      { length: CUTOFF_METRICS.length * cutoffs.length },
      () => new Float64Array(capacity),
    );
    this.sure = {
      max: new Float64Array(capacity),
      std: new Float64Array(capacity),
      diff1: new Float64Array(capacity),
    };
  }

  store(metric: number): void {
    const first = metric * this.cutoffs.length;
    for (let i = 0; i < this.row.length; i++)
      (this.cells[first + i] as Float64Array)[this.queries] = this.row[i] as number;
  }

  finishQuery(confidence: Readonly<Record<Confidence, number>>): void {
    for (const name of CONFIDENCES) this.sure[name][this.queries] = confidence[name];
    this.queries++;
  }

  columns(): Record<string, Float64Array> {
    const keys = CUTOFF_METRICS.flatMap((metric) => this.cutoffs.map((k) => scoreKey(metric, k)));
    return Object.fromEntries(
      keys.map((key, i) => [key, (this.cells[i] as Float64Array).slice(0, this.queries)]),
    );
  }

  confidenceColumns(): Record<Confidence, Float64Array> {
    const { max, std, diff1 } = this.sure;
    return {
      max: max.slice(0, this.queries),
      std: std.slice(0, this.queries),
      diff1: diff1.slice(0, this.queries),
    };
  }
}
