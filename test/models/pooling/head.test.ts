import { describe, expect, it } from '@jest/globals';
import { ACTIVATIONS } from '../../../src/models/pooling/activation.js';
import { erf } from '../../../src/models/pooling/erf.js';
import { headDims } from '../../../src/models/pooling/head.js';
import { normalizeRows } from '../../../src/models/pooling/normalize.js';
import { truncateRows } from '../../../src/models/pooling/truncate.js';

describe('head', () => {
  // Python: math.erf
  it.each([
    [0, 0],
    [1e-9, 1.1283791670955127e-9],
    [0.3, 0.3286267594591274],
    [-1, -0.8427007929497149],
    [2.4999, 0.9995928300996666],
    [2.5001, 0.9995932657565293],
    [4, 0.9999999845827421],
    [7, 1],
    [-7, -1],
  ])('erf(%d) is %d', (x, wanted) => {
    expect(Math.abs(erf(x) - wanted)).toBeLessThanOrEqual(1e-14);
  });

  // Python: torch.nn.<name>()(torch.tensor([-1.5, 0.7], dtype=torch.float64))
  it.each([
    ['Tanh', -0.9051482536448664, 0.6043677771171635],
    ['ReLU', 0, 0.7],
    ['GELU', -0.10021080190328704, 0.5306254434438489],
    ['Sigmoid', 0.18242552380635635, 0.6681877721681662],
    ['SiLU', -0.27363828570953453, 0.46773144051771633],
    ['LeakyReLU', -0.015, 0.7],
    ['ELU', -0.7768698398515702, 0.7],
    ['Identity', -1.5, 0.7],
  ] as const)('%s is the one of torch.nn', (name, negative, positive) => {
    expect(ACTIVATIONS[name](-1.5)).toBeCloseTo(negative, 14);
    expect(ACTIVATIONS[name](0.7)).toBeCloseTo(positive, 14);
  });

  it('normalizes rows to length 1 and keeps a zero row', () => {
    const x = Float32Array.of(3, 4, 0, 0);
    normalizeRows(x, 2);
    expect([...x]).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 0]);
  });

  it('truncates every row, and not at all beyond its width', () => {
    const x = Float32Array.of(1, 2, 3, 4, 5, 6);
    expect([...truncateRows(x, 2, 2)]).toEqual([1, 2, 4, 5]);
    expect(truncateRows(x, 2, 9)).toBe(x);
  });

  it('tells the width after concatenation, Dense and truncation', () => {
    const dense = {
      kind: 'Dense',
      layer: {
        inFeatures: 24,
        outFeatures: 10,
        weight: new Float32Array(240),
        bias: undefined,
        activation: 'Identity',
        residual: 'none',
      },
    } as const;
    const head = {
      modes: ['cls', 'mean', 'max'],
      includePrompt: true,
      layers: [],
      truncateDim: undefined,
    } as const;
    expect(headDims(head, 8)).toBe(24);
    expect(headDims({ ...head, layers: [dense] }, 8)).toBe(10);
    expect(headDims({ ...head, layers: [dense], truncateDim: 6 }, 8)).toBe(6);
    expect(headDims({ ...head, truncateDim: 60 }, 8)).toBe(24);
  });
});
