import { GlottobenchError } from '../../base/errors.js';
import type { Ranking } from '../../types/ranking.js';

/** The hits of one shard. */
export interface ShardHits {
  /** Documents of the shard. */
  readonly documents: number;
  /** One per query, in the order of the queries. */
  readonly hits: readonly Pick<Ranking, 'docs' | 'scores'>[];
}

const MAGIC = 0x31_68_62_67;
const HEADER_WORDS = 6;

/**
 * Hits as bytes: six words (mark, documents, queries, hits, bytes of a score, bytes of the ids),
 * hits per query (uint32), the place of each hit in the list of ids (uint32), its score (float32
 * where that loses nothing, as for vectors; else float64), and the ids as JSON. An id stands once
 * however many queries found it: 8 bytes per hit.
 */
export function packHits({ documents, hits }: ShardHits): Buffer {
  const total = hits.reduce((sum, { docs }) => sum + docs.length, 0);
  const counts = new Uint32Array(hits.length);
  const places = new Uint32Array(total);
  const scores = new Float64Array(total);
  const known = new Map<string, number>();
  let at = 0;
  hits.forEach((ranking, query) => {
    counts[query] = ranking.docs.length;
    ranking.docs.forEach((id, i) => {
      let place = known.get(id);
      if (place === undefined) known.set(id, (place = known.size));
      const score = ranking.scores[i] as number;
      places[at] = place;
      scores[at++] = score;
    });
  });
  const ids = Buffer.from(JSON.stringify([...known.keys()]));
  const exact = scores.every((score) => Math.fround(score) === score);
  const numbers = exact ? Float32Array.from(scores) : scores;
  const header = Uint32Array.of(
    MAGIC,
    documents,
    hits.length,
    total,
    numbers.BYTES_PER_ELEMENT,
    ids.length,
  );
  return Buffer.concat([header, counts, places, numbers].map(bytesOf).concat(ids));
}

function bytesOf(values: Uint32Array | Float32Array | Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

/** @throws GB_DATA_CORRUPT for bytes that are not what `packHits` gives */
export function unpackHits(packed: Buffer): ShardHits {
  // copied to an aligned place
  const bytes = new Uint8Array(packed).buffer;
  if (bytes.byteLength < 4 * HEADER_WORDS) throw corrupt();
  const [magic, documents = 0, queries = 0, total = 0, width = 0, idBytes = 0] = new Uint32Array(
    bytes,
    0,
    HEADER_WORDS,
  );
  const wordsEnd = 4 * (HEADER_WORDS + queries + total);
  const scoresEnd = wordsEnd + width * total;
  if (magic !== MAGIC || (width !== 4 && width !== 8) || scoresEnd + idBytes !== bytes.byteLength)
    throw corrupt();
  const counts = new Uint32Array(bytes, 4 * HEADER_WORDS, queries);
  const places = new Uint32Array(bytes, 4 * (HEADER_WORDS + queries), total);
  const scores =
    width === 4
      ? Float64Array.from(new Float32Array(bytes.slice(wordsEnd, scoresEnd)))
      : new Float64Array(bytes.slice(wordsEnd, scoresEnd));
  const ids = JSON.parse(Buffer.from(bytes, scoresEnd, idBytes).toString('utf8')) as string[];
  let at = 0;
  const hits = Array.from(counts, (count) => {
    const docs = Array.from(places.subarray(at, at + count), (place) => ids[place] ?? '');
    const own = scores.slice(at, at + count);
    at += count;
    return { docs, scores: own };
  });
  return { documents, hits };
}

function corrupt(): GlottobenchError {
  return new GlottobenchError(
    'GB_DATA_CORRUPT',
    'the answer of a worker is not in the form of this version',
  );
}
