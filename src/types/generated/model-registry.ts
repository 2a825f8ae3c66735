// Generated from schemas/model-registry.schema.json by `npm run types`. Do not edit.

export type Names = string[];
/**
 * What the loader does and nothing here does; scores may differ.
 */
export type Names1 = string[];
/**
 * Absent: text alone.
 */
export type Names2 = string[];

/**
 * data/mteb/models.json: what MTEB's model registry says of every model that takes text, made by scripts/mteb/dump-models.py. What several models share stands once, under eight digits of the hash of its content.
 */
export interface ModelRegistry {
  mteb_version: string;
  /**
   * Models that take no text.
   */
  left_out: {
    /**
     * How many, by what they take.
     */
    by_modalities: {
      [k: string]: number;
    };
    revisions: Texts;
  };
  renamed: Texts1;
  prompt_rules: {
    [k: string]: PromptRule;
  };
  /**
   * Task, task type or role to instruction, or to an instruction for each role.
   */
  instructions: {
    [k: string]: Instructions;
  };
  languages: {
    [k: string]: Names;
  };
  training_datasets: {
    [k: string]: Names;
  };
  citations: Texts3;
  models: RegisteredModel[];
}
/**
 * Name to revision, by which results of several revisions are joined.
 */
export interface Texts {
  [k: string]: string;
}
/**
 * Former name to present name.
 */
export interface Texts1 {
  [k: string]: string;
}
/**
 * How a loader of MTEB chooses the text that is put before a query or document.
 */
export interface PromptRule {
  /**
   * `own`: the loader's own code decides what becomes of these texts.
   */
  wrapper: 'sentence-transformers' | 'instruct' | 'own';
  prompts?: Texts2;
  /**
   * A text is used only with an instruction that is not empty; a template for each role always. null: the instruction as it is.
   */
  template?:
    | null
    | string
    | {
        query: RoleTemplate;
        document: RoleTemplate;
      };
  /**
   * Whether documents get it.
   */
  passages?: boolean;
  /**
   * Key of a dictionary of instructions, which go before those of the tasks.
   */
  instructions?: string;
  /**
   * Order in which sources of an instruction are asked; without it: the dictionary by task, by type, by role, then the task itself.
   */
  priority?: ('custom_prompt' | 'default_task_prompt' | 'task_type_prompt' | 'encode_type_prompt')[];
  /**
   * false: the tokens of the prompt are left out of the pooling.
   */
  include_prompt?: false;
}
/**
 * <Task>-<role>, <Task>, <Type>-<role>, <Type> or <role> to text.
 */
export interface Texts2 {
  [k: string]: string;
}
/**
 * What a template function answers for one role: `with` an instruction, `{instruction}` standing for it; or `constant` whatever it is; or a `table`; and `without` one.
 */
export interface RoleTemplate {
  with?: string;
  constant?: string;
  table?: Texts3;
  without: string;
}
export interface Texts3 {
  [k: string]: string;
}
export interface Instructions {
  [k: string]: string | Texts3;
}
/**
 * The members of mteb's ModelMeta that are known, and how mteb loads the model.
 */
export interface RegisteredModel {
  name: string;
  revision: string | null;
  loader: string | null;
  wrapper: 'sentence-transformers' | 'instruct' | 'own';
  /**
   * Key of prompt_rules; without it the prompts of the checkpoint hold.
   */
  prompt_rule?: string;
  /**
   * What the loader sets beside prompts.
   */
  settings?: {
    max_seq_length?: number;
    truncate_dim?: number;
    /**
     * Precision of weights or vectors that is declared.
     */
    dtype?: string;
    /**
     * The repository that holds the weights.
     */
    weights_from?: string;
  };
  not_reproduced?: Names1;
  model_type: Names;
  modalities?: Names2;
  similarity_fn_name?: string;
  /**
   * null: no limit.
   */
  max_tokens?: number | null;
  release_date?: string;
  n_parameters?: number;
  n_active_parameters_override?: number;
  n_embedding_parameters?: number;
  memory_usage_mb?: number;
  embed_dim?: number | number[];
  license?: string;
  open_weights: boolean;
  public_training_code?: string;
  public_training_data?: string | boolean;
  framework: Names;
  reference?: string;
  use_instructions?: boolean;
  adapted_from?: string;
  superseded_by?: string;
  contacts?: Names;
  extra_requirements_groups?: Names;
  output_dtypes?: string | Names;
  /**
   * Key of languages.
   */
  languages?: string;
  /**
   * Key of training_datasets; absent: not known.
   */
  training_datasets?: string;
  /**
   * Key of citations.
   */
  citation?: string;
}
