import type { Setting } from '../../types/dataset.js';
import type { Adjustment } from './adjust.js';
import type { Bounds } from './bootstrap.js';

/** What `compare` finds; also its JSON form. Differences are a − b, in units of the metric. */
export interface Comparison {
  readonly format: 1;
  /** `questions`: paired per-query scores, clusters are questions. `cells`: one score per (task, split, subset), clusters are language families. */
  readonly evidence: 'questions' | 'cells';
  readonly models: readonly ComparedModel[];
  readonly tasks: readonly string[];
  readonly metrics: readonly string[];
  readonly options: ComparisonOptions;
  readonly groups: readonly GroupComparison[];
  readonly leftOutModels: readonly { readonly model: string; readonly cells: number }[];
  readonly notes: readonly string[];
}

export interface ComparedModel {
  readonly name: string;
  readonly revision: string;
  readonly backbone: string | null;
}

export interface ComparisonOptions {
  readonly by: readonly string[];
  readonly side: string;
  readonly seed: number;
  /** Bootstrap resamples. */
  readonly draws: number;
  /** Sign flips of the randomization test (at least; more where many tests are corrected, all where they are fewer). */
  readonly flips: number;
  readonly level: number;
  readonly adjustment: Adjustment;
}

/** One setting and one group of languages. Tests of all groups and pairs of a setting are corrected together. */
export interface GroupComparison {
  readonly setting: Setting;
  readonly by: string | null;
  readonly group: string;
  readonly languages: number;
  readonly families: number;
  readonly cells: number;
  /** Distinct questions; null without per-query scores. */
  readonly questions: number | null;
  /** Clusters that were exchanged and resampled. */
  readonly clusters: number;
  /** Why nothing is tested, null when it is. */
  readonly tooFew: string | null;
  /** Best first. */
  readonly ranking: readonly RankedModel[];
  readonly pairs: readonly PairTest[];
  /** Tests that p values were corrected over. */
  readonly tests: number;
}

export interface RankedModel {
  readonly model: string;
  /** Mean over languages. */
  readonly score: number;
  readonly interval: Bounds | null;
  /** Models that share a letter are not separable. Empty where nothing was tested. */
  readonly letters: string;
  /** Best and worst place that the tests leave open: 1 + models separably better … all − models separably worse (Mogstad et al. 2024). */
  readonly places: readonly [best: number, worst: number] | null;
}

export interface PairTest {
  readonly a: string;
  readonly b: string;
  readonly scoreA: number;
  readonly scoreB: number;
  readonly difference: number;
  readonly interval: Bounds | null;
  /** Paired randomization test over clusters. */
  readonly p: number | null;
  readonly pAdjusted: number | null;
  /** Mean / standard deviation of the differences of questions (of languages without per-query scores). */
  readonly effect: number | null;
  readonly effectInterval: Bounds | null;
  /** Languages where a is better, where b is, and neither. */
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Another question: would it hold for other languages? Families, languages and questions are drawn. */
  readonly overLanguages: Bounds | null;
}
