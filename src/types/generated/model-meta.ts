// Generated from schemas/model-meta.schema.json by `npm run types`. Do not edit.

/**
 * model_meta.json beside the results of one model revision. The root is what a reader accepts, misspelt and dropped members of old versions included; $defs/writer is what glottobench writes (the members of mteb 2.26, null where unknown).
 */
export interface ModelMeta {
  name: string;
  /**
   * Folder name of the results; 40-hex commit, 'external', 'no_revision_available', an API version ('1'), 'main', ...
   */
  revision: string;
  release_date: null | string;
  languages: null | string[];
  n_parameters: number | null;
  n_active_parameters_override?: number | null;
  n_embedding_parameters?: number | null;
  memory_usage_mb?: number | null;
  /**
   * @deprecated
   */
  memory_usage?: number | null;
  /**
   * May be Infinity (static word models).
   */
  max_tokens: number | null;
  embed_dim: (number | null) | number[];
  license: string | null;
  open_weights?: boolean | null;
  /**
   * @deprecated
   */
  open_source?: boolean | null;
  public_training_code?: string | boolean | null;
  public_training_data?: string | boolean | {} | null;
  framework: null | string[];
  reference?: string | null;
  similarity_fn_name: 'cosine' | 'dot' | 'euclidean' | 'manhattan' | 'MaxSim' | 'max_sim' | 'custom' | null;
  use_instructions?: boolean | null;
  /**
   * @deprecated
   */
  use_instuctions?: boolean | null;
  training_datasets?:
    | null
    | string[]
    | {
        [k: string]: string[];
      };
  /**
   * @deprecated
   */
  zero_shot_benchmarks?: null | string[];
  adapted_from?: string | null;
  superseded_by?: string | null;
  is_cross_encoder?: boolean | null;
  /**
   * @minItems 1
   */
  modalities?: ('text' | 'image' | 'audio' | 'video')[];
  /**
   * @minItems 1
   */
  model_type?: string[];
  loader?: string | null;
  loader_kwargs?: {
    [k: string]: unknown;
  };
  citation?: string | null;
  contacts?: null | string[];
  experiment_kwargs?: {
    [k: string]: unknown;
  } | null;
  output_dtypes?: (null | string) | string[];
  extra_requirements_groups?: null | string[];
}
