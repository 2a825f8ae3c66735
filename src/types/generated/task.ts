// Generated from schemas/task.schema.json by `npm run types`. Do not edit.

/**
 * like quy-Latn; programming languages are python-Code
 */
export type Language = string;
/**
 * @minItems 1
 */
export type Languages = Language[];

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
     * Hub repository org/name, a folder, or npm:<package>.
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
  prompt?:
    | null
    | string
    | {
        query?: string;
        document?: string;
      };
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
   */
  eval_langs:
    | Languages
    | {
        [k: string]: Languages;
      };
  main_score: string;
  date?: null | string[];
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
  ignore_identical_ids?: boolean;
  skip_first_result?: boolean;
  loader: Loader;
  /**
   * Settings of the study that the task poses; default: read from each subset's languages.
   */
  settings?: ('monolingual' | 'crosslingual' | 'multilingual')[];
  /**
   * Which side the first of two languages of a cross-lingual subset is on. Default document-query, as in most of MTEB.
   */
  subset_direction?: 'query-document' | 'document-query';
  /**
   * Aggregate task: the tasks it averages.
   *
   * @minItems 1
   */
  tasks?: string[];
  /**
   * Where the definition comes from in Python mteb, and what stands in code there.
   */
  mteb?: {
    version: string;
    [k: string]: unknown;
  };
  /**
   * MTEB's statistics per split.
   */
  descriptive_stats?: {};
  /**
   * Documents, queries and judgements per split and subset.
   */
  counts?: {};
}
/**
 * The named rule that turns the data into corpus, queries and qrels. kind 'none' = no rule here, with the reason.
 */
export interface Loader {
  kind: string;
  reason?: string;
  [k: string]: unknown;
}
