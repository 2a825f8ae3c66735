import type { Role } from './text.js';

/** Name and revision as they stand in result folders and `model_meta.json`. */
export interface ModelId {
  /** `org/name`; a local folder becomes `local/<folder>`. */
  readonly name: string;
  /** Hub commit, or the content hash of a local checkpoint (see results/). */
  readonly revision: string;
}

export type Similarity = 'cosine' | 'dot' | 'euclidean' | 'manhattan';

/**
 * Instruction of a task (MTEB's `metadata.prompt`): one for all texts, or one for each role; null
 * for none.
 */
export type TaskInstruction = string | Readonly<Record<string, string>> | null;

/** Which text it is: what the prompt depends on. */
export type PromptRequest = Pick<EncodeOptions, 'role' | 'task' | 'taskType' | 'instruction'>;

export interface EncodeOptions {
  readonly role: Role;
  /**
   * Looked up in the checkpoint's prompts: `<Task>-<role>`, `<Task>`, `<Type>-<role>`, `<Type>`,
   * `<role>`.
   */
  readonly task?: string | undefined;
  readonly taskType?: string | undefined;
  /** The task's own instruction, for models that put one before a text. */
  readonly instruction?: TaskInstruction | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of texts finished since the last call. */
  readonly onProgress?: ((texts: number) => void) | undefined;
}

/** A dense model, opened. */
export interface Encoder {
  readonly id: ModelId;
  readonly dims: number;
  /** Tokens after which a text is cut, special tokens included; `null` = no limit. */
  readonly maxTokens: number | null;
  readonly similarity: Similarity;
  /**
   * Same string ⇔ same vectors for the same text: weights, tokenizer, pooling, precision. Key of
   * the embedding store.
   */
  readonly fingerprint: string;
  /**
   * True when a role changes vectors beyond its prompt (other token limits per role); the store
   * then keeps the roles apart.
   */
  readonly rolesDiffer?: boolean | undefined;
  /** The prompt put before texts of this role, `""` for none. */
  promptFor(options: PromptRequest): string;
  /** Embeds texts in the given order. @returns float32 `[texts, dims]`, row-major */
  encode(texts: readonly string[], options: EncodeOptions): Promise<Float32Array>;
  close(): Promise<void>;
}
