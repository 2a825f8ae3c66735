import type { Adapter } from '../adapter/read-adapter.js';
import type { BackboneName } from './backbone.js';
import type { SessionOptions } from './runtime/runtime-session.js';

/**
 * The neural network of a checkpoint, opened: token ids in, vectors out. Pooling and prompts come
 * after it.
 */
export interface Transformer {
  /** Class named in config.json, or `onnx` for a ready ONNX file. */
  readonly architecture: string;
  readonly backbone: BackboneName;
  readonly hiddenSize: number;
  /**
   * Rows of the embedding matrix: every token id must be below it. Infinity where an ONNX file does
   * not tell.
   */
  readonly vocabularySize: number;
  /** Tokens a text may have, special ones included; null without a limit (T5). */
  readonly maxPositions: number | null;
  /** Numbers in the tensors that the network uses: no heads, no decoder. NaN for ONNX files. */
  readonly parameters: number;
  /** Of the stored weights; what runs is fp32 unless int8 was asked for. */
  readonly precision: 'fp32' | 'fp16' | 'bf16' | 'fp64' | 'mixed' | 'int8' | 'unknown';
  /** Weight files, relative to the folder. */
  readonly files: readonly string[];
  /**
   * Whether `run` gives one pooled vector per text instead of one per token (some ONNX exports).
   */
  readonly pooled: boolean;
  /** Calls of `run` that are worked on at once; more of them wait. */
  readonly parallelRuns: number;
  /** Threads that work on one run. */
  readonly threadsPerRun: number;
  /**
   * @param inputIds `[rows, columns]`, row-major, padded with any valid id
   * @param attentionMask `[rows, columns]`, 1 for tokens and 0 for padding
   * @returns float32 `[rows, columns, hiddenSize]`, or `[rows, hiddenSize]` where `pooled`
   * @throws GB_CHECKPOINT_CORRUPT for ids outside the vocabulary, texts longer than `maxPositions`,
   * or NaN in the result
   */
  run(
    inputIds: BigInt64Array,
    attentionMask: BigInt64Array,
    rows: number,
    columns: number,
  ): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface OpenTransformerOptions extends SessionOptions {
  /**
   * `int8`: weights of linear layers quantised per output channel, activations dynamically. Never
   * without being asked.
   */
  readonly precision?: 'fp32' | 'int8' | undefined;
  /** An ONNX file below the folder, such as `onnx/model_quantized.onnx`, instead of the weights. */
  readonly onnxFile?: string | undefined;
  /** Applied to the weights of the folder. */
  readonly adapter?: Adapter | undefined;
}
