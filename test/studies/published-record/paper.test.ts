import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../../src/base/folders.js';
import { analysePaper, tableKey } from '../../../studies/published-record/paper-analysis.js';
import { readPublished } from '../../../src/results/import/published-cells.js';

const cells = readPublished(packagePath('results', 'published', 'hybrid-batch.csv'));
const analysis = analysePaper(cells, 0.95);

describe('the published cells', () => {
  it('are 936, and their means are the printed ones (tables 1 and 2: mono, cross, hybrid)', () => {
    expect(cells).toHaveLength(936);
    const mean = (
      dataset: string,
      setting: string,
      metric: string,
      backbone: string,
      batching: string,
    ): number =>
      analysis.tables
        .find(
          (table) =>
            table.dataset === dataset && table.setting === setting && table.metric === metric,
        )
        ?.cells.find((one) => one.backbone === backbone && one.batching === batching)?.mean ?? NaN;
    const printed: readonly (readonly [string, string, string, string, readonly number[]])[] = [
      ['XQuAD-R', 'multilingual', 'map', 'XLM-R', [0.547, 0.593, 0.593]],
      ['XQuAD-R', 'monolingual', 'map', 'LaBSE', [0.808, 0.801, 0.817]],
      ['MLQA-R', 'cross-lingual', 'map', 'LaBSE', [0.656, 0.677, 0.681]],
      ['XQuAD-R', 'multilingual', 'rank_distance', 'XLM-R', [410, 295, 287]],
      ['MIRACL-dev', 'monolingual', 'ndcg_at_10', 'LaBSE', [0.4551, 0.4184, 0.4411]],
    ];
    for (const [dataset, setting, metric, backbone, values] of printed) {
      const found = ['monolingual', 'cross-lingual', 'hybrid'].map((batching) =>
        mean(dataset, setting, metric, backbone, batching),
      );
      // The paper cuts some means instead of rounding them.
      values.forEach((value, i) =>
        expect(Math.abs((found[i] ?? NaN) - value)).toBeLessThan(
          metric === 'rank_distance' ? 1 : 0.001,
        ),
      );
    }
  });

  it('give 16 tables and 28 corrected comparisons of hybrid batches', () => {
    expect(analysis.tables).toHaveLength(16);
    expect(analysis.primary).toHaveLength(28);
    expect(
      analysis.primary.every(
        ({ to, p, pAdjusted, familyP, familyPAdjusted }) =>
          to === 'hybrid' && familyPAdjusted >= familyP && p === null && pAdjusted === null,
      ),
    ).toBe(true);
  });

  it('exchange batches within families by all sign patterns: six families up give 2 / 2^6', () => {
    const effect = analysis.primary.find(
      (one) =>
        one.dataset === 'XQuAD-R' &&
        one.setting === 'multilingual' &&
        one.backbone === 'XLM-R' &&
        one.from === 'monolingual',
    );
    expect([effect?.languages.positive, effect?.languages.of, effect?.familyP]).toEqual([
      11,
      11,
      2 / 2 ** 6,
    ]);
    // Eleven languages of these families are worth 2.5 degrees of freedom: no interval.
    expect(effect?.languages).toMatchObject({ interval: null, families: 6 });
    expect(effect?.tippingPoint).toBeCloseTo((effect?.estimate ?? 0) / (1.96 * Math.SQRT2), 5);
  });

  it('have effects that are differences of the cells they name', () => {
    for (const table of analysis.tables) {
      const mean = (backbone: string, batching: string): number => {
        const values = table.values.get(tableKey({ backbone, batching })) ?? [];
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      };
      for (const { kind, name, estimate } of table.effects) {
        const [, to = '', from = '', first = '', second = ''] =
          /^\((.+) − (.+)\): (.+) − (.+)$/.exec(name) ?? [];
        if (kind === 'interaction')
          expect(estimate).toBeCloseTo(
            mean(first, to) - mean(first, from) - mean(second, to) + mean(second, from),
            10,
          );
      }
    }
  });
});
