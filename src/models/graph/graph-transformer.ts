import { join } from 'node:path';
import { Tensor } from 'onnxruntime-node';
import type { OpenTransformerOptions, Transformer } from './transformer-types.js';
import { requireFinite } from '../weights/finite.js';
import { openWeights, weightFileOf } from '../weights/open-weights.js';
import { elements, type StoredTensor } from '../weights/stored-tensor.js';
import { ATTENTION_MASK, INPUT_IDS, LAST_HIDDEN_STATE } from './architecture.js';
import { architectureOf } from './architectures.js';
import { backboneOf } from './backbone.js';
import { checkInputs, checkOutput } from './check-run.js';
import { ModelConfig } from './config.js';
import { openSession } from './session.js';

/**
 * Opens a checkpoint from its weights: builds the graph of its architecture and lets the runtime map the weight files.
 * @throws GB_ARCHITECTURE_UNKNOWN; GB_CHECKPOINT_CORRUPT naming file and tensor or key; GB_NOT_FOUND
 */
export async function openGraphTransformer(folder: string, options: OpenTransformerOptions): Promise<Transformer> {
  const config = await ModelConfig.read(folder);
  const architecture = architectureOf(config);
  const weights = await openWeights(folder);
  const weightFile = join(folder, weightFileOf(folder) ?? '');
  const graph = architecture.build({ config, tensors: weights.tensors, file: weightFile, precision: options.precision ?? 'fp32' });
  await requireFinite(graph.used);
  const session = await openSession(graph.model, weights.realFolder, weightFile, options);
  const { hiddenSize, vocabularySize, maxPositions } = graph;
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
    async run(inputIds, attentionMask, rows, columns) {
      checkInputs(inputIds, attentionMask, rows, columns, { folder, vocabularySize, maxPositions });
      const shape = [rows, columns];
      const results = await session.run({
        [INPUT_IDS]: new Tensor('int64', inputIds, shape),
        [ATTENTION_MASK]: new Tensor('int64', attentionMask, shape),
      });
      return checkOutput(results[LAST_HIDDEN_STATE]?.data, rows * columns * hiddenSize, folder);
    },
    close: () => session.release(),
  };
}

const PRECISIONS: Readonly<Record<string, Transformer['precision']>> = { F32: 'fp32', F16: 'fp16', BF16: 'bf16', F64: 'fp64' };

/** The dtype of the matrices: half-precision checkpoints may keep their norms in float32. */
function precisionOf(tensors: readonly StoredTensor[]): Transformer['precision'] {
  const dtypes = new Set(tensors.filter(({ shape }) => shape.length > 1).map(({ dtype }) => dtype));
  const [only, another] = dtypes;
  if (only === undefined || another !== undefined) return 'mixed';
  return PRECISIONS[only] ?? 'unknown';
}
