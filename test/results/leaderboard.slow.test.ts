import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { readResults, type StoredResult } from '../../src/results/read/results.js';
import { FINDING_KINDS } from '../../src/results/finding.js';
import { validateResults } from '../../src/results/validate/results.js';
import { factsOf, mtebDefinitions, sharedPath } from './support.js';

const tree = sharedPath('leaderboard', 'results');
const oracle = sharedPath('leaderboard', 'oracle', 'results.task-scores.json');
const tasks = sharedPath('mteb', 'tasks.json');
const aggregates = sharedPath('mteb', 'aggregate-tasks.json');
const there =
  tree !== undefined && oracle !== undefined && tasks !== undefined && aggregates !== undefined;

/**
 * What Python mteb computed from the same files: model, revision, task, then the mean over all
 * entries.
 */
type Oracle = Record<string, Record<string, Record<string, { main_score: number | null }>>>;

(there ? describe : describe.skip)('the results of 61 models of the public leaderboard', () => {
  it('are all read, in seconds, and give the task scores of Python mteb', async () => {
    const lookup = factsOf(await mtebDefinitions(tasks ?? '', aggregates ?? ''));
    const started = performance.now();
    const results: StoredResult[] = [];
    for await (const stored of readResults(tree ?? '', { lookup })) results.push(stored);
    // Under 3 s on a quiet machine; the bound leaves room for a busy one.
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(results.length).toBe(1838);
    expect(new Set(results.map((stored) => stored.model)).size).toBe(61);
    const expected = JSON.parse(await readFile(oracle ?? '', 'utf8')) as Oracle;
    let compared = 0;
    for (const { model, revision, meta, result } of results) {
      const wanted = expected[model]?.[revision]?.[result.task_name];
      if (meta === undefined) {
        expect(wanted).toBeUndefined();
        continue;
      }
      const scores = Object.values(result.scores).flatMap((entries) =>
        entries.map((entry) => entry.main_score),
      );
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      if (wanted?.main_score == null) expect(Number.isNaN(mean)).toBe(true);
      else expect(Math.abs(mean - wanted.main_score)).toBeLessThan(1e-9);
      compared++;
    }
    expect(compared).toBe(
      Object.values(expected).flatMap((revisions) =>
        Object.values(revisions).flatMap((byTask) => Object.keys(byTask)),
      ).length,
    );
  });

  it('are valid, every file, with their deviations from the definitions of today as warnings', async () => {
    const lookup = factsOf(await mtebDefinitions(tasks ?? '', aggregates ?? ''));
    const kinds = new Map<string, number>();
    let files = 0;
    for await (const report of validateResults(tree ?? '', { lookup })) {
      files++;
      expect(report.findings.filter((finding) => FINDING_KINDS[finding.kind].always)).toEqual([]);
      for (const { kind } of report.findings) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    // 1838 results, 83 model_meta.json, 7 folders without one.
    expect(files).toBe(1928);
    // 676 result files and 3 model_meta.json hold bare tokens; 36 are of the old layout: counted by
    // Python over the raw text.
    expect(Object.fromEntries(kinds)).toMatchObject({
      'bare-token': 679,
      'old-layout': 36,
      'model-meta-missing': 7,
    });
    for (const kind of [
      'value-range',
      'metric-order',
      'metric-contradiction',
      'main-score',
      'subset-duplicate',
      'duplicate-key',
      'file-name',
      'folder-name',
    ])
      expect([kind, kinds.has(kind)]).toEqual([kind, false]);
  });
});
