import type { Warning } from './generated/warning.js';
import type { Qrels, TextItem } from './text.js';

/** What a query is asked against, as one question of the study. */
export type Setting = 'monolingual' | 'crosslingual' | 'multilingual';

/**
 * One (task, split, subset), opened. Queries and judgements are held, documents stream:
 * MIRACL English has 32.9 million passages.
 */
export interface RetrievalDataset {
  readonly task: string;
  readonly split: string;
  readonly subset: string;
  readonly setting: Setting;
  /** `iso639-3-Script` codes of each side. */
  readonly queryLanguages: readonly string[];
  readonly documentLanguages: readonly string[];
  /** Only queries with a non-empty entry in `qrels`, in file order (mteb's filter). */
  readonly queries: readonly TextItem[];
  readonly qrels: Qrels;
  /** Streams the corpus in file order, in chunks; every call starts anew. */
  corpus(signal?: AbortSignal): AsyncIterable<readonly TextItem[]>;
  /** Reranking: the only documents each query may be scored against. */
  readonly topRanked?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Documents, where it is known without reading them. */
  readonly documentCount?: number | undefined;
  /** What was odd in the data so far; all of it once the corpus has been read to its end. */
  readonly warnings: readonly Warning[];
  /** Where the data came from: repository or folder, and its revision or content hash. */
  readonly source: { readonly path: string; readonly revision: string };
}
