import { compareCodePoints } from '../base/python.js';

/** Positions that fit beside 32 bits of score in the 53 bits of a double. */
const PACKED_LIMIT = 2 ** 21;

/**
 * Ranks all documents of a pool, query after query: score descending, then document id descending
 * (mteb's order of hits). Ids are put in order once; every sort after that is of numbers alone. A
 * document id that comes twice keeps its better place.
 */
export class FullOrder {
  /** Ids, descending. */
  readonly #ids: readonly string[];
  /** Place in id order → column of the scores. */
  readonly #columns: Uint32Array;
  readonly #repeated: boolean;

  constructor(ids: readonly string[]) {
    this.#columns = Uint32Array.from(ids.keys()).sort((a, b) =>
      compareCodePoints(ids[b] ?? '', ids[a] ?? ''),
    );
    this.#ids = Array.from(this.#columns, (column) => ids[column] ?? '');
    this.#repeated = this.#ids.some((id, i) => i > 0 && id === this.#ids[i - 1]);
  }

  /**
   * @param scores `[ids]`, in the order of the ids that were given
   * @returns scores in the precision they came in
   */
  rank(scores: Float32Array | Float64Array): {
    docs: string[];
    scores: Float32Array | Float64Array;
  } {
    const ordered = gather(scores, this.#columns);
    let places = packedOrder(ordered) ?? sparseOrder(ordered);
    if (this.#repeated) places = this.#firstOfEach(places);
    const docs = new Array<string>(places.length);
    for (let i = 0; i < places.length; i++) docs[i] = this.#ids[places[i] as number] as string;
    return { docs, scores: gather(ordered, places) };
  }

  #firstOfEach(places: Uint32Array): Uint32Array {
    const seen = new Set<string>();
    return places.filter((place) => {
      const id = this.#ids[place] ?? '';
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    });
  }
}

function gather(
  values: Float32Array | Float64Array,
  places: Uint32Array,
): Float32Array | Float64Array {
  const chosen =
    values instanceof Float32Array
      ? new Float32Array(places.length)
      : new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) chosen[i] = values[places[i] as number] as number;
  return chosen;
}

/**
 * Scores of a float32 matrix product, as those of encoders are, are packed with their place into
 * one double each and sorted without a comparator, which is several times faster. Undefined where
 * scores need more than 32 bits.
 */
function packedOrder(scores: Float32Array | Float64Array): Uint32Array | undefined {
  if (scores.length > PACKED_LIMIT) return undefined;
  const single = new Float32Array(1);
  const bits = new Uint32Array(single.buffer);
  const keys = new Float64Array(scores.length);
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    // Adding 0 makes −0 and 0 one score.
    single[0] = score + 0;
    if (single[0] !== score) return undefined;
    const pattern = bits[0] as number;
    // Patterns of positive floats grow with the value, those of negative ones fall: turned so that
    // the best key is least.
    const descending = pattern >= 0x80000000 ? pattern : 0x7fffffff - pattern;
    keys[i] = descending * PACKED_LIMIT + i;
  }
  keys.sort();
  const places = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) places[i] = (keys[i] as number) % PACKED_LIMIT;
  return places;
}

/** Any scores. Zeros, which are most of BM25's, need no sort: they stand in id order already. */
function sparseOrder(scores: Float32Array | Float64Array): Uint32Array {
  const above: number[] = [];
  const zero: number[] = [];
  const below: number[] = [];
  scores.forEach((score, i) => (score > 0 ? above : score === 0 ? zero : below).push(i));
  const better = (a: number, b: number): number => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b;
  return joinPlaces(above.sort(better), zero, below.sort(better));
}

function joinPlaces(...parts: readonly (readonly number[])[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
