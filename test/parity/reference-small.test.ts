import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findCellFiles, QUERY_SCORES, type CellFile } from '../../src/results/cell-files.js';
import { readQueryScores } from '../../src/results/query-scores-file.js';
import type { RunEvent } from '../../src/types/event.js';
import { collectRun, runRequest } from '../support/collect-run.js';
import { realModels } from '../support/oracle.js';
import { shared, withShared } from '../support/shared.js';

const REFERENCE = ['mteb', 'reference-small', 'reference'];
const describeWithModels =
  realModels === undefined ? describe.skip : withShared(describe, ...REFERENCE);

/** The same weights twice: as PyTorch left them, and exported to ONNX by Python. */
describeWithModels.each(['all-MiniLM-L6-v2', 'all-MiniLM-L6-v2-onnx'])(
  'the real %s on 117 documents against Python mteb',
  (model) => {
    let folder: string;
    let planned: Extract<RunEvent, { type: 'planned' }>;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'glottobench-reference-'));
      process.env['GLOTTOBENCH_CACHE'] = join(folder, 'cache');
      const task = join(folder, 'XQuADRSmall.json');
      await writeFile(
        task,
        JSON.stringify({
          name: 'XQuADRSmall',
          description: 'Six articles of XQuAD-R',
          type: 'Retrieval',
          dataset: { path: shared('mteb', 'reference-small', 'data'), revision: 'local-1' },
          eval_splits: ['test'],
          eval_langs: ['eng-Latn'],
          main_score: 'ndcg_at_10',
          modalities: ['text'],
          loader: { kind: 'beir' },
        }),
      );
      const events = await collectRun(
        runRequest({
          models: [join(realModels ?? '', model)],
          tasks: [task],
          out: join(folder, 'results'),
          threads: 2,
        }),
      );
      planned = events.find((event) => event.type === 'planned') as typeof planned;
      expect(events.at(-1)).toMatchObject({ type: 'finished', scored: 1, failed: 0 });
    }, 300_000);

    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('gives every score to 1e-4', async () => {
      const path = 'results/sentence-transformers__all-MiniLM-L6-v2/local/XQuADRSmall.json';
      const expected = JSON.parse(
        (await readFile(shared(...REFERENCE, path), 'utf8')).replaceAll(/\bNaN\b/g, 'null'),
      ) as { scores: { test: Record<string, unknown>[] } };
      const ours = JSON.parse(
        await readFile(join(planned.models[0]?.folder ?? '', 'XQuADRSmall.json'), 'utf8'),
      ) as typeof expected;
      const [theirs, own] = [expected.scores.test[0] ?? {}, ours.scores.test[0] ?? {}];
      expect(Object.keys(own)).toEqual(Object.keys(theirs));
      const misses = Object.entries(theirs).filter(([key, value]) =>
        typeof value === 'number'
          ? Math.abs(value - Number(own[key])) > 1e-4
          : value === null && own[key] !== null,
      );
      expect(misses).toEqual([]);
      expect(own['ndcg_at_10']).toBeCloseTo(0.84807, 5);
    });

    it('gives every query its score', async () => {
      const expected = JSON.parse(
        await readFile(shared(...REFERENCE, 'per_query.json'), 'utf8'),
      ) as Record<string, Record<string, number>>;
      const cell = { task: 'XQuADRSmall', split: 'test', subset: 'default' };
      const find = await findCellFiles(planned.models[0]?.folder ?? '', QUERY_SCORES, [cell]);
      const ours = await readQueryScores(find(cell) as CellFile);
      expect(ours.queries).toHaveLength(177);
      ours.queries.forEach((query, row) => {
        for (const [metric, value] of Object.entries(expected[query] ?? {}))
          expect(ours.values[metric]?.[row]).toBeCloseTo(value, 6);
      });
    });
  },
);
