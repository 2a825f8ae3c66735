// Generated from schemas/power.schema.json by `npm run types`. Do not edit.

export type Setting = 'monolingual' | 'crosslingual' | 'multilingual';

/**
 * What `glottobench power --json` prints: sizes from a pilot (pilot), or what a set of tasks can support (claims).
 */
export interface PowerAnalysis {
  /**
   * Version of this layout.
   */
  format: 1;
  /**
   * Difference to find, in units of the metric.
   */
  difference: number;
  /**
   * Two-sided error rate of the test.
   */
  alpha: number;
  /**
   * Chance of finding it.
   */
  power: number;
  pilot?: Pilot;
  claims?: Claims;
}
/**
 * From the results of two models.
 */
export interface Pilot {
  models: string[];
  /**
   * questions: paired per-query scores, clusters are questions. cells: one score per (task, split, subset), clusters are language families.
   */
  evidence: 'questions' | 'cells';
  groups: PilotPower[];
  /**
   * What was left out, and what is known against the scores.
   */
  notes: string[];
}
/**
 * What two models of a pilot say about the size of the study that is needed.
 */
export interface PilotPower {
  setting: Setting;
  /**
   * The grouping, null for all languages.
   */
  by: string | null;
  group: string;
  /**
   * First minus second model in the pilot.
   */
  observed: number;
  /**
   * About other questions in these languages; null without per-query scores.
   */
  questions: UnitPower | null;
  /**
   * About other languages; families as they come in the pilot.
   */
  languages: UnitPower | null;
  /**
   * About other families, with as many languages of each as the pilot has.
   */
  families: UnitPower | null;
  /**
   * For the difference of this difference between two groups of equal size: units in each group.
   */
  interaction: {
    questions: number | null;
    languages: number | null;
    families: number | null;
  };
}
export interface UnitPower {
  /**
   * Units of the pilot.
   */
  now: number;
  /**
   * Standard deviation of the paired difference over these units.
   */
  sd: number;
  /**
   * Units that find the difference.
   */
  needed: number;
  /**
   * The smallest difference that the present number finds; null where it is too few for any.
   */
  detectable: number | null;
}
/**
 * Before a run.
 */
export interface Claims {
  tasks: string[];
  /**
   * Standard deviation over languages that was assumed.
   */
  sd: number;
  groupings: ClaimSupport[];
}
/**
 * What a set of tasks can say about a grouping.
 */
export interface ClaimSupport {
  setting: Setting;
  by: string;
  label: string;
  /**
   * compares: two groups large enough for a contrast; with care: and a confounder that is known; reads: groups large enough to read each mean; describes: neither.
   */
  verdict: 'compares' | 'compares with care' | 'reads' | 'describes';
  reason: string;
  groups: ClaimGroup[];
}
export interface ClaimGroup {
  group: string;
  languages: number;
  genera: number;
  families: number;
  sufficient: boolean;
  reason: string | null;
  /**
   * Smallest difference between two models in this group that its languages find; null where they are too few for any.
   */
  detectable: number | null;
  /**
   * Smallest difference of such a difference between this group and another of its size.
   */
  interaction: number | null;
}
