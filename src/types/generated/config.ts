// Generated from schemas/config.schema.json by `npm run types`. Do not edit.

/**
 * Folders, hub names, https addresses, bm25, random.
 *
 * @minItems 1
 */
export type Names = string[];
/**
 * @minItems 1
 */
export type Names1 = string[];
/**
 * ISO 639-3 codes; a cell is kept when all its languages are named.
 *
 * @minItems 1
 */
export type Names2 = string[];
/**
 * ISO 15924 codes.
 *
 * @minItems 1
 */
export type Names3 = string[];

/**
 * glottobench.config.json: settings of `glottobench run`. A flag wins over an environment variable, that over this file, this over the default.
 */
export interface GlottobenchConfig {
  $schema?: string;
  models?: Names;
  tasks?: Names1;
  benchmark?: string;
  languages?: Names2;
  families?: Names1;
  scripts?: Names3;
  settings?: ('monolingual' | 'crosslingual' | 'multilingual')[];
  subsets?: Names1;
  splits?: Names1;
  /**
   * A local folder with the data: DIR for all tasks, TASK=DIR for one; a list for several.
   */
  data?: string | Names1;
  /**
   * XQuAD-R, MLQA-R: text of a candidate.
   */
  candidateText?: 'sentence' | 'sentence+paragraph';
  /**
   * MLQA-R: keep questions that the searched language cannot answer.
   */
  keepUnanswerable?: boolean;
  /**
   * Results folder, default results.
   */
  out?: string;
  precision?: 'fp32' | 'int8';
  threads?: number;
  /**
   * Smoke run: so many queries per cell, kept out of the results folder.
   */
  limit?: number;
  /**
   * Hits per query that are kept in runs/.
   */
  runDepth?: number;
  fresh?: boolean;
  offline?: boolean;
  /**
   * Name of the model at an https address.
   */
  endpointModel?: string;
  /**
   * Texts for an https address are cut after so many characters.
   */
  endpointMaxChars?: number;
  promptQuery?: string;
  promptDocument?: string;
}
