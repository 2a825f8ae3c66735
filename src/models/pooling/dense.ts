import { ACTIVATIONS, type Activation } from './activation.js';

/** A linear layer with activation (sentence-transformers' Dense). */
export interface DenseLayer {
  readonly inFeatures: number;
  readonly outFeatures: number;
  /** `[outFeatures, inFeatures]`, as torch stores it. */
  readonly weight: Float32Array;
  /** `[outFeatures]` */
  readonly bias: Float32Array | undefined;
  readonly activation: Activation;
  /** Adds the input, through `[outFeatures, inFeatures]` weights where the widths differ. */
  readonly residual: 'none' | 'input' | Float32Array;
}

/**
 * activation(x · Wᵀ + b) (+ residual), sums in double precision.
 * @param x `[rows, inFeatures]`
 * @returns float32 `[rows, outFeatures]`
 */
export function applyDense(layer: DenseLayer, x: Float32Array, rows: number): Float32Array {
  const { inFeatures, outFeatures } = layer;
  const activate = ACTIVATIONS[layer.activation];
  const out = new Float32Array(rows * outFeatures);
  for (let row = 0; row < rows; row++) {
    const input = x.subarray(row * inFeatures, (row + 1) * inFeatures);
    for (let o = 0; o < outFeatures; o++) {
      // torch rounds the linear part to float32 before the activation
      const linear = Math.fround(
        product(layer.weight, o * inFeatures, input) + (layer.bias?.[o] ?? 0),
      );
      out[row * outFeatures + o] = activate(linear) + residual(layer, input, o);
    }
  }
  return out;
}

function residual(layer: DenseLayer, input: Float32Array, o: number): number {
  if (layer.residual === 'none') return 0;
  return layer.residual === 'input'
    ? (input[o] ?? 0)
    : product(layer.residual, o * layer.inFeatures, input);
}

function product(weight: Float32Array, from: number, input: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < input.length; i++) sum += (weight[from + i] ?? 0) * (input[i] ?? 0);
  return sum;
}
