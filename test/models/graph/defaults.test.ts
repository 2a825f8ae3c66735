import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { BuiltGraph } from '../../../src/models/graph/contract/architecture.js';
import { ARCHITECTURES, architectureOf } from '../../../src/models/graph/architectures.js';
import { TransformerConfig } from '../../../src/models/config/transformer-config.js';
import { elements, type StoredTensor } from '../../../src/models/weights/tensors/stored-tensor.js';
import { packagePath } from '../../../src/base/folders.js';

/** What transformers takes where config.json is silent (test/fixtures/defaults/make.py). */
const golden = JSON.parse(
  readFileSync(packagePath('test', 'fixtures', 'defaults', 'golden.json'), 'utf8'),
) as Readonly<
  Record<string, { config: Record<string, unknown>; shapes: Record<string, readonly number[]> }>
>;

function build(
  values: Readonly<Record<string, unknown>>,
  shapes: Readonly<Record<string, readonly number[]>>,
): BuiltGraph {
  const config = new TransformerConfig('config.json', values);
  let offset = 0;
  const tensors = new Map<string, StoredTensor>();
  for (const [name, shape] of Object.entries(shapes)) {
    const bytes = 4 * elements(shape);
    const file = 'model.safetensors';
    const place = { file, realFile: `/none/${file}`, location: file, offset, bytes };
    tensors.set(name, { name, dtype: 'F32', shape, ...place });
    offset += bytes;
  }
  return architectureOf(config).build({
    config,
    tensors,
    file: 'model.safetensors',
    precision: 'fp32',
  });
}

/** Tensors of a model that no encoder reads: its pooler, and buffers. */
const UNREAD = /^pooler\.|position_ids$|^shared\.weight$/;

describe('a config.json that is silent means what it means to transformers', () => {
  it.each(Object.entries(golden))('%s', (type, { config, shapes }) => {
    const silent = build({ model_type: type }, shapes);
    const spelled = build(config, shapes);
    expect(silent.used.map(({ name }) => name)).toEqual(spelled.used.map(({ name }) => name));
    expect(Buffer.from(silent.model).equals(Buffer.from(spelled.model))).toBe(true);
    expect({ ...silent, model: 0 }).toEqual({ ...spelled, model: 0 });
    const read = new Set(silent.used.map(({ name }) => name));
    const unread = Object.keys(shapes).filter((name) => !read.has(name) && !UNREAD.test(name));
    expect(unread).toEqual(read.has('shared.weight') ? ['encoder.embed_tokens.weight'] : []);
  });

  it('for every model type that is known', () => {
    const types = ARCHITECTURES.flatMap(({ modelTypes }) => modelTypes);
    // a new one needs its class in test/fixtures/defaults/make.py, which writes its row
    expect(types.filter((type) => golden[type] === undefined)).toEqual([]);
  });
});

describe('each setting', () => {
  // settings that no tensor's shape gives away must be seen in the graph
  it.each([
    ['bert', 'num_attention_heads', 6],
    ['bert', 'layer_norm_eps', 1e-5],
    ['bert', 'hidden_act', 'relu'],
    ['xlm-roberta', 'pad_token_id', 2],
    ['distilbert', 'n_heads', 6],
    ['distilbert', 'activation', 'relu'],
    ['t5', 'layer_norm_epsilon', 1e-5],
    ['t5', 'relative_attention_max_distance', 64],
    ['t5', 'dense_act_fn', 'silu'],
    ['modernbert', 'num_attention_heads', 6],
    ['modernbert', 'local_attention', 64],
    ['modernbert', 'global_attn_every_n_layers', 2],
    ['modernbert', 'norm_eps', 1e-6],
  ] as const)('%s %s is not passed over', (type, key, value) => {
    const { shapes, config } = golden[type] ?? { shapes: {}, config: {} };
    const { layer_types, ...without } = config;
    const plain = build(without, shapes);
    const changed = build({ ...without, [key]: value }, shapes);
    expect(layer_types === undefined || Array.isArray(layer_types)).toBe(true);
    expect(Buffer.from(changed.model).equals(Buffer.from(plain.model))).toBe(false);
  });
});
