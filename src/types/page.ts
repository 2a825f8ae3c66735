import type { Aggregation } from './generated/aggregation.js';
import type { BiasReport } from './generated/bias.js';
import type { Comparison } from './generated/comparison.js';
import type { FactorialAnalysis, ZeroShot } from './generated/factorial.js';

/**
 * Everything that the page of `glottobench report` shows. Numbers are the answers of the commands
 * themselves, in the forms of their schemas; {@link PageScope.commands} says which command prints
 * each.
 */
export interface PageData {
  readonly format: 1;
  readonly version: string;
  /** ISO time at which the page was made. */
  readonly made: string;
  /** The command that makes it again. */
  readonly command: string;
  readonly models: readonly PageModel[];
  readonly tasks: readonly PageTask[];
  /** Facts of every language that occurs, by resolved ISO 639-3 code. */
  readonly languages: Readonly<Record<string, PageLanguage>>;
  /**
   * All tasks first, then each by itself where there are several. The page unpacks the others when
   * they are asked for.
   */
  readonly scopes: readonly PageScope[];
  readonly scopeNames: readonly ScopeName[];
  readonly bias: readonly BiasReport[];
  readonly biasCommand: string;
  /** Backbone × batching, or why there is none. */
  readonly factors: PageFactors;
  /** Worst queries of cells whose texts are at hand. */
  readonly queries: readonly PageQueryCell[];
  /** What was left out, and every doubt of the readers. */
  readonly warnings: readonly string[];
}

export interface PageModel {
  /** Name, with the beginning of the revision where two share it: as commands print it. */
  readonly label: string;
  readonly name: string;
  readonly revision: string;
  readonly backbone: string | null;
  /** How training batches were drawn, from the checkpoint's card. */
  readonly batching: string | null;
  /** MTEB's rule, by task. */
  readonly zeroShot: Readonly<Record<string, ZeroShot>>;
  /** The record of the run; null for results of others. */
  readonly run: PageRun | null;
}

/** How the scores of a model came about, from the manifest of its run. */
export interface PageRun {
  readonly glottobench: string;
  readonly node: string;
  readonly onnxruntime: string | null;
  readonly platform: string;
  readonly precision: string | null;
  readonly pooling: string | null;
  readonly prompts: Readonly<Record<string, string>>;
  readonly updated: string;
  readonly fingerprint: string | null;
  /** One per task: makes its cells again. */
  readonly commands: Readonly<Record<string, string>>;
}

export interface PageTask {
  readonly name: string;
  /** As people write the main score: nDCG@10. */
  readonly metric: string;
  readonly description: string | null;
  readonly reference: string | null;
  readonly licence: string | null;
  readonly citation: string | null;
  /** Dataset revisions that occur. */
  readonly revisions: readonly string[];
}

interface PageLanguage {
  readonly name: string;
  /** Null: not known, or none. */
  readonly family: string | null;
  readonly genus: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** GiB of CC-100. */
  readonly cc100: number | null;
  /** Billions of tokens of mC4. */
  readonly mc4: number | null;
}

interface ScopeName {
  /** `all`, or the name of the task. */
  readonly id: string;
  readonly label: string;
}

/** What is shown together: all tasks, or one. */
export interface PageScope extends ScopeName {
  readonly aggregation: Aggregation;
  readonly pairs: readonly PagePair[];
  /** Null where nothing can be compared; the reason says why. */
  readonly comparison: Comparison | null;
  readonly comparisonReason: string | null;
  /**
   * The same by query language, with intervals; null without per-query scores or of many models.
   */
  readonly byLanguage: Comparison | null;
  readonly commands: {
    readonly aggregate: string;
    readonly compare: string;
    readonly byLanguage: string;
  };
}

/**
 * Score of one model on cross-lingual cells of one pair: mean over tasks of the mean over cells.
 */
export interface PagePair {
  readonly model: string;
  readonly revision: string;
  readonly query: string;
  readonly document: string;
  readonly score: number;
  readonly cells: number;
}

export interface PageFactors {
  readonly analysis: FactorialAnalysis | null;
  readonly reason: string | null;
  readonly command: string;
}

/** One cell with its texts: queries from worst to best. */
export interface PageQueryCell {
  readonly model: string;
  readonly task: string;
  readonly split: string;
  readonly subset: string;
  readonly metric: string;
  readonly source: string;
  readonly queries: readonly PageQuery[];
}

export interface PageQuery {
  readonly id: string;
  readonly text: string;
  readonly language: string;
  readonly score: number;
  readonly gold: readonly PageDocument[];
  readonly hits: readonly PageDocument[];
}

export interface PageDocument {
  readonly id: string;
  readonly text: string;
  readonly language: string;
  /** Of the ranking; null for a gold document that is listed as such. */
  readonly score: number | null;
  readonly relevant: boolean;
}
