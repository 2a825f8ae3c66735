import type { EncoderSettings } from '../models/encoder-settings.js';
import type { Setting } from '../types/dataset.js';

/** Everything a run is asked for, defaults filled in: what `evaluate` takes and the manifest repeats. */
export interface RunRequest extends EncoderSettings {
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
  /** Smoke run: at most so many queries per cell. Such results never go into `out`. */
  readonly limit?: number | undefined;
  /** Hits per query that are kept in the run files. */
  readonly runDepth?: number | undefined;
  /** Do everything again, whatever is on disk. */
  readonly fresh: boolean;
  readonly offline: boolean;
  /** The model asked for at every address among `models`. */
  readonly endpointModel?: string | undefined;
  /** Redis address: corpora are ranked by workers (queue/). It may hold a password: never shown, never written. */
  readonly queue?: string | undefined;
  /** Documents per job of the queue. */
  readonly shardDocuments?: number | undefined;
}
