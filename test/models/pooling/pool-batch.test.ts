import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { POOLING_MODES } from '../../../src/models/pooling/modes.js';
import { poolBatch } from '../../../src/models/pooling/pool-batch.js';

const DIMS = 3;
const texts = fc.array(
  fc.array(
    fc.array(fc.float({ min: -10, max: 10, noNaN: true, noDefaultInfinity: true }), {
      minLength: DIMS,
      maxLength: DIMS,
    }),
    { minLength: 1, maxLength: 6 },
  ),
  { minLength: 1, maxLength: 4 },
);

/** A batch padded to `columns` with garbage that must not be looked at. */
function batchOf(
  rows: readonly (readonly (readonly number[])[])[],
  columns: number,
  garbage: number,
): Parameters<typeof poolBatch>[0] {
  const values = new Float32Array(rows.length * columns * DIMS).fill(garbage);
  rows.forEach((tokens, row) =>
    tokens.forEach((token, t) => values.set(token, (row * columns + t) * DIMS)),
  );
  return {
    values,
    rows: rows.length,
    columns,
    dims: DIMS,
    lengths: rows.map((tokens) => tokens.length),
  };
}

/**
 * sentence_transformers/sentence_transformer/modules/pooling.py with its masks, written out for one
 * component.
 */
function reference(
  mode: (typeof POOLING_MODES)[number],
  column: readonly number[],
  skip: number,
): number {
  const mask: number[] = column.map((_, i) => (i >= skip ? 1 : 0));
  const sum = (weight: (i: number) => number): number =>
    column.reduce((total, value, i) => total + (mask[i] ?? 0) * weight(i) * value, 0);
  const weights = (weight: (i: number) => number): number =>
    Math.max(
      1e-9,
      mask.reduce((total, m, i) => total + m * weight(i), 0),
    );
  switch (mode) {
    case 'cls':
      return column[Math.max(0, mask.indexOf(1))] ?? NaN;
    case 'max':
      return Math.max(...column.map((value, i) => (mask[i] === 1 ? value : -Infinity)));
    case 'mean':
      return sum(() => 1) / weights(() => 1);
    case 'mean_sqrt_len_tokens':
      return sum(() => 1) / Math.sqrt(weights(() => 1));
    case 'weightedmean':
      return sum((i) => i + 1) / weights((i) => i + 1);
    case 'lasttoken':
      return mask.includes(1) ? (column[column.length - 1] ?? NaN) : 0;
  }
}

describe('pooling', () => {
  it.each(POOLING_MODES)(
    '%s equals the formula, whatever lies behind the tokens and however long the prompt',
    (mode) => {
      fc.assert(
        fc.property(
          texts,
          fc.integer({ min: 0, max: 7 }),
          fc.integer({ min: 0, max: 3 }),
          (rows, skip, extra) => {
            const columns = Math.max(...rows.map((tokens) => tokens.length)) + extra;
            const out = poolBatch(batchOf(rows, columns, NaN), [mode], skip);
            rows.forEach((tokens, row) => {
              for (let d = 0; d < DIMS; d++) {
                const wanted = reference(
                  mode,
                  tokens.map((token) => token[d] ?? NaN),
                  skip,
                );
                const got = out[row * DIMS + d] ?? NaN;
                if (Number.isFinite(wanted))
                  expect(Math.abs(got - wanted)).toBeLessThanOrEqual(
                    1e-5 * Math.max(1, Math.abs(wanted)),
                  );
                else expect(got).toBe(wanted);
              }
            });
          },
        ),
      );
    },
  );

  it('puts several modes side by side in the given order', () => {
    const batch = batchOf(
      [
        [
          [1, 2, 3],
          [5, 0, 4],
        ],
      ],
      2,
      0,
    );
    expect([...poolBatch(batch, ['lasttoken', 'max', 'cls'], 0)]).toEqual([
      5, 0, 4, 5, 2, 4, 1, 2, 3,
    ]);
  });

  it('takes the vectors of a graph that pools by itself', () => {
    const values = Float32Array.of(1, 2, 3);
    expect(
      poolBatch({ values, rows: 1, columns: 7, dims: 3, lengths: [7], pooled: true }, ['mean'], 0),
    ).toBe(values);
  });
});
