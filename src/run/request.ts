import type { Setting } from '../types/dataset.js';

/** Execution providers of ONNX Runtime that are offered. */
export type Provider = 'cpu' | 'cuda';

/** Everything a run is asked for, defaults filled in: what `evaluate` takes and the manifest repeats. */
export interface RunRequest {
  /** Folders, hub names, addresses of embeddings services, `bm25`, `random` or `random:SEED`. */
  readonly models: readonly string[];
  readonly tasks: readonly string[];
  readonly benchmark?: string | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly families?: readonly string[] | undefined;
  readonly scripts?: readonly string[] | undefined;
  readonly settings?: readonly Setting[] | undefined;
  readonly subsets?: readonly string[] | undefined;
  readonly splits?: readonly string[] | undefined;
  /** Local folders in place of the tasks' repositories: `DIR` for all tasks, `TASK=DIR` for one (data-folder.ts). */
  readonly data?: readonly string[] | undefined;
  /** Tasks of the kind lareqa: what is given to the encoder as a candidate; default as the definition says. */
  readonly candidateText?: 'sentence' | 'sentence+paragraph' | undefined;
  /** Tasks of the kind lareqa: questions that the searched languages cannot answer stay and score 0. */
  readonly keepUnanswerable?: boolean | undefined;
  readonly out: string;
  readonly precision: 'fp32' | 'int8';
  /** Where ONNX Runtime computes vectors, `cpu` without. */
  readonly provider?: Provider | undefined;
  readonly threads?: number | undefined;
  /** Smoke run: at most so many queries per cell. Such results never go into `out`. */
  readonly limit?: number | undefined;
  /** Hits per query that are kept in the run files. */
  readonly runDepth?: number | undefined;
  /** Do everything again, whatever is on disk. */
  readonly fresh: boolean;
  readonly offline: boolean;
  /** The model asked for at every address among `models`. */
  readonly endpointModel?: string | undefined;
  /** Texts for an address are cut after so many characters. */
  readonly endpointMaxChars?: number | undefined;
  readonly promptQuery?: string | undefined;
  readonly promptDocument?: string | undefined;
  /** Redis address: corpora are ranked by workers (queue/). It may hold a password: never shown, never written. */
  readonly queue?: string | undefined;
  /** Documents per job of the queue. */
  readonly shardDocuments?: number | undefined;
  /** Keep the first so many components of a vector (Matryoshka), in place of the checkpoint's own. */
  readonly truncateDim?: number | undefined;
  /** Cut texts after so many tokens, in place of the checkpoint's own limit. */
  readonly maxTokens?: number | undefined;
  /** An ONNX file below the checkpoint folder, in place of the weights. */
  readonly onnxFile?: string | undefined;
}
