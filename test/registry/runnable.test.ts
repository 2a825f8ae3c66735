import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadBenchmark } from '../../src/registry/benchmarks.js';
import { jsonFiles, shippedPath } from '../../src/registry/task-folders.js';
import { loadTask } from '../../src/registry/load-task.js';
import { subsetLanguages } from '../../src/registry/subsets.js';
import type { TaskDefinition } from '../../src/types/generated/task.js';
import { diversity } from '../../src/typology/diversity.js';
import { languageKey } from '../../src/typology/resolve.js';
import { runCommand } from '../support/run-command.js';
import { shared, withShared } from '../support/shared.js';

/** The multilingual tasks that this project promises. */
const PROMISED = [
  'XQuADRRetrieval',
  'MLQARRetrieval',
  'UDHRRetrieval',
  'XQuADRetrieval',
  'MLQARetrieval',
  'BelebeleRetrieval',
  'MIRACLRetrieval',
  'MIRACLRetrievalHardNegatives',
  'MIRACLRetrievalHardNegatives.v2',
  'MrTidyRetrieval',
  'MKQARetrieval',
  'MintakaRetrieval',
  'WikipediaRetrievalMultilingual',
  'PublicHealthQA',
  'XPQARetrieval',
  'MultiLongDocRetrieval',
  'NeuCLIR2022RetrievalHardNegatives',
  'NeuCLIR2023RetrievalHardNegatives',
  'WebFAQRetrieval',
  'IndicQARetrieval',
  'CUREv1',
];

describe('tasks list --runnable --json', () => {
  it('has every promised task, and 95 % of the text tasks that use the standard loader of mteb', async () => {
    const { status, out } = await runCommand(['tasks', 'list', '--runnable', '--json']);
    expect(status).toBe(0);
    const runnable = new Set((JSON.parse(out) as { name: string }[]).map(({ name }) => name));
    expect(PROMISED.filter((name) => !runnable.has(name))).toEqual([]);
    const tasks = (await jsonFiles(shippedPath('mteb'))).map(
      (path) => JSON.parse(readFileSync(path, 'utf8')) as TaskDefinition,
    );
    const standard = tasks.filter(
      ({ mteb, modalities }) =>
        mteb?.loader === 'standard' && modalities.every((modality) => modality === 'text'),
    );
    expect(standard.length).toBeGreaterThan(400);
    expect(
      standard.filter(({ name }) => runnable.has(name)).length / standard.length,
    ).toBeGreaterThanOrEqual(0.95);
  });
});

describe('benchmarks of our own', () => {
  const tagsOf = async (name: string): Promise<string[]> => {
    const [entry] = (await loadBenchmark(name)).tasks;
    const subsets = new Map(subsetLanguages(await loadTask(entry?.name ?? '')));
    return (entry?.hf_subsets ?? []).flatMap((subset) => subsets.get(subset)?.[0] ?? []);
  };

  withShared(
    it,
    'typology',
    'guidance.md',
  )('typology-16 is the balanced subset of the guidance, in its order', async () => {
    const [, listed = ''] =
      /16 languages: ([a-z ]+)\./.exec(readFileSync(shared('typology', 'guidance.md'), 'utf8')) ??
      [];
    const codes = listed.split(' ');
    expect(codes).toHaveLength(16);
    expect((await tagsOf('typology-16')).map((tag) => languageKey(tag).code)).toEqual(
      codes.map((code) => languageKey(code).code),
    );
  });

  it('typology-16 has 16 families of 16 languages', async () => {
    expect(diversity(await tagsOf('typology-16'))).toMatchObject({
      languages: 16,
      families: 16,
      indoEuropeanShare: 1 / 16,
    });
  });

  it('typology-115 is as diverse as the guidance says of Belebele', async () => {
    const found = diversity(await tagsOf('typology-115'));
    expect(found).toMatchObject({ languages: 115, families: 18, genera: 43 });
    expect(found.effectiveFamilies).toBeCloseTo(7.9, 1);
    expect(found.indoEuropeanShare).toBeCloseTo(0.4, 2);
  });
});
