import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { ScoreTable } from '../../../src/analysis/compare/score-table.js';
import { analyseTable } from '../../../src/analysis/factorial/analyse-table.js';
import type { TrainingRun } from '../../../src/analysis/factorial/runs.js';
import { seededRandom } from '../../../src/analysis/random.js';
import { packagePath } from '../../../src/base/folders.js';
import type { ComparisonOptions } from '../../../src/types/generated/factorial.js';

interface Simulation {
  readonly normals: (random: ReturnType<typeof seededRandom>) => () => number;
  readonly simulateStudy: (
    normal: () => number,
    given: Readonly<Record<string, unknown>>,
  ) => { table: ScoreTable; runs: readonly TrainingRun[] };
  readonly COMPARISON: ComparisonOptions;
}

const { normals, simulateStudy, COMPARISON } = (await import(
  pathToFileURL(packagePath('bench', 'calibration', 'simulate-study.mjs')).href
)) as Simulation;

/**
 * Studies of which a right test claims something in 5 %: it would exceed the bound by chance once
 * in 2,000 times.
 */
const STUDIES = 300;
const MOST = 0.095;

describe('compare --factor where nothing has an effect', () => {
  it.each([
    [3, 0.0],
    [3, 0.01],
    [5, 0.005],
  ])('%i seeds, standard deviation %f between runs: few false claims', (seeds, run) => {
    const normal = normals(seededRandom(seeds, `level ${String(run)}`));
    const claims = { main: 0, pairs: 0 };
    for (let study = 0; study < STUDIES; study++) {
      const { table, runs } = simulateStudy(normal, { seeds, run, questions: 20 });
      const { groups } = analyseTable(table, runs, { comparison: COMPARISON });
      const [all] = groups;
      for (const family of ['main', 'pairs'] as const) {
        const own = all?.effects.filter((effect) => effect.family === family) ?? [];
        expect(own.every(({ pAdjusted }) => pAdjusted !== null)).toBe(true);
        if (own.some(({ pAdjusted }) => (pAdjusted ?? 1) <= 0.05)) claims[family]++;
      }
    }
    expect(claims.main / STUDIES).toBeLessThan(MOST);
    expect(claims.pairs / STUDIES).toBeLessThan(MOST);
  });

  it('one run per condition carries no claim, and has a tipping point', () => {
    const normal = normals(seededRandom(1, 'one seed'));
    const { table, runs } = simulateStudy(normal, { seeds: 1, run: 0.01, effect: 0.05 });
    const [all] = analyseTable(table, runs, { comparison: COMPARISON }).groups;
    expect(all?.effects.map(({ p, pAdjusted, interval }) => [p, pAdjusted, interval])).toEqual(
      all?.effects.map(() => [null, null, null]),
    );
    expect(new Set(all?.effects.map(({ untested }) => untested))).toEqual(
      new Set(['one run per condition']),
    );
    const main = all?.effects.find(({ name }) => name.startsWith('hybrid − monolingual, mean'));
    const { low = 0, high = 0 } = main?.questions.interval ?? {};
    expect(low).toBeGreaterThan(0);
    // Two conditions on each side: their difference has the variance of one run.
    const sd = main?.tippingPoint ?? 0;
    expect(sd).toBeGreaterThan(0);
    expect(sd).toBeLessThan((main?.estimate ?? 0) / 1.96);
    expect(high).toBeGreaterThan(main?.estimate ?? 1);
  });
});

describe('a difference of a right size', () => {
  it('is found with three seeds where there are enough questions', () => {
    const normal = normals(seededRandom(2, 'power'));
    let found = 0;
    for (let study = 0; study < 40; study++) {
      const { table, runs } = simulateStudy(normal, {
        seeds: 3,
        run: 0.005,
        effect: 0.03,
        questions: 100,
      });
      const [all] = analyseTable(table, runs, { comparison: COMPARISON }).groups;
      const main = all?.effects.find(({ name }) => name.startsWith('hybrid − monolingual, mean'));
      if ((main?.pAdjusted ?? 1) <= 0.05 && (main?.estimate ?? 0) > 0) found++;
    }
    expect(found).toBeGreaterThan(32);
  });
});
