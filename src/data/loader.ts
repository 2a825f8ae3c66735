import type { Setting } from '../types/dataset.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { RepositoryFiles } from '../types/repository.js';
import type { TextItem } from '../types/text.js';
import type { WarningList } from '../warnings/warning-list.js';

/** What a loader rule is asked for. */
export interface LoadRequest {
  readonly definition: TaskDefinition;
  readonly split: string;
  readonly subset: string;
  readonly source: RepositoryFiles;
  readonly warnings: WarningList;
  readonly signal: AbortSignal | undefined;
}

/** Query id → document id → grade, while it is filled. */
export type JudgementTable = Map<string, Map<string, number>>;

/** What a loader rule gives; `assembleDataset` filters, checks and completes it. */
export interface LoadedSubset {
  /** In file order; queries without judgements may still be among them. */
  readonly queries: readonly TextItem[];
  readonly qrels: JudgementTable;
  /** Streams all documents in file order; every call starts anew. */
  corpus(signal?: AbortSignal): AsyncIterable<readonly TextItem[]>;
  readonly topRanked?: ReadonlyMap<string, readonly string[]> | undefined;
  readonly documentCount?: number | undefined;
  /** Only from rules that name their subsets themselves (`deu-swh`, `ar-multi`). */
  readonly sides?: SubsetSides | undefined;
}

/** Setting and `iso639-3-Script` codes of the two sides of a subset. */
export interface SubsetSides {
  readonly setting: Setting;
  readonly queryLanguages: readonly string[];
  readonly documentLanguages: readonly string[];
}

/** How the files of a repository become queries, judgements and documents. */
export type LoadRule = (request: LoadRequest) => Promise<LoadedSubset>;

/**
 * One rule: what a file of src/data/loaders exports as `loader`. Its facts stand in
 * registry/loader-kinds.ts.
 */
export interface Loader {
  readonly load: LoadRule;
  /**
   * Setting and languages of a subset that the definition does not list and the kind's
   * `openSubsets` allows.
   * @throws GB_SUBSET_UNKNOWN
   */
  readonly openSubset?: (subset: string) => Promise<SubsetSides>;
}

/** A small corpus that is held in memory. */
export function heldCorpus(
  documents: readonly TextItem[],
): Pick<LoadedSubset, 'corpus' | 'documentCount'> {
  return {
    documentCount: documents.length,
    async *corpus(signal) {
      for (let start = 0; start < documents.length; start += 2000) {
        signal?.throwIfAborted();
        yield await Promise.resolve(documents.slice(start, start + 2000));
      }
    },
  };
}

/** Adds one judgement; of repeated pairs the last stays. */
export function judge(qrels: JudgementTable, query: string, document: string, value: number): void {
  const known = qrels.get(query);
  if (known === undefined) qrels.set(query, new Map([[document, value]]));
  else known.set(document, value);
}
