import { join } from 'node:path';
import { applyAdapter, requireWhole } from '../adapter/apply-adapter.js';
import type { OpenTransformerOptions, Transformer } from './transformer-types.js';
import { requireFinite } from '../weights/finite.js';
import { openWeights, weightFileOf } from '../weights/open-weights.js';
import { elements, partsOf, type StoredTensor } from '../weights/tensors/stored-tensor.js';
import {
  ATTENTION_MASK,
  INPUT_IDS,
  LAST_HIDDEN_STATE,
  type BuiltGraph,
} from './contract/architecture.js';
import { architectureOf } from './architectures.js';
import { backboneOf } from './backbone.js';
import { checkInputs, checkOutput } from './check-run.js';
import { TransformerConfig } from '../config/transformer-config.js';
import type { LinearPrecision } from './onnx/graph.js';
import { signedBytesAreExact } from './runtime/integer-exactness.js';
import type { Feeds, RuntimeSession } from './runtime/runtime-session.js';
import { openSession } from './runtime/session.js';

/**
 * Opens a checkpoint from its weights: builds the graph of its architecture and lets the runtime
 * map the weight files.
 * @throws GB_ARCHITECTURE_UNKNOWN; GB_CHECKPOINT_CORRUPT naming file and tensor or key;
 * GB_NOT_FOUND
 */
export async function openGraphTransformer(
  folder: string,
  options: OpenTransformerOptions,
): Promise<Transformer> {
  const config = await TransformerConfig.read(folder);
  const architecture = architectureOf(config);
  const stored = await openWeights(folder);
  const { adapter } = options;
  const weights = adapter === undefined ? stored : await applyAdapter(stored, adapter);
  const weightFile = join(folder, weightFileOf(folder) ?? '');
  const graph = architecture.build({
    config,
    tensors: weights.tensors,
    file: weightFile,
    precision: await linearPrecision(options),
  });
  if (adapter !== undefined) requireWhole(adapter, graph.used);
  const { hiddenSize, vocabularySize, maxPositions } = graph;
  const session = await openFinite(
    graph,
    openSession(
      { kind: 'model', model: graph.model, weightsFolder: weights.realFolder },
      weightFile,
      megabytesOf(graph),
      options,
    ),
  );
  return {
    architecture: config.architecture,
    backbone: backboneOf(config),
    hiddenSize,
    vocabularySize,
    maxPositions,
    parameters: graph.used.reduce((sum, { shape }) => sum + elements(shape), 0),
    precision: options.precision === 'int8' ? 'int8' : precisionOf(graph.used),
    files: weights.files,
    pooled: false,
    parallelRuns: session.parallelRuns,
    threadsPerRun: session.threadsPerRun,
    async run(inputIds, attentionMask, rows, columns) {
      checkInputs(inputIds, attentionMask, rows, columns, { folder, vocabularySize, maxPositions });
      const shape = [rows, columns];
      const feeds: Feeds = {
        [INPUT_IDS]: { type: 'int64', data: inputIds, shape },
        [ATTENTION_MASK]: { type: 'int64', data: attentionMask, shape },
      };
      return checkOutput(
        await session.run(feeds, LAST_HIDDEN_STATE),
        rows * columns * hiddenSize,
        folder,
      );
    },
    close: () => session.close(),
  };
}

/** Bytes that this processor multiplies exactly. */
async function linearPrecision({
  precision = 'fp32',
  provider = 'cpu',
}: OpenTransformerOptions): Promise<LinearPrecision> {
  if (precision === 'fp32' || provider !== 'cpu') return precision;
  return (await signedBytesAreExact()) ? 'int8' : 'uint8';
}

/**
 * Reads the weights while the runtime opens them. @throws GB_CHECKPOINT_CORRUPT for NaN or infinity
 * among them
 */
async function openFinite(
  { used }: BuiltGraph,
  opening: Promise<RuntimeSession>,
): Promise<RuntimeSession> {
  const [finite, session] = await Promise.allSettled([
    requireFinite(used.flatMap(partsOf)),
    opening,
  ]);
  if (finite.status === 'fulfilled' && session.status === 'fulfilled') return session.value;
  if (session.status === 'fulfilled') await session.value.close();
  throw finite.status === 'rejected' ? finite.reason : (session as PromiseRejectedResult).reason;
}

/**
 * What a session holds of its own, in float32: tables by token stay in the file, which all of them
 * map.
 */
function megabytesOf({ used, vocabularySize }: BuiltGraph): number {
  return (
    (used
      .filter(({ shape }) => shape[0] !== vocabularySize)
      .reduce((sum, { shape }) => sum + elements(shape), 0) *
      Float32Array.BYTES_PER_ELEMENT) /
    1e6
  );
}

const PRECISIONS: Readonly<Record<string, Transformer['precision']>> = {
  F32: 'fp32',
  F16: 'fp16',
  BF16: 'bf16',
  F64: 'fp64',
};

/** The dtype of the matrices: half-precision checkpoints may keep their norms in float32. */
function precisionOf(tensors: readonly StoredTensor[]): Transformer['precision'] {
  const dtypes = new Set(tensors.filter(({ shape }) => shape.length > 1).map(({ dtype }) => dtype));
  const [only, another] = dtypes;
  if (only === undefined || another !== undefined) return 'mixed';
  return PRECISIONS[only] ?? 'unknown';
}
