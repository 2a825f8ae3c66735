import type { Encoder, PromptRequest } from '../types/encoder.js';

/** How near vectors of a lower precision are to those in float32. */
export interface Fidelity {
  readonly texts: number;
  readonly minCosine: number;
  readonly meanCosine: number;
}

/** Texts of one role, with the task whose prompt they get. */
export interface SampleTexts {
  readonly texts: readonly string[];
  readonly options: PromptRequest;
}

/** Embeds a sample with both encoders and compares row by row; two zero vectors agree. */
export async function measureFidelity(
  encoder: Encoder,
  reference: Encoder,
  sample: readonly SampleTexts[],
  signal?: AbortSignal,
): Promise<Fidelity> {
  const cosines: number[] = [];
  for (const { texts, options } of sample) {
    const [ours, theirs] = [
      await encoder.encode(texts, { ...options, signal }),
      await reference.encode(texts, { ...options, signal }),
    ];
    texts.forEach((_, row) =>
      cosines.push(cosineOfRow(ours, theirs, row * encoder.dims, encoder.dims)),
    );
  }
  return {
    texts: cosines.length,
    minCosine: Math.min(...cosines),
    meanCosine: cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length,
  };
}

function cosineOfRow(a: Float32Array, b: Float32Array, start: number, dims: number): number {
  let product = 0;
  let a2 = 0;
  let b2 = 0;
  for (let d = start; d < start + dims; d++) {
    const [x, y] = [a[d] ?? NaN, b[d] ?? NaN];
    product += x * y;
    a2 += x * x;
    b2 += y * y;
  }
  if (a2 === 0 && b2 === 0) return 1;
  return a2 === 0 || b2 === 0 ? 0 : Math.min(1, product / Math.sqrt(a2 * b2));
}

/** One line for people. */
export function describeFidelity(
  precision: string,
  { texts, minCosine, meanCosine }: Fidelity,
): string {
  return `${precision} against fp32, ${texts} texts: cosine ${minCosine.toFixed(5)} at least, ${meanCosine.toFixed(5)} in the mean`;
}
