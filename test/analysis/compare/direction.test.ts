import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aggregate } from '../../../src/analysis/aggregate/aggregate.js';
import { compareModels, compareTable } from '../../../src/analysis/compare/compare.js';
import { findModels } from '../../../src/analysis/compare/find-models.js';
import { pairScores } from '../../../src/analysis/compare/score-table.js';
import { overviewTables } from '../../../src/report/overview-tables.js';
import { directionOf } from '../../../src/scores/direction.js';
import type { Comparison } from '../../../src/types/generated/comparison.js';
import { runCommand } from '../../support/run-command.js';
import { writeSmallModel, XQUAD } from '../../support/small-results.js';
import { cell } from '../aggregate/cells.js';

let out = '';
/** Rank distances: `near` is better than `far` in every language but one. */
const DISTANCE: Record<string, (subset: string, i: number) => number> = {
  near: (subset, i) => (subset === 'de' ? 9 : 2) + (i % 3),
  far: (_, i) => 5 + (i % 4),
  alike: (_, i) => 5 + ((i + 1) % 4),
};
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'glottobench-direction-'));
  for (const [name, distance] of Object.entries(DISTANCE)) {
    const subsets = XQUAD;
    await writeSmallModel(out, {
      name: `low/${name}`,
      subsets,
      score: distance,
      metric: 'rank_distance',
    });
    // The same turned round: what is ranked by it must come out alike.
    await writeSmallModel(out, {
      name: `high/${name}`,
      subsets,
      score: (subset, i) => 100 - distance(subset, i),
    });
  }
});
afterAll(() => rm(out, { recursive: true, force: true }));

const METRIC = { low: 'rank_distance', high: 'ndcg_at_10' };

async function compared(side: 'low' | 'high'): Promise<Comparison> {
  const names = Object.keys(DISTANCE).map((name) => `${side}/${name}`);
  const { models } = await findModels(names, { out, metric: METRIC[side] });
  return compareModels(models, { draws: 100, flips: 1000 });
}

describe('a score that is better when low', () => {
  it('ranks, wins and separates as its mirror image does', async () => {
    const [low, high] = [await compared('low'), await compared('high')];
    const shape = ({ groups }: Comparison): unknown =>
      groups.map(({ ranking, pairs }) => ({
        ranking: ranking.map(({ model, letters, places }) => [
          model.slice(model.indexOf('/') + 1),
          letters,
          places,
        ]),
        pairs: pairs.map(({ wins, losses, ties, p }) => [wins, losses, ties, p]),
      }));
    expect(low.metrics).toEqual(['rank_distance']);
    expect(low.groups[0]?.ranking[0]?.model).toBe('low/near');
    expect(low.groups[0]?.pairs[0]).toMatchObject({ wins: 11, losses: 1, ties: 0 });
    expect(shape(low)).toEqual(shape(high));
    expect(low.groups[0]?.pairs[0]?.difference).toBeLessThan(0);
  });

  it('fails a bound where it is higher, and is called better where it is lower', async () => {
    const bound = (a: string, b: string): ReturnType<typeof runCommand> =>
      runCommand([
        ...['compare', a, b, '--results', out, '--metric', 'rank_distance'],
        ...['--fail-if-worse', '1', '--draws', '100'],
      ]);
    const better = await bound('low/near', 'low/far');
    expect([better.status, better.out]).toEqual([0, expect.stringContaining('A is better')]);
    const worse = await bound('low/far', 'low/near');
    expect([worse.status, worse.out]).toEqual([5, expect.stringContaining('B is better')]);
  });

  it('stands first in the table of many models', () => {
    const of = (metric: string, sign: number): (string | undefined)[] =>
      overviewTables(
        aggregate(
          [3, 1, 2].map((score) =>
            cell('deu-Latn', 10 + sign * score, {
              metric,
              model: { name: `org/${String(score)}`, revision: 'a', backbone: undefined },
            }),
          ),
          { by: [], draws: 0 },
        ),
      )[0]?.rows.map(([name]) => name) ?? [];
    expect(of('rank_distance', 1)).toEqual(['org/1', 'org/2', 'org/3']);
    expect(of('ndcg_at_10', 1)).toEqual(['org/3', 'org/2', 'org/1']);
  });
});

describe('scores of both kinds', () => {
  it('are not averaged by compare', async () => {
    const { models } = await findModels(['high/near', 'high/far'], { out });
    const table = await pairScores(models);
    const cells = table.cells.map((one, i) =>
      i === 0 ? { ...one, metric: 'rank_distance' } : one,
    );
    expect(() => compareTable({ ...table, cells })).toThrow(
      'a mean over ndcg_at_10, rank_distance says nothing',
    );
  });

  it('have no common direction', () => {
    expect(directionOf(['ndcg_at_10', 'rank_distance'])).toBe('mixed');
    expect(directionOf(['rank_distance', 'rank_distance_normalised'])).toBe('lower');
    expect(directionOf(['ndcg_at_10', 'of_nobody'])).toBe('higher');
    expect(directionOf([])).toBe('higher');
  });
});
