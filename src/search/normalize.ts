/** Below this a vector counts as zero and stays as it is (torch.nn.functional.normalize's eps). */
const EPSILON = 1e-12;

/** Scales each row of `[rows, dims]` to length 1, in place; accumulates in float64. */
export function normalizeRows(vectors: Float32Array, dims: number): Float32Array {
  for (let start = 0; start < vectors.length; start += dims) {
    let sum = 0;
    for (let d = start; d < start + dims; d++)
      sum += (vectors[d] as number) * (vectors[d] as number);
    const length = Math.max(Math.sqrt(sum), EPSILON);
    for (let d = start; d < start + dims; d++) vectors[d] = (vectors[d] as number) / length;
  }
  return vectors;
}
