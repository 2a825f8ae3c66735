// Generated from schemas/task.schema.json by `npm run types`. Do not edit.

/**
 * One retrieval task. Every key of MTEB's TaskMetadata under its own name, plus what MTEB keeps in code: subsets, metric options, loader rule.
 */
export interface TaskDefinition {
  $schema?: string;
  /**
   * Also the file name.
   */
  name: string;
  description: string;
  type: 'Retrieval' | 'Reranking' | 'InstructionRetrieval' | 'InstructionReranking';
  dataset: {
    /**
     * Hub repository org/name, a folder (./x beside this file, ../x or absolute), npm:<package>, or github:<owner>/<name> for data that the user brings with --data.
     */
    path: string;
    /**
     * A full commit hash makes results repeatable.
     */
    revision: string;
    name?: string | null;
    split?: string | null;
  };
  /**
   * Instruction for models that take one; a plain checkpoint does not use it.
   */
  prompt?: null | string | {query?: string; document?: string};
  /**
   * @minItems 1
   */
  modalities: string[];
  category?: string | null;
  reference?: string | null;
  /**
   * @minItems 1
   */
  eval_splits: string[];
  /**
   * Languages as iso639-3-Script: a list for a monolingual task, or subset → list.
   *
   * @minItems 1
   */
  eval_langs: string[] | {[subset: string]: string[]};
  main_score: string;
  /**
   * First and last day on which the texts were written.
   *
   * @minItems 2
   * @maxItems 2
   */
  date?: [string, string] | null;
  domains?: string[] | null;
  task_subtypes?: string[] | null;
  license?: string | null;
  annotations_creators?: string | null;
  dialect?: string[] | null;
  sample_creation?: string | null;
  bibtex_citation?: string | null;
  adapted_from?: string[] | null;
  is_public?: boolean;
  contributed_by?: string | null;
  superseded_by?: string | null;
  is_beta?: boolean;
  /**
   * Default 1, 3, 5, 10, 20, 100, 1000.
   *
   * @minItems 1
   */
  k_values?: number[];
  /**
   * Scores beside MTEB's, by key, such as rbp_p0.8_at_10 or bpref (docs/metrics.md). One of them may be the main score.
   */
  extra_scores?: string[];
  ignore_identical_ids?: boolean;
  skip_first_result?: boolean;
  loader: Loader;
  scoring?: Scoring;
  /**
   * Settings of the study that the task poses; default: read from each subset's languages.
   */
  settings?: ('monolingual' | 'crosslingual' | 'multilingual')[];
  /**
   * What a query of each setting asks, in a few words: shown beside its numbers, for settings may ask different questions.
   */
  asks?: {
    monolingual?: string;
    crosslingual?: string;
    multilingual?: string;
  };
  /**
   * Which side the first of two languages of a subset is on. Default document-query, as in most of MTEB.
   */
  subset_direction?: 'query-document' | 'document-query';
  /**
   * Aggregate task (loader kind 'aggregate'): the tasks whose main scores it averages.
   *
   * @minItems 1
   */
  tasks?: string[];
  /**
   * Where the definition comes from in Python mteb, and what stands in code there.
   */
  mteb?: {
    version: string;
    class_name?: string;
    class_module?: string;
    bases?: string[];
    /**
     * Hooks that the task defines itself, method@class.
     */
    overridden?: string[];
    helper_methods?: string[];
    loader?: 'standard' | 'custom';
    scoring?: 'standard' | 'custom';
    /**
     * Neither loading nor scoring is changed.
     */
    unmodified?: boolean;
    /**
     * Instruction of the task's class, used where the task has none.
     */
    abstask_prompt?: string;
    [k: string]: unknown;
  };
  /**
   * MTEB's statistics per split; per subset only the sizes.
   */
  descriptive_stats?: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
  /**
   * Sizes per split, and below `subsets` per subset.
   */
  counts?: {
    [k: string]: Counts;
  };
}
/**
 * The named rule that turns the data into corpus, queries and qrels. kind 'none' = no rule here, with the reason.
 */
export interface Loader {
  kind: string;
  reason?: string;
  [k: string]: unknown;
}
/**
 * How scores are made from a ranking. Default kind 'standard': what MTEB writes for every retrieval task.
 */
export interface Scoring {
  kind: string;
}
export interface Counts {
  num_documents: number;
  num_queries: number;
  num_relevant_docs: number;
  average_relevant_docs_per_query?: number;
  average_top_ranked_per_query?: number;
  /**
   * derived = from mteb's older statistics: all characters by the mean length.
   */
  counts?: 'shipped' | 'derived';
  subsets?: {
    [k: string]: Counts;
  };
}
