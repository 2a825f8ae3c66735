import type { Random } from '../random.js';

/** Bootstrap resamples of clusters: how often each cluster was drawn. */
export interface Resamples {
  readonly draws: number;
  readonly clusters: number;
  /** `[draws, clusters]`, row-major. */
  readonly counts: Uint16Array;
}

/** Draws whole clusters with replacement, as many as there are (Davison & Hinkley 1997, 3.8). */
export function drawResamples(clusters: number, draws: number, random: Random): Resamples {
  const counts = new Uint16Array(draws * clusters);
  for (let draw = 0; draw < draws; draw++) {
    const row = draw * clusters;
    for (let i = 0; i < clusters; i++) {
      const at = row + random.below(clusters);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  return { draws, clusters, counts };
}

/**
 * The same from given indices, one list per draw: for whoever wants to repeat resamples made
 * elsewhere.
 */
export function resamplesOf(indices: readonly (readonly number[])[], clusters: number): Resamples {
  const counts = new Uint16Array(indices.length * clusters);
  indices.forEach((list, draw) => {
    for (const index of list)
      counts[draw * clusters + index] = (counts[draw * clusters + index] ?? 0) + 1;
  });
  return { draws: indices.length, clusters, counts };
}
