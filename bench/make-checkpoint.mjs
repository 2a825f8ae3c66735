// Writes a randomly initialised XLM-R of real size: config.json, model.safetensors and, from a
// folder that has it, the tokenizer.
// usage: node bench/make-checkpoint.mjs OUT [--precision fp32|fp16] [--layers 12] [--hidden 768]
// [--vocabulary 250002] [--tokenizer FOLDER] Without a tokenizer bench/open-checkpoint.mjs feeds it
// token ids.
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    precision: { type: 'string', default: 'fp32' },
    layers: { type: 'string', default: '12' },
    hidden: { type: 'string', default: '768' },
    vocabulary: { type: 'string', default: '250002' },
    tokenizer: { type: 'string' },
  },
});
const [out] = positionals;
const [layers, hidden, vocabulary] = [values.layers, values.hidden, values.vocabulary].map(Number);
if (
  out === undefined ||
  !['fp32', 'fp16'].includes(values.precision) ||
  ![layers, hidden, vocabulary].every(Number.isSafeInteger)
) {
  console.error(
    'usage: node bench/make-checkpoint.mjs OUT [--precision fp32|fp16] [--layers 12] [--hidden 768] [--vocabulary 250002] [--tokenizer FOLDER]',
  );
  process.exit(2);
}
const intermediate = 4 * hidden;
const positions = 514;
const half = values.precision === 'fp16';

const linear = (name, from, to) => [
  [`${name}.weight`, [to, from]],
  [`${name}.bias`, [to]],
];
const norm = (name) => [
  [`${name}.weight`, [hidden]],
  [`${name}.bias`, [hidden]],
];
const shapes = [
  ['embeddings.word_embeddings.weight', [vocabulary, hidden]],
  ['embeddings.position_embeddings.weight', [positions, hidden]],
  ['embeddings.token_type_embeddings.weight', [1, hidden]],
  ...norm('embeddings.LayerNorm'),
];
for (let i = 0; i < layers; i++) {
  const at = `encoder.layer.${i}`;
  for (const part of ['query', 'key', 'value'])
    shapes.push(...linear(`${at}.attention.self.${part}`, hidden, hidden));
  shapes.push(
    ...linear(`${at}.attention.output.dense`, hidden, hidden),
    ...norm(`${at}.attention.output.LayerNorm`),
  );
  shapes.push(
    ...linear(`${at}.intermediate.dense`, hidden, intermediate),
    ...linear(`${at}.output.dense`, intermediate, hidden),
    ...norm(`${at}.output.LayerNorm`),
  );
}

const width = half ? 2 : 4;
const count = (shape) => shape.reduce((product, size) => product * size, 1);
const header = { __metadata__: { format: 'pt' } };
let end = 0;
for (const [name, shape] of shapes) {
  header[name] = {
    dtype: half ? 'F16' : 'F32',
    shape,
    data_offsets: [end, end + count(shape) * width],
  };
  end += count(shape) * width;
}

// mulberry32: the same numbers on every machine. A uniform of standard deviation 0.02 does for a
// network of random weights.
let state = 42;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);
/** Truncates to float16; enough for numbers between 2^-14 and 2^15, smaller ones become zero. */
function toHalf(value) {
  float[0] = value;
  const exponent = ((bits[0] >>> 23) & 0xff) - 112;
  return exponent <= 0
    ? 0
    : ((bits[0] >>> 16) & 0x8000) | (exponent << 10) | ((bits[0] >>> 13) & 0x3ff);
}

await mkdir(out, { recursive: true });
const file = createWriteStream(join(out, 'model.safetensors'));
const json = Buffer.from(JSON.stringify(header));
const start = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ');
start.writeBigUInt64LE(BigInt(start.length - 8));
json.copy(start, 8);
file.write(start);
for (const [name, shape] of /** @type {[string, number[]][]} */ (shapes)) {
  const isScale = /LayerNorm\.weight$/.test(name);
  for (let left = count(shape); left > 0;) {
    const length = Math.min(left, 1 << 20);
    const chunk = half ? new Uint16Array(length) : new Float32Array(length);
    for (let i = 0; i < length; i++) {
      const value = isScale ? 1 : (random() - 0.5) * 0.0693;
      chunk[i] = half ? toHalf(value) : value;
    }
    if (!file.write(new Uint8Array(chunk.buffer))) await once(file, 'drain');
    left -= length;
  }
}
file.end();
await once(file, 'close');
const config = {
  architectures: ['XLMRobertaModel'],
  model_type: 'xlm-roberta',
  hidden_act: 'gelu',
  hidden_size: hidden,
  intermediate_size: intermediate,
  layer_norm_eps: 1e-5,
  max_position_embeddings: positions,
  num_attention_heads: hidden / 64,
  num_hidden_layers: layers,
  pad_token_id: 1,
  bos_token_id: 0,
  eos_token_id: 2,
  type_vocab_size: 1,
  vocab_size: vocabulary,
  dtype: half ? 'float16' : 'float32',
};
await writeFile(join(out, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
if (values.tokenizer !== undefined) {
  for (const name of ['tokenizer.json', 'tokenizer_config.json'])
    await copyFile(join(values.tokenizer, name), join(out, name));
}
console.log(
  `${join(out, 'model.safetensors')}: ${(start.length + end) / 1e6} MB, ${end / width} parameters`,
);
