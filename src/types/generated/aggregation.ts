// Generated from schemas/aggregation.schema.json by `npm run types`. Do not edit.
import type {Warning} from './warning.js';

/**
 * Whose language a cross-lingual cell counts for. A cell counts once: for its query language, its document language, or the ordered pair.
 */
export type Side = 'query' | 'document' | 'pair';

/**
 * Scores grouped by typology: what `glottobench aggregate --json` prints and a run writes to typology/*.json.
 */
export interface Aggregation {
  /**
   * Version of this layout.
   */
  format: 1;
  options: AggregationOptionsUsed;
  diversity: DiversityVector;
  /**
   * One per model and setting: scores of different settings are never averaged.
   */
  slices: AggregationSlice[];
  /**
   * Cells that no slice holds, by reason.
   */
  leftOut: {
    [k: string]: number;
  };
  /**
   * What is odd about the aggregation itself.
   */
  warnings: Warning[];
}
export interface AggregationOptionsUsed {
  /**
   * Groupings, combinations joined by ×.
   */
  by: string[];
  side: Side;
  /**
   * Seed of the bootstrap.
   */
  seed: number;
  /**
   * Bootstrap resamples; 0 = no intervals.
   */
  draws: number;
  /**
   * Coverage of the intervals.
   */
  level: number;
}
export interface DiversityVector {
  languages: number;
  families: number;
  genera: number;
  /**
   * Languages without a family.
   */
  unclassified: number;
  /**
   * exp of the entropy over families.
   */
  effectiveFamilies: number;
  effectiveGenera: number;
  /**
   * Entropy over macroareas, nats.
   */
  geographyIndex: number;
  indoEuropeanShare: number;
  /**
   * URIEL, pairs with at least 20 observed features; null without the optional table.
   */
  meanPairwiseSyntactic: number | null;
  syntacticPairs: number;
}
export interface AggregationSlice {
  model: AggregatedModel;
  setting: 'monolingual' | 'crosslingual' | 'multilingual';
  tasks: string[];
  /**
   * More than one: scores of unlike metrics are averaged, see warnings.
   */
  metrics: string[];
  /**
   * Scored (task, split, subset).
   */
  cells: number;
  /**
   * False: languages differ in the tasks behind their means, so differences of groups are partly differences of tasks.
   */
  sameTasks: boolean;
  /**
   * What is known against its numbers, per cell; groups name the codes that concern them.
   */
  warnings: Warning[];
  overall: OverallScores;
  groupings: GroupedScores[];
}
export interface AggregatedModel {
  name: string;
  revision: string;
  /**
   * Pretraining language list that `seen` refers to; null = not known.
   */
  backbone: string | null;
}
/**
 * Averages side by side that weigh languages differently. languageMean: mean over languages. genusFamilyMean: languages, then genera, then families, each level a plain mean. sqrtFamilyMean: the same, families weighted by the root of their number of languages.
 */
export interface OverallScores {
  /**
   * Mean over tasks of the mean over split × subset.
   */
  mtebMean: number | null;
  languageMean: Estimate;
  genusFamilyMean: Estimate;
  sqrtFamilyMean: Estimate;
  /**
   * Mean over the genera of Indo-European.
   */
  indoEuropeanMean: number | null;
  /**
   * Mean over the other families.
   */
  nonIndoEuropeanMean: number | null;
  languages: number;
  genera: number;
  families: number;
  /**
   * Languages without a family: in languageMean, not in the family means.
   */
  unclassified: number;
}
export interface Estimate {
  mean: number | null;
  interval: Interval | null;
}
/**
 * Interval over families (in a group of one family: genera): CR2 with Satterthwaite t. There is none under four effective degrees of freedom.
 */
export interface Interval {
  low: number;
  high: number;
  clusters: number;
  /**
   * Effective degrees of freedom: what clusters of unequal size are worth.
   */
  degrees: number;
  unit: 'family' | 'genus' | 'family pair';
}
export interface GroupedScores {
  by: string;
  label: string;
  /**
   * Share of languages that have a group.
   */
  knownShare: number | null;
  /**
   * Why the groups describe and must not be compared; null = they may be.
   */
  descriptive: string | null;
  /**
   * Groups that an unpaired contrast may use: sufficient and at least 8 languages; empty when fewer than two.
   */
  comparable: string[];
  /**
   * Romanised cells that this grouping leaves out.
   */
  leftOut: number;
  groups: GroupScore[];
}
export interface GroupScore {
  group: string;
  /**
   * Languages without a value are kept apart and always listed.
   */
  kind: 'group' | 'unknown' | 'unclassified';
  languages: number;
  genera: number;
  families: number;
  cells: number;
  /**
   * Mean over languages (or ordered pairs).
   */
  mean: number | null;
  /**
   * Languages → genera → families within the group.
   */
  genusFamilyMean: number | null;
  interval: Interval | null;
  sufficient: boolean;
  /**
   * Why the group is not sufficient, or why its languages have no value.
   */
  reason: string | null;
  /**
   * ISO 639-3 codes after resolution, or pairs `eng→hin`.
   */
  members: string[];
  /**
   * Codes of the slice's warnings that concern cells of this group.
   */
  warnings: string[];
}
