/**
 * Scales every row to length 1 in place; rows shorter than 1e-12 are divided by that (torch's
 * `F.normalize`).
 * @param x `[rows, dims]`
 */
export function normalizeRows(x: Float32Array, rows: number): void {
  const dims = x.length / rows;
  for (let row = 0; row < rows; row++) {
    let square = 0;
    for (let i = row * dims; i < (row + 1) * dims; i++) square += (x[i] ?? 0) ** 2;
    const norm = Math.max(Math.sqrt(square), 1e-12);
    for (let i = row * dims; i < (row + 1) * dims; i++) x[i] = (x[i] ?? 0) / norm;
  }
}
