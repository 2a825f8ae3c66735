import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { modelMetaFor, writeModelMeta } from '../../src/results/write/model-meta.js';
import type { Aggregation } from '../../src/types/generated/aggregation.js';
import type { Comparison } from '../../src/types/generated/comparison.js';
import { runCommand } from '../support/run-command.js';
import { writeSmallModel } from '../support/small-results.js';

const root = mkdtempSync(join(tmpdir(), 'glottobench-local-'));
const subsets = { en: ['eng-Latn'], tr: ['tur-Latn'] };
// What runs/mono/checkpoint-1000 and runs/hybrid/checkpoint-1000 leave; the hashes begin alike.
const [mono, hybrid] = ['0123456789abcd', '0123456789abce'] as const;

beforeAll(async () => {
  const common = { subsets, card: {} };
  for (const [revision, score] of [
    [mono, 0.2],
    [hybrid, 0.8],
  ] as const)
    await writeSmallModel(root, {
      ...common,
      name: 'local/checkpoint-1000',
      revision,
      score: (_, question) => score + 0.01 * (question % 2),
    });
  for (const revision of ['r1', 'r2'])
    await writeSmallModel(root, { ...common, name: 'org/named', revision, score: () => 0.5 });
});
afterAll(() => rmSync(root, { recursive: true }));

describe('two local checkpoints of one folder name', () => {
  const labels = [`local/checkpoint-1000@${mono}`, `local/checkpoint-1000@${hybrid}`];

  it('are two models in compare, and must be told apart when one is named', async () => {
    const { out, err } = await runCommand(['compare', '--results', root, '--json']);
    const { models, groups } = JSON.parse(out) as Comparison;
    expect(models.map(({ name }) => name).sort()).toEqual([...labels, 'org/named'].sort());
    const [group] = groups.filter(({ by }) => by === null);
    const scores = new Map(group?.ranking.map(({ model, score }) => [model, score]));
    expect(scores.get(labels[0] ?? '')).toBeCloseTo(0.205, 10);
    expect(scores.get(labels[1] ?? '')).toBeCloseTo(0.805, 10);
    // A revision that is left out is said, and by which rule.
    expect(err).toMatch(/org\/named has 2 revisions here; the newest run, r[12], is taken/);
    const named = await runCommand(['compare', 'checkpoint-1000', 'named', '--results', root]);
    expect(named).toMatchObject({ status: 2, err: expect.stringContaining('is 2 models') });
    for (const label of labels) expect(named.err).toContain(label);
    const told = await runCommand(['compare', ...labels, '--results', root]);
    expect(told.status).toBe(0);
  });

  it("are joined by mteb's rule in aggregate --mteb, which says so", async () => {
    const { out, err } = await runCommand(['aggregate', root, '--mteb']);
    expect(out).toContain('local/checkpoint-1000');
    expect(err).toContain(
      'local/checkpoint-1000 has 2 revisions here, which mteb joins into one row',
    );
    expect(err).toContain('org/named has 2 revisions here, which mteb joins into one row');
    const one = await runCommand(['aggregate', root, '--mteb', '-m', labels[0] ?? '']);
    expect(one.err).not.toContain('mteb joins');
  });

  it('are two models in aggregate, and the same rule leaves revisions of a named model out', async () => {
    const { out, err } = await runCommand(['aggregate', root, '--json']);
    const { slices } = JSON.parse(out) as Aggregation;
    const means = slices.map(({ model, overall }) => [
      `${model.name}@${model.revision}`,
      overall.languageMean.mean,
    ]);
    expect(means).toHaveLength(3);
    const found = new Map(means as [string, number][]);
    expect(found.get(labels[0] ?? '')).toBeCloseTo(0.205, 10);
    expect(found.get(labels[1] ?? '')).toBeCloseTo(0.805, 10);
    expect(err).toMatch(/org\/named has 2 revisions here; the newest run, r[12], is taken/);
    const one = await runCommand(['aggregate', root, '--model', labels[0] ?? '', '--json']);
    expect((JSON.parse(one.out) as Aggregation).slices.map(({ model }) => model.revision)).toEqual([
      mono,
    ]);
  });

  it('with one folder for two names are not mixed', async () => {
    const folder = mkdtempSync(join(root, 'meta-'));
    await writeModelMeta(folder, modelMetaFor({ name: 'a/b c', revision: 'r' }));
    await expect(
      writeModelMeta(folder, modelMetaFor({ name: 'a/b_c', revision: 'r' })),
    ).rejects.toMatchObject({
      code: 'GB_RESULT_INVALID',
      message: 'the folder holds results of a/b c, not of a/b_c',
    });
  });
});
