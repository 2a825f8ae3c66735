import { expect, it } from '@jest/globals';
import { normalizeRows } from '../../src/search/normalize.js';

it('scales each row to length 1, short ones too, as torch.nn.functional.normalize does', () => {
  const rows = [3, 4, 3e-7, 4e-7, -0.6, 0.8, 3e10, 4e10];
  const found = normalizeRows(Float32Array.from(rows), 2);
  [0.6, 0.8, 0.6, 0.8, -0.6, 0.8, 0.6, 0.8].forEach((value, i) =>
    expect(found[i]).toBeCloseTo(value, 6),
  );
});

it('divides what is shorter than 1e-12 by that: zero stays zero', () => {
  const found = normalizeRows(Float32Array.of(0, 0, 1e-13, 0), 2);
  expect([...found]).toEqual([0, 0, expect.closeTo(0.1, 6), 0]);
});
