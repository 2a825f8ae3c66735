/** torch's `nn.LayerNorm` over the last axis with its default epsilon. */
export interface LayerNormLayer {
  /** `[dims]` each. */
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

const EPSILON = 1e-5;

/**
 * (x - mean) / sqrt(variance + 1e-5) · weight + bias per row, in place.
 * @param x `[rows, dims]`
 */
export function applyLayerNorm(layer: LayerNormLayer, x: Float32Array, rows: number): void {
  const dims = layer.weight.length;
  for (let row = 0; row < rows; row++) {
    const values = x.subarray(row * dims, (row + 1) * dims);
    const mean = values.reduce((sum, value) => sum + value, 0) / dims;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / dims;
    const scale = 1 / Math.sqrt(variance + EPSILON);
    for (let d = 0; d < dims; d++)
      values[d] = ((values[d] ?? 0) - mean) * scale * (layer.weight[d] ?? 1) + (layer.bias[d] ?? 0);
  }
}
