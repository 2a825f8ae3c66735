import type { Adjustment } from '../../types/generated/comparison.js';

/** Corrected p values in the given order. */
export function adjust(p: readonly number[], method: Adjustment): number[] {
  if (method === 'none') return [...p];
  return method === 'holm' ? holm(p) : benjaminiHochberg(p);
}

/**
 * Holm 1979: controls the chance of any false finding. Sorted ascending, adjusted p_(i) = max over
 * j ≤ i of min(1, (m − j + 1) p_(j)).
 */
function holm(p: readonly number[]): number[] {
  const adjusted = new Array<number>(p.length).fill(NaN);
  let largest = 0;
  ascending(p).forEach((index, place) => {
    largest = Math.max(largest, Math.min(1, (p.length - place) * (p[index] ?? NaN)));
    adjusted[index] = largest;
  });
  return adjusted;
}

/**
 * Benjamini & Hochberg 1995: controls the share of false findings. Adjusted p_(i) = min over j ≥ i
 * of min(1, m / j · p_(j)).
 */
function benjaminiHochberg(p: readonly number[]): number[] {
  const adjusted = new Array<number>(p.length).fill(NaN);
  let smallest = 1;
  const order = ascending(p);
  for (let place = order.length; place >= 1; place--) {
    const index = order[place - 1] ?? 0;
    smallest = Math.min(smallest, (p.length / place) * (p[index] ?? NaN));
    adjusted[index] = smallest;
  }
  return adjusted;
}

function ascending(p: readonly number[]): number[] {
  return p.map((_, index) => index).sort((a, b) => (p[a] ?? 0) - (p[b] ?? 0) || a - b);
}
