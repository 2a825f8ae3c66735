import { describe, expect, it } from '@jest/globals';
import { roundForDisk } from '../../src/metrics/arithmetic/disk-rounding.js';
import { scoreRankings } from '../../src/metrics/score-rankings.js';
import { packagePath } from '../../src/base/folders.js';
import { asRankings, readCases, type MetricCase } from '../support/metric-cases.js';

const ORACLE = packagePath('..', 'shared', 'mteb', 'metrics-oracle');
const sets: [name: string, cases: MetricCase[]][] = [
  [
    'golden cases that ship with the repository',
    readCases(packagePath('test', 'fixtures', 'metrics', 'cases')),
  ],
  ['the 47 golden cases', readCases(ORACLE)],
  ['the 61 sharper cases', readCases(`${ORACLE}/extra`)],
];

/** trec_eval's names of the values that the older cases hold per query. */
const TREC_NAMES: Record<string, string> = {
  P_5: 'precision_at_5',
  recall_100: 'recall_at_100',
  ndcg_cut_10: 'ndcg_at_10',
  map_cut_10: 'map_at_10',
  map_cut_1000: 'map_at_1000',
  success_1: 'hit_rate_at_1',
};

describe.each(sets)('%s', (label, cases) => {
  if (cases.length === 0) {
    it.skip(`skipped: ../shared/mteb/metrics-oracle is not here (${label})`, () => undefined);
    return;
  }

  it.each(cases.map((one) => [one.name, one] as const))(
    '%s: every score is bit for bit that of Python mteb',
    (_name, one) => {
      const { scores, perQuery } = scoreRankings(asRankings(one.run), one.qrels, one.options);
      expect(Object.entries(scores)).toEqual(one.expected);
      for (const [key, expected] of one.expected)
        expect(Object.is(scores[key], expected) || scores[key] === expected).toBe(true);
      if (one.expectedDisk !== undefined)
        expect(Object.entries(roundForDisk(scores))).toEqual(one.expectedDisk);
      for (const [query, values] of Object.entries(one.perQuery ?? {})) {
        const row = perQuery.queries.indexOf(query);
        expect(row).toBeGreaterThanOrEqual(0);
        for (const [name, value] of Object.entries(values))
          expect([name, perQuery.values[TREC_NAMES[name] ?? '']?.[row]]).toEqual([name, value]);
      }
    },
  );
});
