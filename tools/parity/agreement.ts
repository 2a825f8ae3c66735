/** Worst agreement between two sets of vectors. */
export interface Agreement {
  /** Smallest cosine over rows; two zero vectors agree. */
  readonly minCosine: number;
  /** Largest ‖a - b‖ / ‖b‖ over rows. */
  readonly maxRelativeL2: number;
}

/**
 * @param actual float32 `[rows, dims]`
 * @param wanted the reference, row by row
 */
export function agreement(actual: Float32Array, wanted: readonly (readonly number[])[]): Agreement {
  const dims = wanted.length === 0 ? 0 : actual.length / wanted.length;
  let minCosine = 1;
  let maxRelativeL2 = 0;
  wanted.forEach((row, r) => {
    if (row.length !== dims) {
      minCosine = -1;
      maxRelativeL2 = Infinity;
      return;
    }
    let product = 0;
    let a2 = 0;
    let b2 = 0;
    let difference = 0;
    row.forEach((b, d) => {
      const a = actual[r * dims + d] ?? NaN;
      product += a * b;
      a2 += a * a;
      b2 += b * b;
      difference += (a - b) ** 2;
    });
    const cosine = a2 === 0 && b2 === 0 ? 1 : product / Math.sqrt(a2 * b2);
    const relative = difference === 0 ? 0 : Math.sqrt(difference / b2);
    // NaN must count as a miss: Math.min would pass it on, a comparison would hide it
    minCosine = Number.isNaN(cosine) ? -1 : Math.min(minCosine, cosine);
    maxRelativeL2 = Number.isNaN(relative) ? Infinity : Math.max(maxRelativeL2, relative);
  });
  return { minCosine, maxRelativeL2 };
}
