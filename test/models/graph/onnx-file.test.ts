import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Graph } from '../../../src/models/graph/onnx/graph.js';
import type { TensorDimension, Value } from '../../../src/models/graph/onnx/writer.js';
import { openTransformer } from '../../../src/models/graph/open-transformer.js';
import type { StoredTensor } from '../../../src/models/weights/tensors/stored-tensor.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'glottobench-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const inputs = ['input_ids', 'attention_mask', 'token_type_ids', 'position_ids'];
const ids = BigInt64Array.of(5n, 6n, 7n, 8n, 9n, 0n);
const mask = BigInt64Array.of(1n, 1n, 1n, 1n, 1n, 0n);

/** An "encoder" whose vector of a token is its values of the named inputs. */
function echo(
  names: readonly string[],
  output: string,
  pooled = false,
  type: 'int64' | 'int32' = 'int64',
): Uint8Array {
  const graph = new Graph();
  const columns = names.map((name) =>
    graph.unsqueeze(graph.cast(graph.input(name, type, ['rows', 'columns']), 'float'), [2]),
  );
  const tokens = graph.concat(columns, 2);
  const first = (x: Value): Value => graph.gather(x, graph.int(0), 1);
  graph.output(
    pooled ? first(tokens) : tokens,
    output,
    'float',
    pooled ? ['rows', names.length] : ['rows', 'columns', names.length],
  );
  return graph.serialize();
}

/** Both kinds of output: two components per token, and per text the first token's three. */
function both(
  sentenceAxes: readonly TensorDimension[],
  tokenAxes: readonly TensorDimension[],
): Uint8Array {
  const graph = new Graph();
  const id = graph.unsqueeze(
    graph.cast(graph.input('input_ids', 'int64', ['rows', 'columns']), 'float'),
    [2],
  );
  const columns = (count: number): Value => graph.concat(Array<Value>(count).fill(id), 2);
  const sentence = columns(3);
  graph.output(columns(2), 'last_hidden_state', 'float', tokenAxes);
  graph.output(
    sentenceAxes.length === 3 ? sentence : graph.gather(sentence, graph.int(0), 1),
    'sentence_embedding',
    'float',
    sentenceAxes,
  );
  return graph.serialize();
}

function write(name: string, model: Uint8Array): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  writeFileSync(join(folder, name), model);
}

describe('a folder with an ONNX file', () => {
  it.each(['onnx/model.onnx', 'model.onnx'])(
    '%s is opened and fed by the names of its inputs',
    async (name) => {
      write(name, echo(inputs, 'last_hidden_state'));
      const model = await openTransformer(folder);
      expect(model).toMatchObject({
        architecture: 'onnx',
        hiddenSize: 4,
        pooled: false,
        vocabularySize: Infinity,
        maxPositions: null,
        files: [name],
      });
      expect([...(await model.run(ids, mask, 2, 3))]).toEqual([
        5, 1, 0, 0, 6, 1, 0, 1, 7, 1, 0, 2, 8, 1, 0, 0, 9, 1, 0, 1, 0, 0, 0, 2,
      ]);
      await model.close();
    },
  );

  it('may lack token types, take int32, and give sentence vectors', async () => {
    write('model.onnx', echo(['input_ids', 'attention_mask'], 'sentence_embedding', true, 'int32'));
    const model = await openTransformer(folder);
    expect(model).toMatchObject({ pooled: true, hiddenSize: 2 });
    expect([...(await model.run(ids, mask, 2, 3))]).toEqual([5, 1, 8, 1]);
    await model.close();
  });

  it.each<[string, TensorDimension[], TensorDimension[], { pooled: boolean; hiddenSize: number }]>([
    ['texts', ['rows', 3], ['rows', 'columns', 2], { pooled: true, hiddenSize: 3 }],
    // exporters give the last axis a name too
    ['texts', ['rows', 'columns'], ['rows', 'columns', 2], { pooled: true, hiddenSize: 3 }],
    ['tokens', ['rows', 'columns', 3], ['rows', 'columns', 2], { pooled: false, hiddenSize: 2 }],
    [
      'tokens',
      ['rows', 'columns', 3],
      ['rows', 'columns', 'columns'],
      { pooled: false, hiddenSize: 2 },
    ],
  ])('of two outputs gives the vectors of %s: %j, %j', async (_, sentence, tokens, expected) => {
    write('model.onnx', both(sentence, tokens));
    const model = await openTransformer(folder);
    expect(model).toMatchObject(expected);
    expect([...(await model.run(ids, mask, 2, 3))]).toEqual(
      expected.pooled ? [5, 5, 5, 8, 8, 8] : [5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 0, 0],
    );
    await model.close();
  });

  it('takes vocabulary and positions from config.json, and checks ids by them', async () => {
    write('model.onnx', echo(['input_ids'], 'token_embeddings'));
    writeFileSync(
      join(folder, 'config.json'),
      JSON.stringify({
        model_type: 'xlm-roberta',
        vocab_size: 9,
        max_position_embeddings: 6,
        pad_token_id: 1,
      }),
    );
    const model = await openTransformer(folder);
    expect(model).toMatchObject({ backbone: 'xlmr', vocabularySize: 9, maxPositions: 4 });
    await expect(model.run(ids, mask, 2, 3)).rejects.toMatchObject({
      code: 'GB_CHECKPOINT_CORRUPT',
      message: expect.stringContaining('token id 9'),
    });
    await expect(
      model.run(BigInt64Array.of(1n, 1n, 1n, 1n, 1n), new BigInt64Array(5).fill(1n), 1, 5),
    ).rejects.toMatchObject({ message: expect.stringContaining('5 tokens') });
    await model.close();
  });

  it('opens a quantised file only by name', async () => {
    write('onnx/model_quantized.onnx', echo(['input_ids'], 'last_hidden_state'));
    await expect(openTransformer(folder)).rejects.toMatchObject({ code: 'GB_NOT_FOUND' });
    const model = await openTransformer(folder, { onnxFile: 'onnx/model_quantized.onnx' });
    expect(model.hiddenSize).toBe(1);
    await model.close();
  });

  it.each<[string, Uint8Array, string]>([
    ['no ONNX', Buffer.from('nonsense'), 'cannot open'],
    ['an unknown input', echo(['input_ids', 'pixel_values'], 'last_hidden_state'), 'pixel_values'],
    ['an unknown output', echo(['input_ids'], 'logits'), 'logits [rows, columns, 1]'],
    [
      'vectors of tokens under the name of a sentence',
      echo(['input_ids'], 'sentence_embedding'),
      'sentence_embedding [rows, columns, 1]',
    ],
    [
      'one vector per text under the name of tokens',
      echo(['input_ids'], 'last_hidden_state', true),
      'last_hidden_state [rows, 1]',
    ],
  ])('with %s is refused', async (_, model, message) => {
    write('model.onnx', model);
    const opening = openTransformer(folder).then((opened) => opened.run(ids, mask, 2, 3));
    await expect(opening).rejects.toMatchObject({
      code: 'GB_CHECKPOINT_CORRUPT',
      message: expect.stringContaining(message),
      place: { file: join(folder, 'model.onnx') },
    });
  });

  it('refuses NaN in the answer', async () => {
    const graph = new Graph();
    const x = graph.unsqueeze(
      graph.cast(graph.input('input_ids', 'int64', ['rows', 'columns']), 'float'),
      [2],
    );
    graph.output(graph.sqrt(graph.negate(x)), 'last_hidden_state', 'float', ['rows', 'columns', 1]);
    write('model.onnx', graph.serialize());
    const model = await openTransformer(folder);
    await expect(model.run(ids, mask, 2, 3)).rejects.toMatchObject({
      code: 'GB_CHECKPOINT_CORRUPT',
      message: expect.stringContaining('NaN'),
    });
    await model.close();
  });

  it('finds external data in the hub cache, where file names are hashes', async () => {
    const repository = join(folder, 'models--org--name');
    const snapshot = join(repository, 'snapshots', '0123abc');
    mkdirSync(join(repository, 'blobs'), { recursive: true });
    mkdirSync(snapshot, { recursive: true });
    const table: StoredTensor = {
      name: 'table',
      dtype: 'F32',
      shape: [10, 1],
      file: '',
      realFile: '/x/model.onnx_data',
      location: 'model.onnx_data',
      offset: 0,
      bytes: 40,
    };
    const graph = new Graph();
    graph.output(
      graph.embed(table, graph.input('input_ids', 'int64', ['rows', 'columns'])),
      'last_hidden_state',
      'float',
      ['rows', 'columns', 1],
    );
    writeFileSync(join(repository, 'blobs', 'aa'), graph.serialize());
    writeFileSync(
      join(repository, 'blobs', 'bb'),
      new Uint8Array(Float32Array.from({ length: 10 }, (_, i) => i / 2).buffer),
    );
    symlinkSync('../../blobs/aa', join(snapshot, 'model.onnx'));
    symlinkSync('../../blobs/bb', join(snapshot, 'model.onnx_data'));
    const model = await openTransformer(snapshot);
    expect([...(await model.run(ids, mask, 2, 3))]).toEqual([2.5, 3, 3.5, 4, 4.5, 0]);
    await model.close();
  });
});
