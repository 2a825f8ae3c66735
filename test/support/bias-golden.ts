import { readFileSync } from 'node:fs';
import { packagePath } from '../../src/base/folders.js';
import type { Ranking } from '../../src/types/ranking.js';
import type { Qrels } from '../../src/types/text.js';

interface Values {
  values: number[];
  mean: number;
}
interface ByQuery {
  values: Record<string, number>;
  mean: number;
}
interface Cells {
  values: number[];
  queries: number[];
  pool: number[];
  ratio: number[];
}
interface StoredSet<Expected> {
  qrels: Record<string, Record<string, number>>;
  run: Record<string, number[]>;
  expected: Expected;
}

interface Golden {
  docs: string[];
  pool: Record<string, number>;
  pool_set: StoredSet<
    Record<
      string,
      ByQuery &
        Cells & {
          distance: Record<string, number>;
          by_language: Record<string, number>;
          macro: number;
          macro_normalised: number;
          left_out: number;
          value: number;
          pairs: Record<string, number>;
        }
    >
  >;
  graded_set: StoredSet<Record<string, Values>> & { weights: Record<string, number> };
  peer_constant: Record<string, number>;
  chi_square: [x: number, degrees: number, survival: number][];
}

/** Values that test/fixtures/metrics/make.py computed with numpy and scipy. */
export const golden = JSON.parse(
  readFileSync(packagePath('test', 'fixtures', 'metrics', 'bias.json'), 'utf8'),
) as Golden;

export const qrelsOf = (set: { qrels: Record<string, Record<string, number>> }): Qrels =>
  new Map(Object.entries(set.qrels).map(([q, docs]) => [q, new Map(Object.entries(docs))]));
export const rankingsOf = (set: { run: Record<string, number[]> }): Ranking[] =>
  Object.entries(set.run).map(([query, scores]) => ({
    query,
    docs: golden.docs,
    scores: Float32Array.from(scores),
  }));
export const languageOfQuery = (query: string): string => query.slice(0, 2);
export const languageOfDocument = (doc: string): string => doc.slice(0, 2);
export const LANGUAGES = Object.keys(golden.pool);

/** `expect(x).toBeCloseTo` for arrays, to 1e-12. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  return Math.max(
    0,
    ...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))).map((d) =>
      Number.isNaN(d) ? Infinity : d,
    ),
  );
}
