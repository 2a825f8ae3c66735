import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateAgainst } from '../../src/base/validate.js';
import { loadTask } from '../../src/registry/load-task.js';
import { taskSubsets } from '../../src/registry/subsets.js';
import { seenPredictor, sizePredictor } from '../../src/analysis/explain/predictors.js';
import { sideLanguage } from '../../src/analysis/aggregate/units.js';
import type { Regression } from '../../src/types/generated/regression.js';
import { runCommand } from '../support/run-command.js';

let out = '';

/**
 * Belebele's monolingual scores, made of exposure and size: 0.4, + 0.3 when seen, + 0.1 per ten
 * times the text, + a little noise.
 */
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'glottobench-regress-'));
  const [seen, size] = [seenPredictor('xlmr'), sizePredictor('xlmr')];
  const subsets = taskSubsets(await loadTask('BelebeleRetrieval')).filter(
    ({ setting }) => setting === 'monolingual',
  );
  for (const [model, base] of [
    ['org/a', 0.4],
    ['org/b', 0.3],
  ] as const) {
    const entries = subsets.map(({ subset, queryLanguages }, i) => {
      const language = sideLanguage(queryLanguages);
      const tenfold = typeof language === 'string' ? NaN : size.of(language);
      const known = typeof language !== 'string' && seen.of(language) === 1;
      return {
        hf_subset: subset,
        languages: queryLanguages,
        main_score:
          base +
          (known ? 0.3 + 0.1 * (Number.isFinite(tenfold) ? tenfold : 0) : 0) +
          ((i * 7) % 11) / 2000,
      };
    });
    const folder = join(out, model.replace('/', '__'), 'r1');
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, 'BelebeleRetrieval.json'),
      JSON.stringify({
        dataset_revision: 'x',
        task_name: 'BelebeleRetrieval',
        mteb_version: '2.26.24',
        scores: { test: entries },
        evaluation_time: 1,
      }),
    );
  }
});
afterAll(() => rm(out, { recursive: true, force: true }));

describe('regress', () => {
  it('finds what the scores were made of, in JSON that matches its schema', async () => {
    const {
      status,
      out: text,
      err,
    } = await runCommand([
      'regress',
      'org/a',
      out,
      '--backbone',
      'xlmr',
      '--json',
      '--draws',
      '200',
    ]);
    expect([status, err]).toEqual([0, '']);
    const found = JSON.parse(text) as Regression;
    expect(validateAgainst('regression.schema.json', found)).toEqual([]);
    expect(
      found.regressions.map(({ set, predictors }) => [set, predictors.map(({ id }) => id)]),
    ).toEqual([
      ['all', ['distance:syntactic', 'seen', 'log-size-if-seen']],
      ['seen', ['distance:syntactic', 'log-size']],
    ]);
    const [all, within] = found.regressions;
    const coefficient = (regression: typeof all, id: string): number =>
      regression?.predictors.find((one) => one.id === id)?.coefficient ?? NaN;
    expect(coefficient(all, 'distance:syntactic')).toBeCloseTo(0, 1);
    expect(coefficient(all, 'log-size-if-seen')).toBeCloseTo(0.1, 2);
    expect(coefficient(within, 'log-size')).toBeCloseTo(0.1, 2);
    expect(all?.r2).toBeGreaterThan(0.99);
    expect(all?.predictors.find(({ id }) => id === 'seen')?.partialR2).toBeGreaterThan(0.9);
    expect(
      all?.collinearity.exposureAndGenealogy.every(({ cramersV }) => (cramersV ?? 0) > 0.3),
    ).toBe(true);
    expect(all?.leftOut.length).toBeGreaterThan(5);
  });

  it('explains a difference that is the same in every language by nothing', async () => {
    const { out: text } = await runCommand([
      'regress',
      'org/a',
      out,
      '--backbone',
      'xlmr',
      '--minus',
      'org/b',
      '--csv',
      '--draws',
      '100',
    ]);
    const [header = '', ...lines] = text.trimEnd().split('\n');
    const place = header.split(',').indexOf('coefficient');
    expect(lines.length).toBe(5);
    for (const line of lines) expect(Math.abs(Number(line.split(',')[place]))).toBeLessThan(1e-9);
  });

  it.each([80, 120])(
    'prints tables that fit %i columns and say how to read them',
    async (columns) => {
      const { out: text } = await runCommand(
        [
          'regress',
          out,
          '--backbone',
          'xlmr',
          '--draws',
          '100',
          '--distance',
          'syntactic,geographic',
        ],
        columns,
      );
      for (const line of text.split('\n'))
        expect([line, line.length <= columns]).toEqual([line, true]);
      expect(text.replace(/\s+/g, ' ')).toContain('being seen goes with family');
      expect(text.replace(/\s+/g, ' ')).toContain(
        'observational: languages that are far away also have less text',
      );
    },
  );

  it.each([
    [['regress', '--backbone', 'xlmr', '--distance', 'syntatic'], 'did you mean: syntactic?'],
    [['regress'], '--backbone xlmr names it for all models'],
    [
      ['regress', '--backbone', 'xlmr', '--distance-table', 'none.csv'],
      'this table cannot be read',
    ],
    [['regress', '--backbone', 'xlmr', '--minus', 'org/c'], 'there are no results of "org/c"'],
    [['regress', '--backbone', 'xlmr', '--draws', '3'], 'whole number of at least 100'],
  ])('%j is refused with a reason', async (argv, message) => {
    const { status, err } = await runCommand([...argv, '--results', out]);
    expect(status).toBeGreaterThan(1);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
  });
});
