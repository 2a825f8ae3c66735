import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../../src/base/folders.js';
import { applyDense, type DenseLayer } from '../../../src/models/pooling/dense.js';
import { erf } from '../../../src/models/pooling/erf.js';
import { applyLayerNorm } from '../../../src/models/pooling/layer-norm.js';
import { normalizeRows } from '../../../src/models/pooling/normalize.js';
import { truncateRows } from '../../../src/models/pooling/truncate.js';

/** Values of torch and scipy (test/fixtures/heads/make.py). */
const golden = JSON.parse(
  readFileSync(packagePath('test', 'fixtures', 'heads', 'golden.json'), 'utf8'),
) as {
  erf: [number, number][];
  norm: Record<'x' | 'weight' | 'bias' | 'out' | 'narrow' | 'narrow_out', number[]>;
  dense: Record<'weight' | 'bias' | 'residual' | 'plain' | 'tanh' | 'with_residual', number[]>;
  normalize: number[];
};
const float = (values: readonly number[]): Float32Array => Float32Array.from(values);
const expectNear = (found: Float32Array, wanted: readonly number[]): void => {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
};

describe('heads after pooling', () => {
  it.each(golden.erf)('erf(%d) to double precision', (x, value) => {
    expect(Math.abs(erf(x) - value)).toBeLessThan(4e-15);
    expect(erf(-x) + value).toBeCloseTo(0, 14);
  });

  it("layer norm is torch's, also where the variance is near its epsilon", () => {
    const { x, weight, bias, out, narrow, narrow_out } = golden.norm;
    const layer = { weight: float(weight), bias: float(bias) };
    const [wide, small] = [float(x), float(narrow)];
    applyLayerNorm(layer, wide, 3);
    applyLayerNorm(layer, small, 3);
    expectNear(wide, out);
    expectNear(small, narrow_out);
  });

  it("a linear layer with activation and residual is torch's", () => {
    const { weight, bias, residual, plain, tanh, with_residual } = golden.dense;
    const x = float(golden.norm.x);
    const layer: DenseLayer = {
      inFeatures: 4,
      outFeatures: 5,
      weight: float(weight),
      bias: undefined,
      activation: 'Identity',
      residual: 'none',
    };
    expectNear(applyDense(layer, x, 3), plain);
    const full: DenseLayer = { ...layer, bias: float(bias), activation: 'Tanh' };
    expectNear(applyDense(full, x, 3), tanh);
    expectNear(applyDense({ ...full, residual: float(residual) }, x, 3), with_residual);
  });

  it("normalisation is torch's, row by row", () => {
    const x = float(golden.norm.x);
    normalizeRows(x, 3);
    expectNear(x, golden.normalize);
    const short = Float32Array.of(0, 0, 1e-13, 0);
    normalizeRows(short, 2);
    expect([...short]).toEqual([0, 0, expect.closeTo(0.1, 6), 0]);
  });

  it('truncation keeps the first components of each row', () => {
    expect([...truncateRows(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), 4, 1)]).toEqual([1, 3, 5, 7]);
    expect([...truncateRows(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 2)]).toEqual([1, 2, 4, 5]);
  });
});
