// Generated from schemas/factorial.schema.json by `npm run types`. Do not edit.

/**
 * questions: paired per-query scores, clusters are questions. cells: one score per (task, split, subset), clusters are language families.
 */
export type Evidence = 'questions' | 'cells';
/**
 * MTEB's rule: no training data named like the task or a relative of it; unknown where training data are not declared.
 */
export type ZeroShot = 'yes' | 'no' | 'unknown';
/**
 * How p values of a family of tests are corrected.
 */
export type Adjustment = 'holm' | 'bh' | 'none';
export type Setting = 'monolingual' | 'crosslingual' | 'multilingual';

/**
 * What `glottobench compare --factor backbone,batching --json` prints: cell means, main effects and interactions of backbone × batch sampling (docs/statistics.md).
 */
export interface FactorialAnalysis {
  /**
   * Version of this layout.
   */
  format: 1;
  evidence: Evidence;
  models: FactorialModel[];
  tasks: string[];
  metrics: string[];
  options: ComparisonOptions;
  groups: FactorialGroup[];
  notes: string[];
}
export interface FactorialModel {
  model: string;
  backbone: string;
  batching: string;
  zeroShot: {
    [k: string]: ZeroShot;
  };
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
export interface FactorialGroup {
  setting: Setting;
  /**
   * The grouping, null for all languages.
   */
  by: string | null;
  group: string;
  languages: number;
  families: number;
  /**
   * Null without per-query scores.
   */
  questions: number | null;
  /**
   * Why the group supports no claim.
   */
  tooFew: string | null;
  backbones: string[];
  batchings: string[];
  cells: FactorialCell[];
  effects: Effect[];
}
/**
 * Mean of one condition.
 */
export interface FactorialCell {
  backbone: string;
  batching: string;
  mean: number;
  interval: Bounds | null;
}
/**
 * An interval; options say its coverage.
 */
export interface Bounds {
  low: number;
  high: number;
}
export interface Effect {
  /**
   * simple: one batching against another within a backbone; batching, backbone: main effects; interaction: difference of two simple effects.
   */
  kind: 'simple' | 'batching' | 'backbone' | 'interaction';
  name: string;
  estimate: number;
  interval: Bounds | null;
  p: number | null;
  /**
   * Corrected over all effects of the table.
   */
  pAdjusted: number | null;
  /**
   * Clusters in which the contrast is positive.
   */
  positive: number;
  clusters: number;
}
