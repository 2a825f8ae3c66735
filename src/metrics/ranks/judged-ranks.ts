import { GlottobenchError } from '../../base/errors.js';
import { compareCodePoints } from '../../base/python.js';
import type { JudgedHit, JudgedRanks } from '../../types/judged-ranks.js';
import type { HitBuffer } from './hit-buffer.js';

/**
 * Finds the ranks without sorting documents: a rank is one more than the number of hits that come
 * before. Order: score descending, as float32 (trec_eval) and as float64 (mteb's MRR); ties by id
 * descending, code points.
 * @param grades document id → grade; grades of 0 and below are not relevant
 * @throws GB_INPUT_INVALID when a relevant document occurs twice among the hits; `judgedHits` for
 * any judged document
 */
export function judgeRanks(hits: HitBuffer, grades: ReadonlyMap<string, number>): JudgedRanks {
  const idealGrades: number[] = [];
  let nonrelevant = 0;
  for (const grade of grades.values()) {
    if (grade > 0) idealGrades.push(grade);
    else if (grade === 0) nonrelevant++;
  }
  idealGrades.sort((a, b) => b - a);
  const positions = judgedPositions(hits, grades, isRelevant, idealGrades.length);
  const found = rankedHits(hits, grades, positions);
  return {
    relevant: idealGrades.length,
    nonrelevant,
    retrieved: hits.length,
    idealGrades,
    ranks: found.map((entry) => entry.rank),
    grades: found.map((entry) => entry.grade),
    docs: found.map((entry) => entry.doc),
    firstRank: firstRank(hits, positions, found),
    judgedHits: () =>
      rankedHits(
        hits,
        grades,
        judgedPositions(hits, grades, () => true, grades.size),
      ),
  };
}

interface RankedHit extends JudgedHit {
  readonly doc: string;
}

function isRelevant(grade: number): boolean {
  return grade > 0;
}

/** The hits at these positions, best first. */
function rankedHits(
  hits: HitBuffer,
  grades: ReadonlyMap<string, number>,
  positions: readonly number[],
): RankedHit[] {
  if (positions.length === 0) return [];
  const { single, length, docs } = hits;
  const sorted = isDescending(single, length)
    ? single
    : Float32Array.from(single.subarray(0, length)).sort().reverse();
  const found = positions.map((position) => {
    const doc = docs[position] as string;
    return { doc, grade: grades.get(doc) as number, rank: rankOf(position, hits, sorted) };
  });
  return found.sort((a, b) => a.rank - b.rank);
}

function firstRank(
  hits: HitBuffer,
  positions: readonly number[],
  [first]: readonly RankedHit[],
): number {
  if (first === undefined) return Infinity;
  return sameInBothPrecisions(hits) ? first.rank : firstRankInDouble(positions, hits);
}

/**
 * Up to so many comparisons, scanning the hits for each relevant document beats asking a map for
 * each hit: no hash, few cache misses.
 */
const SCAN_LIMIT = 12_000;

/** Positions of the judged documents whose grade is wanted, `wantedCount` at most. */
function judgedPositions(
  { docs }: HitBuffer,
  grades: ReadonlyMap<string, number>,
  wanted: (grade: number) => boolean,
  wantedCount: number,
): number[] {
  const positions: number[] = [];
  if (wantedCount === 1 || wantedCount * docs.length <= SCAN_LIMIT) {
    for (const [doc, grade] of grades) {
      if (!wanted(grade)) continue;
      const position = docs.indexOf(doc);
      if (position === -1) continue;
      if (docs.includes(doc, position + 1)) throw repeated(doc);
      positions.push(position);
    }
    return positions;
  }
  for (let i = 0; i < docs.length; i++) {
    const grade = grades.get(docs[i] as string);
    if (grade !== undefined && wanted(grade)) positions.push(i);
  }
  const seen = new Set<string>();
  for (const position of positions) {
    const doc = docs[position] as string;
    if (seen.has(doc)) throw repeated(doc);
    seen.add(doc);
  }
  return positions;
}

function repeated(doc: string): GlottobenchError {
  return new GlottobenchError(
    'GB_INPUT_INVALID',
    `document "${doc}" stands twice in the hits of a query`,
  );
}

/** `sorted` holds the float32 scores in descending order. */
function rankOf(position: number, hits: HitBuffer, sorted: Float32Array): number {
  const { single, docs, length } = hits;
  const score = single[position] as number;
  const doc = docs[position] as string;
  const above = countAbove(sorted, length, score);
  let rank = above + 1;
  if (above + 1 >= length || (sorted[above + 1] as number) !== score) return rank;
  // Tied. Among descending hits the group is one block; elsewhere it may be anywhere.
  const [from, to] = sorted === single ? [above, length] : [0, length];
  for (let i = from; i < to; i++) {
    if (single[i] === score) {
      if (i !== position && compareCodePoints(docs[i] as string, doc) > 0) rank++;
    } else if (sorted === single) break;
  }
  return rank;
}

/** Number of values greater than `score` in a descending array, by bisection. */
function countAbove(sorted: Float32Array, length: number, score: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) > score) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isDescending(scores: Float32Array, length: number): boolean {
  for (let i = 1; i < length; i++)
    if ((scores[i] as number) > (scores[i - 1] as number)) return false;
  return true;
}

/**
 * Scores that come out of float32 similarities are the same in both precisions, and so is their
 * order.
 */
function sameInBothPrecisions({ single, double, length }: HitBuffer): boolean {
  for (let i = 0; i < length; i++) if (single[i] !== double[i]) return false;
  return true;
}

function firstRankInDouble(
  positions: readonly number[],
  { double, docs, length }: HitBuffer,
): number {
  const before = (a: number, b: number): boolean => {
    const x = double[a] as number;
    const y = double[b] as number;
    return x > y || (x === y && compareCodePoints(docs[a] as string, docs[b] as string) > 0);
  };
  const best = positions.reduce((a, b) => (before(b, a) ? b : a));
  let rank = 1;
  for (let i = 0; i < length; i++) if (i !== best && before(i, best)) rank++;
  return rank;
}
