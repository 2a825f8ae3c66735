import type { Random } from '../random.js';

/** Sign flips of clusters, twelve to a word: bit 1 keeps the sign, bit 0 turns it. The same flips serve every pair of models. */
export interface SignFlips {
  readonly flips: number;
  readonly clusters: number;
  /** `[flips, ceil(clusters / 12)]` */
  readonly words: Uint16Array;
  /** All sign patterns (up to the mirrored half), the observed one among them. */
  readonly exact: boolean;
}

/** Two words for the 18 families of Belebele; their tables fit the processor's cache. */
const BITS = 12;
const PATTERNS = 2 ** BITS;

/** Random flips, or all of them when those are no more than `draws`. */
export function signFlips(clusters: number, draws: number, random: Random): SignFlips {
  const width = Math.ceil(clusters / BITS);
  // Flipping every sign gives the mirrored statistic: half of the patterns tell everything.
  const patterns = clusters === 0 ? 1 : 2 ** (clusters - 1);
  if (patterns <= draws) {
    const words = new Uint16Array(patterns * width);
    for (let pattern = 0; pattern < patterns; pattern++) {
      for (let block = 0; block < width; block++) words[pattern * width + block] = Math.floor(pattern / PATTERNS ** block) % PATTERNS;
    }
    return { flips: patterns, clusters, words, exact: true };
  }
  const words = new Uint16Array(draws * width);
  for (let i = 0; i < words.length; i += 2) {
    const random32 = random.below(2 ** 32);
    words[i] = random32 & (PATTERNS - 1);
    if (i + 1 < words.length) words[i + 1] = (random32 >>> 16) & (PATTERNS - 1);
  }
  return { flips: draws, clusters, words, exact: false };
}

/**
 * Two-sided p of the paired randomization test with whole clusters as the units of exchange (Fisher–Pitman; for
 * retrieval Smucker, Allan & Carterette, CIKM 2007). Statistic: the sum of the cluster sums.
 * Sampled flips: (1 + #{|T*| ≥ |T|}) / (flips + 1); all flips: #{|T*| ≥ |T|} / flips.
 * @param sums weighted sum of the differences of each cluster
 */
export function randomizationP(sums: ArrayLike<number>, { flips, words, exact }: SignFlips): number {
  const tables = blockTables(sums);
  const width = tables.length / PATTERNS;
  let observed = 0;
  let scale = 0;
  for (let i = 0; i < sums.length; i++) {
    observed += sums[i] ?? 0;
    scale += Math.abs(sums[i] ?? 0);
  }
  // Equal up to rounding counts as equal: sums of the same terms in another order.
  const bound = Math.abs(observed) - scale * 1e-12;
  let reached = 0;
  let at = 0;
  for (let flip = 0; flip < flips; flip++) {
    let statistic = 0;
    // No bounds fallback here: this loop is most of the time of a comparison of many models.
    for (let block = 0; block < width; block++) statistic += tables[block * PATTERNS + (words[at++] as number)] as number;
    if (Math.abs(statistic) >= bound) reached++;
  }
  return exact ? reached / flips : (1 + reached) / (flips + 1);
}

/** The signed sum of every pattern of twelve clusters, so that a flip costs one look-up for twelve. @returns `[blocks, 4096]` */
function blockTables(sums: ArrayLike<number>): Float64Array {
  const tables = new Float64Array(Math.ceil(sums.length / BITS) * PATTERNS);
  for (let start = 0, base = 0; start < sums.length; start += BITS, base += PATTERNS) {
    for (let bit = 0; bit < BITS && start + bit < sums.length; bit++) tables[base] = (tables[base] ?? 0) - (sums[start + bit] ?? 0);
    // Every pattern is a smaller one with one more sign kept.
    for (let pattern = 1; pattern < PATTERNS; pattern++) {
      const bit = 31 - Math.clz32(pattern);
      tables[base + pattern] = (tables[base + (pattern ^ (1 << bit))] ?? 0) + 2 * (sums[start + bit] ?? 0);
    }
  }
  return tables;
}

/** Flips that let the smallest of `tests` corrected p values fall well below `alpha`. */
export function drawsNeeded(tests: number, alpha: number, least: number): number {
  return Math.max(least, Math.ceil((2 * tests) / alpha));
}
