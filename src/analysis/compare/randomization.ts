import type { Random } from '../random.js';

/**
 * Which sign patterns a test looks at: bit 1 keeps the sign of a cluster, bit 0 turns it. The same
 * serve every pair of models.
 */
export interface SignFlips {
  /** Patterns that are looked at (mirrored ones counted once). */
  readonly flips: number;
  readonly clusters: number;
  /** All patterns, the observed one among them; `words` is empty then. */
  readonly exact: boolean;
  /** Twelve clusters to a word, `[flips, ceil(clusters / 12)]`. */
  readonly words: Uint16Array;
}

/** Twelve clusters to a table of 4096 sums: it fits the processor's cache. */
const BITS = 12;
const PATTERNS = 2 ** BITS;
/**
 * Two tables that are sorted and met in the middle: all 2^24 patterns cost less than 10,000 random
 * ones.
 */
const EXACT_CLUSTERS = 2 * BITS;

/** All patterns of up to 24 clusters; of more, random ones. */
export function signFlips(clusters: number, draws: number, random: Random): SignFlips {
  // Flipping every sign gives the mirrored statistic: half of the patterns tell everything.
  if (clusters <= EXACT_CLUSTERS)
    return {
      flips: clusters === 0 ? 1 : 2 ** (clusters - 1),
      clusters,
      exact: true,
      words: new Uint16Array(0),
    };
  const words = new Uint16Array(draws * Math.ceil(clusters / BITS));
  for (let i = 0; i < words.length; i += 2) {
    const random32 = random.below(2 ** 32);
    words[i] = random32 & (PATTERNS - 1);
    if (i + 1 < words.length) words[i + 1] = (random32 >>> 16) & (PATTERNS - 1);
  }
  return { flips: draws, clusters, exact: false, words };
}

/**
 * Two-sided p of the paired randomization test with whole clusters as the units of exchange
 * (Fisher–Pitman; for retrieval Smucker, Allan & Carterette, CIKM 2007). Statistic: the sum of the
 * cluster sums. Sampled flips: (1 + #{|T*| ≥ |T|}) / (flips + 1); all flips: #{|T*| ≥ |T|} / flips.
 * @param sums weighted sum of the differences of each cluster
 */
export function randomizationP(
  sums: ArrayLike<number>,
  { flips, words, exact }: SignFlips,
): number {
  let observed = 0;
  let scale = 0;
  for (let i = 0; i < sums.length; i++) {
    observed += sums[i] ?? 0;
    scale += Math.abs(sums[i] ?? 0);
  }
  // Equal up to rounding counts as equal: sums of the same terms in another order.
  const bound = Math.abs(observed) - scale * 1e-12;
  if (bound <= 0) return 1;
  return exact
    ? shareReached(sums, bound)
    : (1 + countReached(sums, bound, flips, words)) / (flips + 1);
}

/**
 * Share of all sign patterns with |T*| ≥ bound. Patterns mirror each other, so the upper side is
 * half of them.
 */
function shareReached(sums: ArrayLike<number>, bound: number): number {
  const half = Math.floor(sums.length / 2);
  const first = signedSums(sums, 0, half).sort();
  const second = signedSums(sums, half, sums.length).sort();
  let reached = 0;
  let from = second.length;
  // The larger the one sum, the smaller the other may be.
  for (const sum of first) {
    while (from > 0 && sum + (second[from - 1] ?? 0) >= bound) from--;
    reached += second.length - from;
  }
  return (2 * reached) / (first.length * second.length);
}

function countReached(
  sums: ArrayLike<number>,
  bound: number,
  flips: number,
  words: Uint16Array,
): number {
  const width = Math.ceil(sums.length / BITS);
  const tables = new Float64Array(width * PATTERNS);
  for (let block = 0; block < width; block++)
    tables.set(
      signedSums(sums, block * BITS, Math.min(sums.length, (block + 1) * BITS), PATTERNS),
      block * PATTERNS,
    );
  let reached = 0;
  let at = 0;
  for (let flip = 0; flip < flips; flip++) {
    let statistic = 0;
    // No bounds fallback here: this loop is most of the time of a comparison.
    for (let base = 0; base < tables.length; base += PATTERNS)
      statistic += tables[base + (words[at++] as number)] as number;
    if (Math.abs(statistic) >= bound) reached++;
  }
  return reached;
}

/**
 * The sum of `sums[start … end)` under every sign pattern; with `size`, repeated over bits that
 * stand for nothing. @returns `[2 ** (end - start)]` or `[size]`
 */
function signedSums(
  sums: ArrayLike<number>,
  start: number,
  end: number,
  size = 2 ** (end - start),
): Float64Array {
  const table = new Float64Array(size);
  let lowest = 0;
  for (let i = start; i < end; i++) lowest -= sums[i] ?? 0;
  table[0] = lowest;
  for (let pattern = 1; pattern < size; pattern++) {
    // Every pattern is a smaller one with one more sign kept.
    const bit = 31 - Math.clz32(pattern);
    const place = start + bit;
    table[pattern] =
      (table[pattern ^ (1 << bit)] ?? 0) + (place < end ? 2 * (sums[place] ?? 0) : 0);
  }
  return table;
}

/** Flips that let the smallest of `tests` corrected p values fall well below `alpha`. */
export function drawsNeeded(tests: number, alpha: number, least: number): number {
  return Math.max(least, Math.ceil((2 * tests) / alpha));
}
