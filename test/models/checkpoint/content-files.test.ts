import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chooseModelFiles } from '../../../src/hub/model-files.js';
import { hashCheckpoint } from '../../../src/models/checkpoint/content-files.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-content-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
}

const hash = (onnxFile?: string): Promise<string> =>
  hashCheckpoint({ folder, transformerFolder: folder, modules: undefined }, onnxFile);

/** Whether another content of the file gives another hash. */
async function counts(name: string, onnxFile?: string): Promise<boolean> {
  await put(name, 'one');
  const before = await hash(onnxFile);
  await put(name, 'two');
  return (await hash(onnxFile)) !== before;
}

const CANDIDATES = [
  'config.json',
  'modules.json',
  'config_sentence_transformers.json',
  ...['bert', 'roberta', 'distilbert', 'camembert', 'albert', 'xlm-roberta', 'xlnet'].map(
    (name) => `sentence_${name}_config.json`,
  ),
  'sentence_other_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'vocab.txt',
  'vocab.json',
  'merges.txt',
  'spiece.model',
  'sentencepiece.bpe.model',
  'tokenizer.model',
  'generation_config.json',
  'README.md',
  'training_args.bin',
];

describe('the content of a checkpoint', () => {
  it.each(CANDIDATES)('%s counts exactly where it is fetched from the hub', async (name) => {
    const { configuration, tokenizer } = chooseModelFiles([name, 'model.safetensors']);
    expect(await counts(name)).toBe([...configuration, ...tokenizer].includes(name));
  });

  it('leaves the card out, which is fetched and changes no vector', async () => {
    expect(chooseModelFiles(['glottobench.json']).configuration).toEqual(['glottobench.json']);
    expect(await counts('glottobench.json')).toBe(false);
  });

  it.each([
    ['one file', { 'model.safetensors': 'w' }, ['model.safetensors'], ['other.safetensors']],
    [
      'shards',
      {
        'model.safetensors.index.json': JSON.stringify({ weight_map: { a: 'part-1.safetensors' } }),
        'part-1.safetensors': 'w',
      },
      ['part-1.safetensors'],
      ['part-2.safetensors', 'pytorch_model.bin'],
    ],
    [
      'pickled weights',
      { 'pytorch_model.bin': 'w' },
      ['pytorch_model.bin'],
      ['onnx/model.onnx', 'model.onnx'],
    ],
    [
      'an ONNX file',
      { 'onnx/model.onnx': 'w' },
      ['onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model.onnx.data'],
      ['model.onnx', 'onnx/model_quantized.onnx'],
    ],
  ])('is that of the weights that are opened: %s', async (_what, files, inside, outside) => {
    for (const [name, text] of Object.entries(files)) await put(name, text);
    for (const name of outside) expect([name, await counts(name)]).toEqual([name, false]);
    for (const name of inside) expect([name, await counts(name)]).toEqual([name, true]);
  });

  it('is that of a named ONNX file with its data, and of no other weights', async () => {
    await put('model.safetensors', 'w');
    await put('onnx/model_quantized.onnx', 'w');
    expect(await counts('onnx/model_quantized.onnx_data', 'onnx/model_quantized.onnx')).toBe(true);
    expect(await counts('model.safetensors', 'onnx/model_quantized.onnx')).toBe(false);
  });
});
