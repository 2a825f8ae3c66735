import type { Random } from '../random.js';

/** Sign flips of clusters, eight to a byte: bit 1 keeps the sign, bit 0 turns it. The same flips serve every pair of models. */
export interface SignFlips {
  readonly flips: number;
  readonly clusters: number;
  /** `[flips, ceil(clusters / 8)]` */
  readonly bytes: Uint8Array;
  /** All sign patterns (up to the mirrored half), the observed one among them. */
  readonly exact: boolean;
}

const BITS = 8;
const PATTERNS = 2 ** BITS;

/** Random flips, or all of them when those are no more than `draws`. */
export function signFlips(clusters: number, draws: number, random: Random): SignFlips {
  const width = Math.ceil(clusters / BITS);
  // Flipping every sign gives the mirrored statistic: half of the patterns tell everything.
  const patterns = clusters === 0 ? 1 : 2 ** (clusters - 1);
  if (patterns <= draws) {
    const bytes = new Uint8Array(patterns * width);
    for (let pattern = 0; pattern < patterns; pattern++) {
      for (let block = 0; block < width; block++) bytes[pattern * width + block] = Math.floor(pattern / 2 ** (BITS * block)) & 0xff;
    }
    return { flips: patterns, clusters, bytes, exact: true };
  }
  const bytes = new Uint8Array(draws * width);
  for (let i = 0; i < bytes.length; i += 4) {
    const word = random.below(2 ** 32);
    for (let j = 0; j < 4 && i + j < bytes.length; j++) bytes[i + j] = (word >>> (BITS * j)) & 0xff;
  }
  return { flips: draws, clusters, bytes, exact: false };
}

/**
 * Two-sided p of the paired randomization test with whole clusters as the units of exchange (Fisher–Pitman; for
 * retrieval Smucker, Allan & Carterette, CIKM 2007). Statistic: the sum of the cluster sums.
 * Sampled flips: (1 + #{|T*| ≥ |T|}) / (flips + 1); all flips: #{|T*| ≥ |T|} / flips.
 * @param sums weighted sum of the differences of each cluster
 */
export function randomizationP(sums: ArrayLike<number>, { flips, bytes, exact }: SignFlips): number {
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
    for (let block = 0; block < width; block++) statistic += tables[block * PATTERNS + (bytes[at++] as number)] as number;
    if (Math.abs(statistic) >= bound) reached++;
  }
  return exact ? reached / flips : (1 + reached) / (flips + 1);
}

/** The signed sum of every pattern of eight clusters, so that a flip costs one look-up for eight. @returns `[blocks, 256]` */
function blockTables(sums: ArrayLike<number>): Float64Array {
  const tables = new Float64Array(Math.ceil(sums.length / BITS) * PATTERNS);
  for (let start = 0, at = 0; start < sums.length; start += BITS) {
    for (let pattern = 0; pattern < PATTERNS; pattern++) {
      let sum = 0;
      for (let bit = 0; bit < BITS && start + bit < sums.length; bit++) sum += (pattern >> bit) & 1 ? (sums[start + bit] ?? 0) : -(sums[start + bit] ?? 0);
      tables[at++] = sum;
    }
  }
  return tables;
}

/** Flips that let the smallest of `tests` corrected p values fall well below `alpha`. */
export function drawsNeeded(tests: number, alpha: number, least: number): number {
  return Math.max(least, Math.ceil((2 * tests) / alpha));
}
