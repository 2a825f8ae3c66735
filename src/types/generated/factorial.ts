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
 * main: main effects of batching and backbone; typology: how these differ between groups of languages; pairs: pairs of cells, and backbone × batching.
 */
export type FamilyName = 'main' | 'typology' | 'pairs';

/**
 * What `glottobench compare --factor backbone,batching --json` prints: cell means, main effects and interactions of backbone × batch sampling, each with three inferences: other training runs, other questions, other languages (docs/statistics.md).
 */
export interface FactorialAnalysis {
  /**
   * Version of this layout. 2: p, pAdjusted and interval of an effect are of the inference over training runs; other inferences have names of their own.
   */
  format: 2;
  evidence: Evidence;
  models: FactorialModel[];
  /**
   * The units of a claim about training: what stands behind every cell.
   */
  runs: TrainingRun[];
  tasks: string[];
  metrics: string[];
  options: ComparisonOptions;
  groups: FactorialGroup[];
  /**
   * How the main effects differ between groups of languages (`--by`) and along their properties (`--slope`).
   */
  differences: EffectDifference[];
  /**
   * Tests that are corrected together, per setting.
   */
  families: TestFamily[];
  notes: string[];
}
export interface FactorialModel {
  model: string;
  backbone: string;
  batching: string;
  /**
   * Place of its training run in `runs`.
   */
  run: number;
  zeroShot: {
    [k: string]: ZeroShot;
  };
}
/**
 * A trained checkpoint; several checkpoints of one condition and one seed are one run, their scores averaged.
 */
export interface TrainingRun {
  backbone: string;
  batching: string;
  /**
   * Of the card; null where it says none.
   */
  seed: number | null;
  /**
   * @minItems 1
   */
  models: string[];
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
  spread: Spread;
}
/**
 * Mean of one condition over its training runs.
 */
export interface FactorialCell {
  backbone: string;
  batching: string;
  mean: number;
  /**
   * Training runs behind the mean.
   */
  runs: number;
  /**
   * Standard deviation of the means of its runs; null with a single run.
   */
  runDeviation: number | null;
  /**
   * Over other training runs and questions; null with a single run.
   */
  interval: Bounds | null;
  questions: QuestionInterval;
}
/**
 * An interval; options say its coverage.
 */
export interface Bounds {
  low: number;
  high: number;
}
/**
 * Other questions, these checkpoints.
 */
export interface QuestionInterval {
  interval: Bounds | null;
}
/**
 * A contrast of cell means. interval, p and pAdjusted speak of other training runs (and other questions) in these languages; p is null where no such test is carried.
 */
export interface Effect {
  /**
   * simple: one batching against another within a backbone; batching, backbone: main effects; interaction: difference of two simple effects.
   */
  kind: 'simple' | 'batching' | 'backbone' | 'interaction';
  name: string;
  family: FamilyName;
  estimate: number;
  /**
   * Training runs that take part.
   */
  runs: number;
  /**
   * Over training runs and questions.
   */
  standardError: number | null;
  /**
   * Satterthwaite degrees of freedom of it.
   */
  degrees: number | null;
  interval: Bounds | null;
  p: number | null;
  /**
   * Corrected over the tests of its family in this setting.
   */
  pAdjusted: number | null;
  /**
   * Why no test over training runs is carried.
   */
  untested: string | null;
  /**
   * Standard deviation between training runs above which the difference would not be separable; 0 where it is not separable over questions alone. Null where the runs themselves are tested.
   */
  tippingPoint: number | null;
  questions: QuestionInference;
  languages: LanguageInference;
}
/**
 * Other questions; these checkpoints, these languages. No claim about a way of training.
 */
export interface QuestionInference {
  interval: Bounds | null;
  clusters: number;
  /**
   * Questions in which the contrast is positive.
   */
  positive: number;
}
/**
 * Other languages and language families (and other questions); these checkpoints.
 */
export interface LanguageInference {
  interval: Bounds | null;
  /**
   * Effective: Satterthwaite degrees of freedom of the variance over families.
   */
  degrees: number | null;
  families: number;
  /**
   * Languages in which the contrast is positive.
   */
  positive: number;
  /**
   * Languages.
   */
  of: number;
  /**
   * Why there is no interval.
   */
  refused: string | null;
}
/**
 * Where scores vary: standard deviations as they lie in the table, noise of the questions included; null where there is one of a kind.
 */
export interface Spread {
  /**
   * Between the means of conditions.
   */
  condition: number | null;
  /**
   * Between the means of languages.
   */
  language: number | null;
  /**
   * What condition and language do beyond their means.
   */
  conditionLanguage: number | null;
  /**
   * Between the runs of a condition, pooled.
   */
  run: number | null;
  /**
   * What a run does in a language beyond the means of both, within conditions, pooled.
   */
  runLanguage: number | null;
}
/**
 * Contrasts of contrasts: p, pAdjusted and interval of these effects speak of other training runs, languages (families as clusters) and questions at once.
 */
export interface EffectDifference {
  setting: Setting;
  /**
   * The grouping, or the property that a slope runs along.
   */
  by: string;
  /**
   * What is set against what.
   */
  of: string;
  kind: 'groups' | 'slope';
  /**
   * Languages that take part.
   */
  languages: number;
  families: number;
  /**
   * Languages of which the group or value is not known.
   */
  leftOut: number;
  effects: Effect[];
}
/**
 * Tests whose p values are corrected together.
 */
export interface TestFamily {
  setting: Setting;
  family: FamilyName;
  /**
   * Number of tests that were carried.
   */
  tests: number;
}
