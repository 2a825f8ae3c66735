// Generated from schemas/comparison.schema.json by `npm run types`. Do not edit.
import type {Warning} from './warning.js';

/**
 * questions: paired per-query scores, clusters are questions. cells: one score per (task, split, subset), clusters are language families.
 */
export type Evidence = 'questions' | 'cells';
/**
 * How p values of a family of tests are corrected.
 */
export type Adjustment = 'holm' | 'bh' | 'none';
export type Setting = 'monolingual' | 'crosslingual' | 'multilingual';

/**
 * What `glottobench compare --json` prints. Differences are a − b, in units of the metric (docs/statistics.md).
 */
export interface Comparison {
  /**
   * Version of this layout.
   */
  format: 1;
  evidence: Evidence;
  models: ComparedModel[];
  tasks: string[];
  metrics: string[];
  options: ComparisonOptions;
  /**
   * One per setting and group of languages; the whole of a setting comes last.
   */
  groups: GroupComparison[];
  /**
   * Models that share too little with the others.
   */
  leftOutModels: {
    model: string;
    /**
     * Its scored cells.
     */
    cells: number;
  }[];
  notes: string[];
}
export interface ComparedModel {
  name: string;
  revision: string;
  backbone: string | null;
  /**
   * What is known against its numbers, per compared cell; rankings name the codes that concern them.
   */
  warnings: Warning[];
}
/**
 * What a comparison was asked for.
 */
export interface ComparisonOptions {
  /**
   * Groupings; the whole of each setting is always compared.
   */
  by: string[];
  /**
   * Whose language a cross-lingual cell counts for.
   */
  side: 'query' | 'document' | 'pair';
  seed: number;
  /**
   * Bootstrap resamples.
   */
  draws: number;
  /**
   * Sign flips of the randomization test (at least; more where many tests are corrected, all patterns of up to 24 clusters).
   */
  flips: number;
  /**
   * Coverage of the intervals; 1 − level is where tests separate.
   */
  level: number;
  adjustment: Adjustment;
}
/**
 * One setting and one group of languages. Tests of all groups and pairs of a setting are corrected together.
 */
export interface GroupComparison {
  setting: Setting;
  /**
   * The grouping, null for all languages.
   */
  by: string | null;
  group: string;
  languages: number;
  families: number;
  cells: number;
  /**
   * Distinct questions; null without per-query scores.
   */
  questions: number | null;
  /**
   * Clusters that were exchanged and resampled.
   */
  clusters: number;
  /**
   * Why nothing is tested, null when it is.
   */
  tooFew: string | null;
  /**
   * Best first.
   */
  ranking: RankedModel[];
  pairs: PairTest[];
  /**
   * Tests that p values were corrected over.
   */
  tests: number;
}
export interface RankedModel {
  model: string;
  /**
   * Mean over languages.
   */
  score: number;
  interval: Bounds | null;
  /**
   * Codes of the model's warnings that concern cells of this group.
   */
  warnings: string[];
  /**
   * Models that share a letter are not separable. Empty where nothing was tested.
   */
  letters: string;
  /**
   * Best and worst place that the tests leave open: 1 + models separably better … all − models separably worse (Mogstad et al. 2024).
   *
   * @minItems 2
   * @maxItems 2
   */
  places: [best: number, worst: number] | null;
}
/**
 * An interval; options say its coverage.
 */
export interface Bounds {
  low: number;
  high: number;
}
export interface PairTest {
  a: string;
  b: string;
  scoreA: number;
  scoreB: number;
  difference: number;
  interval: Bounds | null;
  /**
   * Paired randomization test over clusters.
   */
  p: number | null;
  pAdjusted: number | null;
  /**
   * Mean / standard deviation of the differences of questions (of languages without per-query scores).
   */
  effect: number | null;
  effectInterval: Bounds | null;
  /**
   * Languages where a is better.
   */
  wins: number;
  losses: number;
  ties: number;
  /**
   * Another question: would it hold for other languages? Families, languages and questions are drawn.
   */
  overLanguages: Bounds | null;
}
