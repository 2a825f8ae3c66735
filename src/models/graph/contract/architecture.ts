import type { StoredTensor } from '../../weights/tensors/stored-tensor.js';
import type { TransformerConfig } from '../../config/transformer-config.js';
import { Graph, type LinearPrecision } from '../onnx/graph.js';
import type { Value } from '../onnx/writer.js';

/** What transformers calls a model type, as an ONNX graph over the checkpoint's own tensors. */
export interface Architecture {
  /** `model_type` values of config.json this graph serves. */
  readonly modelTypes: readonly string[];
  /** How people call it, for `models list`. */
  readonly title: string;
  build(checkpoint: StoredTransformer): BuiltGraph;
}

/** What a graph is built from. */
export interface StoredTransformer {
  readonly config: TransformerConfig;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** The weight file or its index, for messages. */
  readonly file: string;
  /** How the graph multiplies with the matrices of linear layers. */
  readonly precision: LinearPrecision;
}

export interface BuiltGraph {
  /** The ONNX model; its weights are references into the checkpoint's files. */
  readonly model: Uint8Array;
  readonly hiddenSize: number;
  readonly vocabularySize: number;
  /** Tokens a text may have, or null without a limit. */
  readonly maxPositions: number | null;
  readonly used: readonly StoredTensor[];
}

export interface EncoderInputs {
  readonly graph: Graph;
  /** int64 `[rows, columns]` */
  readonly ids: Value;
  /** int64 `[rows, columns]`, 1 = token, 0 = padding */
  readonly mask: Value;
  /** Vector of one element: the size of the axis `columns`. */
  readonly columns: Value;
}

export const INPUT_IDS = 'input_ids';
export const ATTENTION_MASK = 'attention_mask';
export const LAST_HIDDEN_STATE = 'last_hidden_state';

/**
 * The frame every encoder shares: two inputs, one output. Between them, all tokens of a batch lie
 * in one matrix `[rows · columns, hiddenSize]`; only attention sees rows and columns.
 * @param encode returns that matrix
 */
export function encoderGraph(
  hiddenSize: number,
  precision: LinearPrecision,
  encode: (inputs: EncoderInputs) => Value,
): Uint8Array {
  const graph = new Graph(precision);
  const ids = graph.input(INPUT_IDS, 'int64', ['rows', 'columns']);
  const mask = graph.input(ATTENTION_MASK, 'int64', ['rows', 'columns']);
  const columns = graph.size(ids, 1);
  const tokens = encode({ graph, ids, mask, columns });
  const shape = graph.concat([graph.ints([-1]), columns, graph.ints([hiddenSize])], 0);
  graph.output(graph.reshape(tokens, shape), LAST_HIDDEN_STATE, 'float', [
    'rows',
    'columns',
    hiddenSize,
  ]);
  return graph.serialize();
}
