import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { quantizeLinear } from '../../../src/models/graph/onnx/quantize.js';
import { Graph, type LinearPrecision } from '../../../src/models/graph/onnx/graph.js';
import { openInProcess } from '../../../src/models/graph/runtime/in-process.js';
import { signedBytesAreExact } from '../../../src/models/graph/runtime/integer-exactness.js';
import { openTransformer } from '../../../src/models/graph/open-transformer.js';
import type { Dtype } from '../../../src/models/weights/tensors/stored-tensor.js';
import { distance, embed, readGolden } from '../../support/golden.js';

const fixture = (name: string): string => join('test/fixtures/checkpoints', name);

describe('precision int8', () => {
  it.each(['bert-odd', 'bert-half-norms', 't5-gated-silu', 'modernbert'])(
    '%s stays near float32 without being it',
    async (name) => {
      const [run] = readGolden(fixture(name)).runs;
      const model = await openTransformer(fixture(name), { threads: 1, precision: 'int8' });
      expect(model.precision).toBe('int8');
      const { minCosine } = distance(
        await embed(model, run?.input_ids ?? [], 'mean'),
        run?.embeddings ?? [],
      );
      expect(minCosine).toBeGreaterThan(0.99);
      expect(minCosine).toBeLessThan(1 - 1e-8);
      await model.close();
    },
  );

  it('does not let one text of a batch coarsen the others', async () => {
    // Scales per row: what is left between alone and together is a rounding that falls the other
    // way.
    const [run] = readGolden(fixture('bert-odd')).runs;
    const texts = run?.input_ids ?? [];
    const model = await openTransformer(fixture('bert-odd'), { threads: 1, precision: 'int8' });
    const together = await embed(model, texts, 'mean');
    for (const [row, ids] of texts.entries()) {
      const { minCosine } = distance(await embed(model, [ids], 'mean'), [together[row] ?? []]);
      expect(minCosine).toBeGreaterThan(1 - 1e-5);
    }
    await model.close();
  });
});

describe('bytes as weights', () => {
  const weights = Float32Array.from({ length: 64 * 128 }, (_, i) => (i % 5 === 0 ? -1 : 1));
  const rows = Float32Array.from({ length: 4 * 128 }, () => 1);

  /** Rows of 1, 4 × 128, times a matrix of ±1. */
  async function product(precision: LinearPrecision): Promise<Float32Array> {
    const folder = mkdtempSync(join(tmpdir(), 'glottobench-'));
    const file = join(folder, 'w');
    writeFileSync(file, new Uint8Array(weights.buffer));
    const graph = new Graph(precision);
    const x = graph.input('x', 'int64', ['rows', 128]);
    const weight = {
      name: 'w',
      dtype: 'F32' as const,
      shape: [64, 128],
      file,
      realFile: file,
      location: 'w',
      offset: 0,
      bytes: weights.byteLength,
    };
    graph.output(graph.linear(graph.cast(x, 'float'), weight), 'y', 'float', ['rows', 64]);
    const session = await openInProcess(
      { kind: 'model', model: graph.serialize(), weightsFolder: folder },
      { threads: 1 },
    );
    const feeds = {
      x: { type: 'int64' as const, data: BigInt64Array.from(rows, BigInt), shape: [4, 128] },
    };
    const found = (await session.run(feeds, 'y')) as Float32Array;
    await session.close();
    rmSync(folder, { recursive: true });
    return found;
  }

  it('shifted by 128 are exact on every processor, signed ones where the probe says so', async () => {
    const wanted = Array.from({ length: 64 }, (_, o) =>
      weights.subarray(o * 128, (o + 1) * 128).reduce((sum, value) => sum + value, 0),
    );
    const isRight = async (precision: LinearPrecision): Promise<boolean> =>
      (await product(precision)).every(
        (value, i) => Math.abs(value - (wanted[i % 64] ?? NaN)) < 1e-3,
      );
    expect(await isRight('uint8')).toBe(true);
    if (await signedBytesAreExact()) expect(await isRight('int8')).toBe(true);
  });
});

describe('quantizeLinear', () => {
  const weights = [1, -2, 0.5, 0, 0, 0];
  const encodings: [Dtype, ArrayBuffer][] = [
    ['F32', Float32Array.from(weights).buffer],
    ['F64', Float64Array.from(weights).buffer],
    ['F16', Uint16Array.of(0x3c00, 0xc000, 0x3800, 0, 0x8000, 0).buffer],
    ['BF16', Uint16Array.of(0x3f80, 0xc000, 0x3f00, 0, 0x8000, 0).buffer],
  ];
  it.each(encodings)('scales each output channel of %s to 127 and transposes', (dtype, bytes) => {
    const folder = mkdtempSync(join(tmpdir(), 'glottobench-'));
    const file = join(folder, 'w');
    writeFileSync(file, Buffer.concat([Buffer.from('head'), new Uint8Array(bytes)]));
    const { values, scales } = quantizeLinear({
      name: 'w',
      dtype,
      shape: [2, 3],
      file,
      realFile: file,
      location: '',
      offset: 4,
      bytes: bytes.byteLength,
    });
    expect([...values].map((value) => value + 0)).toEqual([64, 0, -127, 0, 32, 0]);
    expect(scales[0]).toBeCloseTo(2 / 127, 8);
    expect(scales[1]).toBe(1);
    rmSync(folder, { recursive: true });
  });
});
