/**
 * Keeps the first `keep` components of every row (Matryoshka). sentence-transformers cuts after all
 * modules and does not normalise again: a vector of length 1 may come out shorter.
 * @param x `[rows, dims]`
 * @returns `[rows, min(keep, dims)]`
 */
export function truncateRows(x: Float32Array, rows: number, keep: number): Float32Array {
  const dims = x.length / rows;
  if (keep >= dims) return x;
  const out = new Float32Array(rows * keep);
  for (let row = 0; row < rows; row++)
    out.set(x.subarray(row * dims, row * dims + keep), row * keep);
  return out;
}
