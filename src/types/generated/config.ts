// Generated from schemas/config.schema.json by `npm run types`. Do not edit.

/**
 * Folder, hub name, https address, bm25 or random; several with commas or repeated
 *
 * @minItems 1
 */
export type Names = string[];
/**
 * Task names, or paths of task definitions
 *
 * @minItems 1
 */
export type Names1 = string[];
/**
 * @minItems 1
 */
export type Names2 = string[];
/**
 * ISO 639-3 codes (deu), or one script of one (hin-Latn); all languages of a cell must pass
 *
 * @minItems 1
 */
export type Names3 = string[];
/**
 * Language families (Glottolog): Uralic, Atlantic-Congo
 *
 * @minItems 1
 */
export type Names4 = string[];
/**
 * ISO 15924 codes: Latn, Deva, Hans
 *
 * @minItems 1
 */
export type Names5 = string[];
/**
 * Subsets by name
 *
 * @minItems 1
 */
export type Names6 = string[];
/**
 * Splits by name
 *
 * @minItems 1
 */
export type Names7 = string[];

/**
 * glottobench.config.json: settings of `glottobench run`. A flag wins over an environment variable, that over this file, this over the default.
 */
export interface GlottobenchConfig {
  $schema?: string;
  models?: Names;
  tasks?: Names1;
  /**
   * All tasks of a named benchmark
   */
  benchmark?: string;
  /**
   * Local folder with the data: DIR for all tasks, or TASK=DIR,TASK=DIR
   */
  data?: string | Names2;
  /**
   * KEY=VALUE of the tasks' loader rule (tasks show NAME lists them); repeat for more
   */
  loaderOptions?: string | Names2;
  languages?: Names3;
  families?: Names4;
  scripts?: Names5;
  /**
   * Cells of these settings
   *
   * @minItems 1
   */
  settings?: ('monolingual' | 'crosslingual' | 'multilingual')[];
  subsets?: Names6;
  splits?: Names7;
  /**
   * Results folder
   */
  out?: string;
  /**
   * Name in the results (org/name): needed where settings make another model of one in MTEB's registry
   */
  as?: string;
  /**
   * Smoke run: so many queries per cell, written to a folder of its own
   */
  limit?: number;
  /**
   * Hits per query kept in the run files (default 100); scores are of all
   */
  runDepth?: number;
  /**
   * Exit status 6 when anything is odd in the data (docs/warnings.md); results are written
   */
  strictData?: boolean;
  /**
   * Run again what is already in the results
   */
  fresh?: boolean;
  /**
   * Use only files that are on this machine
   */
  offline?: boolean;
  /**
   * Name of the model at an https address; its key is read from GLOTTOBENCH_API_KEY
   */
  endpointModel?: string;
  /**
   * redis://HOST:PORT/DB: workers rank the corpora (docs/scale.md)
   */
  queue?: string;
  /**
   * Documents per job of the queue [default: 16384]
   */
  shardDocuments?: number;
  /**
   * Arithmetic of the encoder; int8 changes scores and is named in the results
   */
  precision?: 'fp32' | 'int8';
  /**
   * Cut texts for an https address after so many characters
   */
  endpointMaxChars?: number;
  /**
   * Whose prompts: mteb (MTEB's registry, the default of a model there), mteb:NAME (those of another), folder, none
   */
  prompts?: string;
  /**
   * Template before queries, {instruction} standing for the task's own: "Instruct: {instruction}\nQuery: "
   */
  instruction?: string;
  /**
   * Text put before queries, in place of the checkpoint's own
   */
  promptQuery?: string;
  /**
   * Text put before documents, in place of the checkpoint's own
   */
  promptDocument?: string;
  /**
   * Keep the first so many components of a vector (Matryoshka)
   */
  truncateDim?: number;
  /**
   * Cut texts after so many tokens, in place of the checkpoint's own limit
   */
  maxTokens?: number;
  /**
   * An ONNX file below the checkpoint folder, in place of the weights
   */
  onnxFile?: string;
  /**
   * Where ONNX Runtime computes; cuda needs its libraries (docs/scale.md)
   */
  provider?: 'cpu' | 'cuda';
  /**
   * Threads of the runtime (default: all cores)
   */
  threads?: number;
}
