// Generated from schemas/benchmark.schema.json by `npm run types`. Do not edit.

/**
 * A named list of tasks, each whole or cut down to some subsets and splits. MTEB's benchmarks are restricted to their retrieval-type tasks.
 */
export interface BenchmarkDefinition {
  $schema?: string;
  /**
   * MTEB's names hold blanks and brackets: MTEB(eng, v2). The file name is the name in lower case with a hyphen for these.
   */
  name: string;
  display_name?: string | null;
  aliases?: string[];
  superseded_by?: string[] | null;
  display_on_leaderboard?: boolean;
  /**
   * Languages of the leaderboard's per-language table.
   */
  language_view?: 'all' | string[];
  description: string | null;
  reference?: string | null;
  citation?: string | null;
  /**
   * Tasks of all types in MTEB's benchmark; tasks that are not listed here are of other types or hidden.
   */
  n_tasks_total?: number;
  /**
   * @minItems 1
   */
  tasks: {
    name: string;
    type?: 'Retrieval' | 'Reranking' | 'InstructionRetrieval' | 'InstructionReranking';
    /**
     * null or absent: all splits of the task.
     *
     * @minItems 1
     */
    eval_splits?: string[] | null;
    /**
     * null or absent: all subsets of the task.
     *
     * @minItems 1
     */
    hf_subsets?: string[] | null;
  }[];
  /**
   * Private tasks of the benchmark: named, but nobody outside MTEB can run them.
   */
  hidden_tasks?: string[];
  mteb?: {
    version: string;
  };
}
