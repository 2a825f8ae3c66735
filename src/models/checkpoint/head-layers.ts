import { join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { ACTIVATIONS, type Activation } from '../pooling/activation.js';
import type { DenseLayer } from '../pooling/dense.js';
import type { HeadLayer } from '../pooling/head.js';
import { readCheckpointObject, type JsonObject } from '../config/json-object.js';
import { openModuleWeights } from './module-weights.js';
import type { ModuleEntry } from './modules.js';

/**
 * Reads the modules behind the pooling, weights included, and checks that each takes what the one
 * before gives.
 * @param width components of the pooled vector
 */
export async function readHeadLayers(
  modules: readonly ModuleEntry[],
  width: number,
): Promise<{ readonly layers: readonly HeadLayer[]; readonly doubts: readonly string[] }> {
  const layers: HeadLayer[] = [];
  const doubts: string[] = [];
  let dims = width;
  for (const module of modules) {
    if (module.kind === 'Normalize') {
      await checkFeature(module);
      layers.push({ kind: 'Normalize' });
    } else if (module.kind === 'LayerNorm') {
      const weights = await openModuleWeights(module.folder);
      layers.push({
        kind: 'LayerNorm',
        layer: {
          weight: await weights.read('norm.weight', [dims]),
          bias: await weights.read('norm.bias', [dims]),
        },
      });
    } else if (module.kind === 'Dense') {
      const layer = await readDense(module, dims, doubts);
      layers.push({ kind: 'Dense', layer });
      dims = layer.outFeatures;
    }
  }
  return { layers, doubts };
}

async function readDense(module: ModuleEntry, dims: number, doubts: string[]): Promise<DenseLayer> {
  const config = await checkFeature(module);
  const inFeatures = config?.integer('in_features', 1);
  const outFeatures = config?.integer('out_features', 1);
  if (config === undefined || inFeatures === undefined || outFeatures === undefined) {
    throw new GlottobenchError(
      'GB_CHECKPOINT_CORRUPT',
      'the Dense module states no in_features or out_features',
      { file: join(module.folder, 'config.json') },
    );
  }
  if (inFeatures !== dims)
    throw config.fault(
      'in_features',
      `the Dense module takes ${inFeatures} components, but the module before it gives ${dims}`,
    );
  const weights = await openModuleWeights(module.folder);
  const residual = config.boolean('use_residual') === true;
  return {
    inFeatures,
    outFeatures,
    weight: await weights.read('linear.weight', [outFeatures, inFeatures]),
    bias:
      (config.boolean('bias') ?? true)
        ? await weights.read('linear.bias', [outFeatures])
        : undefined,
    activation: readActivation(config, doubts),
    residual: !residual
      ? 'none'
      : inFeatures === outFeatures
        ? 'input'
        : await weights.read('residual.weight', [outFeatures, inFeatures]),
  };
}

/**
 * Modules may read and write another feature than the sentence vector; that would be another kind
 * of model.
 */
async function checkFeature(module: ModuleEntry): Promise<JsonObject | undefined> {
  const config = await readCheckpointObject(join(module.folder, 'config.json'));
  for (const key of ['module_input_name', 'module_output_name']) {
    const name = config?.string(key) ?? 'sentence_embedding';
    if (name !== 'sentence_embedding') {
      throw new GlottobenchError(
        'GB_ARCHITECTURE_UNKNOWN',
        `the module ${module.kind} works on "${name}"; only sentence_embedding is supported`,
        { file: config?.file, pointer: `/${key}` },
      );
    }
  }
  return config;
}

/**
 * Class name behind `torch.nn`; a class from elsewhere becomes Tanh, as sentence-transformers does
 * without trust in foreign code.
 */
function readActivation(config: JsonObject, doubts: string[]): Activation {
  const path = config.string('activation_function') ?? 'torch.nn.modules.activation.Tanh';
  if (!path.startsWith('torch.')) {
    doubts.push(
      `the Dense module wants the activation "${path}", which is foreign code; sentence-transformers uses Tanh in its place, and so does this`,
    );
    return 'Tanh';
  }
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (!Object.hasOwn(ACTIVATIONS, name)) {
    throw new GlottobenchError(
      'GB_ARCHITECTURE_UNKNOWN',
      `the activation "${path}" is not supported`,
      {
        file: config.file,
        pointer: '/activation_function',
        hint: `supported: ${Object.keys(ACTIVATIONS).join(', ')}`,
      },
    );
  }
  return name as Activation;
}
