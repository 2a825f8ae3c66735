import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { parsePythonJson } from '../../src/base/json.js';
import type { ScoreDictionary } from '../../src/types/scores.js';

/** `{cell: scores}` as a Python program wrote it; NaN included. */
export function readOracleScores(path: string): Readonly<Record<string, ScoreDictionary>> {
  return parsePythonJson(readFileSync(path, 'utf8'), path) as Record<string, ScoreDictionary>;
}

/**
 * Both sides are rounded to five places: one step of the last place is 1e-5 and, as a float, a
 * little more.
 */
const ROUNDING = 1e-9;

const COMPARED = /^(ndcg|map|recall|precision|mrr|hit_rate)_at_\d+$|^accuracy$/;

/**
 * Every score of a ranked list within `tolerance`; a failure names them all. nAUC divides by
 * differences and may amplify the last digit.
 */
export function expectSameScores(
  actual: ScoreDictionary,
  expected: ScoreDictionary | undefined,
  tolerance: number,
): void {
  const keys = Object.keys(expected ?? {}).filter((key) => COMPARED.test(key));
  expect(keys).toHaveLength(43);
  const off = keys.filter(
    (key) => !(Math.abs((actual[key] ?? NaN) - (expected?.[key] ?? NaN)) <= tolerance + ROUNDING),
  );
  expect(off.map((key) => [key, actual[key], expected?.[key]])).toEqual([]);
  expect(actual['ndcg_at_1000']).toBeGreaterThan(0);
}
