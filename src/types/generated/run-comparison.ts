// Generated from schemas/run-comparison.schema.json by `npm run types`. Do not edit.
import type {Warning} from './warning.js';

/**
 * What `glottobench score --json` prints for several runs. Differences are a − b, in units of the measure (docs/metrics.md).
 */
export interface RunComparison {
  /**
   * Version of this layout.
   */
  format: 1;
  /**
   * @minItems 2
   */
  runs: ComparedRun[];
  options: RunComparisonOptions;
  /**
   * Queries that the comparison rests on: all runs hold them.
   */
  queries: number;
  /**
   * Judged queries that only some of the runs hold: left out.
   */
  unpaired: number;
  /**
   * Questions: translations of one question are one, and are drawn and exchanged together.
   */
  clusters: number;
  /**
   * Why nothing is tested, null when it is.
   */
  tooFew: string | null;
  /**
   * What intervals and tests speak of.
   */
  speaksOf: string;
  measures: MeasureComparison[];
  untested: UntestedMeasure[];
  /**
   * Tests that p values were corrected over: measures times pairs.
   */
  tests: number;
  /**
   * With --by-query. Per query and measure: the value of each run, in the order of `runs`; null where a run does not hold the query.
   */
  perQuery?: {
    [k: string]: {
      [k: string]: (number | null)[];
    };
  };
}
export interface ComparedRun {
  name: string;
  /**
   * Judged queries that the run holds.
   */
  queries: number;
  /**
   * Queries of the run without judgements: left out.
   */
  unjudgedQueries: number;
  /**
   * Judged queries that the run does not hold.
   */
  unrankedQueries: number;
  /**
   * What `score` gives for this run alone, over all of its own queries.
   */
  scores: {
    [k: string]: number | null;
  };
  /**
   * What is odd in the judgements and in the run.
   */
  warnings: Warning[];
  /**
   * Keys of scores that are NaN.
   */
  undefined: string[];
}
export interface RunComparisonOptions {
  seed: number;
  /**
   * Bootstrap resamples.
   */
  draws: number;
  /**
   * Sign flips of the randomization test (at least; all patterns of up to 24 clusters).
   */
  flips: number;
  /**
   * Coverage of the intervals; 1 − level is where tests separate.
   */
  level: number;
  adjustment: 'holm';
}
export interface MeasureComparison {
  measure: string;
  better: 'higher' | 'lower';
  pairs: RunPair[];
}
export interface RunPair {
  a: string;
  b: string;
  /**
   * Mean over the shared queries.
   */
  scoreA: number;
  scoreB: number;
  difference: number;
  interval: Bounds | null;
  /**
   * Paired randomization test over questions.
   */
  p: number | null;
  pAdjusted: number | null;
  /**
   * Mean / standard deviation of the differences of questions.
   */
  effect: number | null;
  effectInterval: Bounds | null;
  /**
   * Queries where a is better.
   */
  wins: number;
  losses: number;
  ties: number;
}
/**
 * An interval; options say its coverage.
 */
export interface Bounds {
  low: number;
  high: number;
}
export interface UntestedMeasure {
  measure: string;
  reason: string;
}
