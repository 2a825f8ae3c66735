import { erf } from './erf.js';

/**
 * Activations of a Dense module by the class name in torch.nn, each with torch's default arguments.
 */
export const ACTIVATIONS = {
  Identity: (x: number) => x,
  Tanh: Math.tanh,
  ReLU: (x: number) => (x > 0 ? x : 0),
  GELU: (x: number) => 0.5 * x * (1 + erf(x / Math.SQRT2)),
  Sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
  SiLU: (x: number) => x / (1 + Math.exp(-x)),
  LeakyReLU: (x: number) => (x >= 0 ? x : 0.01 * x),
  ELU: (x: number) => (x > 0 ? x : Math.expm1(x)),
} as const satisfies Record<string, (x: number) => number>;

export type Activation = keyof typeof ACTIVATIONS;
