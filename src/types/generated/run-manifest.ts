// Generated from schemas/run-manifest.schema.json by `npm run types`. Do not edit.
import type {Warning} from './warning.js';

/**
 * run/manifest.json below a revision: how its scores came about, for whoever wants to make them again. MTEB's loaders do not look there.
 */
export interface RunManifest {
  manifest_version: 1;
  /**
   * Version of the package.
   */
  glottobench: string;
  node: string;
  /**
   * null where no graph was run (BM25, random, endpoint).
   */
  onnxruntime: string | null;
  /**
   * Operating system and processor, such as linux-x64.
   */
  platform: string;
  model: ManifestModel;
  /**
   * Prompt per role where no task has another, as put before the texts.
   */
  prompts: {
    [k: string]: string;
  };
  /**
   * Prompt per role of each task that was run, and where it comes from.
   */
  task_prompts?: {
    [k: string]: ManifestPrompts;
  };
  pooling: string | null;
  /**
   * Precision of the arithmetic; `fp32 (declared bf16)` where MTEB's registry declares a lower one.
   */
  precision: string | null;
  /**
   * Execution provider of ONNX Runtime: cpu, cuda. Absent where no graph was run.
   */
  provider?: string;
  fidelity?: ManifestFidelity;
  /**
   * The checkpoint card (glottobench.json) as it lay beside the weights; null or absent without one. The comparison of backbone and batch sampling reads it.
   */
  card?: {
    [k: string]: unknown;
  } | null;
  /**
   * Definitions of the tasks that are not shipped as they were run (schemas/task.schema.json), by name: results of one's own task can be read without its file.
   */
  tasks?: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
  /**
   * The resolved settings of the last run.
   */
  config: {
    [k: string]: unknown;
  };
  started: string;
  updated: string;
  /**
   * One per task, split and subset; a cell that is run again replaces its record.
   */
  cells: ManifestCell[];
}
export interface ManifestModel {
  name: string;
  revision: string;
  /**
   * Folder, hub id, endpoint or built-in, as it was given.
   */
  source?: string;
  /**
   * Weights, tokenizer, pooling and precision in one hash.
   */
  fingerprint?: string;
  similarity?: string | null;
  dims?: number | null;
  max_tokens?: number | null;
}
export interface ManifestPrompts {
  query: ManifestPrompt;
  document: ManifestPrompt;
}
export interface ManifestPrompt {
  /**
   * Put before the text; empty for none.
   */
  text: string;
  /**
   * checkpoint, mteb:<model>, or the option that gave it.
   */
  source: string;
  /**
   * Key of the dictionary it was found under, `task` or `default` for an instruction; absent where none was found.
   */
  from?: string;
}
/**
 * Where precision is not fp32: cosine between these vectors and those in fp32, on a sample of the run's own texts.
 */
export interface ManifestFidelity {
  texts: number;
  min_cosine: number;
  mean_cosine: number;
}
export interface ManifestCell {
  task: string;
  split: string;
  subset: string;
  setting?: 'monolingual' | 'crosslingual' | 'multilingual';
  dataset_revision: string;
  main_score: number;
  queries: number;
  documents: number;
  seconds: ManifestSeconds;
  finished: string;
  /**
   * What was odd in the data of the cell; absent where nothing was.
   */
  warnings?: Warning[];
}
export interface ManifestSeconds {
  load: number;
  rank: number;
  score: number;
}
