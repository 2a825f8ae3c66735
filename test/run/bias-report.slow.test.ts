import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { biasPath, readBias } from '../../src/results/bias-file.js';
import { cellPath, QUERY_SCORES, RUNS } from '../../src/results/cell-files.js';
import { readRun } from '../../src/formats/run-file.js';
import { readQueryScores } from '../../src/results/query-scores-file.js';
import type { TaskResult } from '../../src/types/generated/task-result.js';
import { runCommand } from '../support/run-command.js';
import { useTemporaryCache } from '../support/temporary-cache.js';

const root = mkdtempSync(join(tmpdir(), 'glottobench-bias-'));
afterAll(() => rmSync(root, { recursive: true }));
const revision = (out: string): string => join(root, out, 'glottobench__random', 'seed-0');
const report = (out: string) => readBias(biasPath(revision(out), 'UDHRRetrieval', 'test'));
const cell = (subset: string) => ({ task: 'UDHRRetrieval', split: 'test', subset });
const run = async (out: string, subsets: string, ...more: string[]): Promise<string> => {
  const done = await runCommand([
    'run',
    '-m',
    'random',
    '-t',
    'UDHRRetrieval',
    '--subsets',
    subsets,
    '--out',
    join(root, out),
    ...more,
  ]);
  expect(done.status).toBe(0);
  return done.out;
};

describe('report of language bias', () => {
  useTemporaryCache();

  it('grows with each run, and is the same as that of one run', async () => {
    await run('steps', 'eng-multi,eng-tur');
    const first = await report('steps');
    expect(first.rows.map(({ query_language }) => query_language)).toEqual(['eng-Latn']);
    expect(first.mrc).toMatchObject({ value: null, reason: 'needs questions in two languages' });
    await run('steps', 'eng-multi,tur-multi,mri-multi');
    await run('once', 'eng-multi,tur-multi,mri-multi');
    const steps = await report('steps');
    expect(steps).toEqual(await report('once'));
    expect(steps.rows).toHaveLength(3);
    expect(steps.mrc.comparisons).toBeGreaterThan(250);
  }, 120_000);

  it('keeps as many hits as --run-depth says, and scores as ever', async () => {
    await run('shallow', 'eng-multi,tur-multi,mri-multi', '--run-depth', '3');
    const hits = await readRun(join(revision('shallow'), cellPath(RUNS, cell('eng-multi'))));
    expect(new Set(hits.map(({ docs }) => docs.length))).toEqual(new Set([3]));
    expect(await report('shallow')).toEqual(await report('once'));
    const kept = await readRun(join(revision('once'), cellPath(RUNS, cell('eng-multi'))));
    expect(
      kept.every(
        ({ docs, query }) =>
          docs.length === 100 &&
          hits.find((hit) => hit.query === query)?.docs.join() === docs.slice(0, 3).join(),
      ),
    ).toBe(true);
    // What is compared is kept apart from the run files: a later run has it too.
    await run('shallow', 'eng-multi', '--fresh');
    expect(await report('shallow')).toEqual(await report('once'));
  }, 120_000);

  it('agrees with the scores and per-query values of the result', async () => {
    const { rows, macro, documents } = await report('once');
    const { scores } = JSON.parse(
      readFileSync(join(revision('once'), 'UDHRRetrieval.json'), 'utf8'),
    ) as TaskResult;
    for (const row of rows) {
      const entry = scores['test']?.find(
        ({ hf_subset }) => hf_subset === row.subset,
      ) as unknown as Record<string, number>;
      expect(entry['rank_distance']).toBeCloseTo(row.rank_distance.value ?? NaN, 6);
      expect(entry['lareqa_map']).toBeCloseTo(row.lareqa_map, 6);
      // The own paragraph is not a candidate.
      expect(row.candidates).toBe(
        Object.values(documents).reduce((sum, count) => sum + count, 0) - 1,
      );
      // Fourteen answers: both denominators are the same from cut-off 20 on.
      expect(entry['lareqa_map_at_10']).toBeGreaterThan(entry['map_at_10'] ?? NaN);
      expect(entry['lareqa_map_at_1000']).toBeCloseTo(entry['map_at_1000'] ?? NaN, 4);
      expect(entry['lareqa_map_at_1000']).toBeCloseTo(row.lareqa_map, 6);
      const { queries, values } = await readQueryScores({
        path: join(revision('once'), cellPath(QUERY_SCORES, cell(row.subset))),
        cell: cell(row.subset),
        exact: true,
        rivals: [],
      });
      const distances = Array.from(values['rank_distance'] ?? []);
      expect(queries).toHaveLength(row.queries);
      expect(distances.reduce((sum, value) => sum + value, 0) / distances.length).toBeCloseTo(
        row.rank_distance.value ?? NaN,
        9,
      );
      expect(
        Object.values(row.share.by_language).reduce((sum, value) => sum + value, 0),
      ).toBeCloseTo(1, 9);
      expect(row.single_answer_map[row.query_language]).toBeUndefined();
      expect(row.peer.reason).toContain('PEER would be the same for every ranking');
    }
    expect(macro.rank_distance).toBeCloseTo(
      rows.reduce((sum, row) => sum + (row.rank_distance.value ?? NaN), 0) / 3,
      9,
    );
  });

  it('is shown by results bias, from a file or from any folder above, and after a run', async () => {
    const shown = await runCommand(
      ['results', 'bias', join(root, 'once'), '--matrix', 'share,answers,mrc'],
      80,
    );
    expect(shown.status).toBe(0);
    expect(shown.out).toMatch(/asked in +queries/);
    expect(shown.out).toMatch(/eng-Latn +50/);
    // Fifteen languages, in bands that fit 80 columns.
    expect(
      shown.out
        .match(/^ +pool( +\.\d{3})+$/gm)
        ?.join(' ')
        .match(/\.\d{3}/g),
    ).toHaveLength(15);
    const json = JSON.parse(
      (
        await runCommand([
          'results',
          'bias',
          biasPath(revision('once'), 'UDHRRetrieval', 'test'),
          '--json',
        ])
      ).out,
    ) as unknown[];
    expect(json).toEqual([await report('once')]);
    expect(await run('shown', 'kor-multi')).toContain('language bias · UDHRRetrieval test');
    expect((await runCommand(['results', 'bias', revision('once'), '--csv'])).out).toContain(
      'asked in,queries,mAP',
    );
  }, 60_000);

  it('that is broken, or not there, is named', async () => {
    const path = join(root, 'broken.json');
    writeFileSync(path, '{"format": 2}');
    expect(await runCommand(['results', 'bias', path])).toMatchObject({
      status: 2,
      err: expect.stringContaining('/format'),
    });
    expect(await runCommand(['results', 'bias', join(root, 'nowhere')])).toMatchObject({
      status: 3,
    });
    expect(await runCommand(['results', 'bias', join(revision('once'), 'queries')])).toMatchObject({
      status: 3,
      err: expect.stringContaining('no report of language bias here'),
    });
  });
});
