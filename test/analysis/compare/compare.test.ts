import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareModels } from '../../../src/analysis/compare/compare.js';
import type { Comparison } from '../../../src/types/generated/comparison.js';
import { findModels } from '../../../src/analysis/compare/find-models.js';
import { questionCluster } from '../../../src/analysis/compare/question-cluster.js';
import { writeSmallModel, XQUAD } from '../../support/small-results.js';

let out = '';
const noise = (seed: string, i: number): number => {
  let value = 17;
  for (const letter of `${seed}${String(i)}`)
    value = (Math.imul(value, 31) + letter.charCodeAt(0)) >>> 0;
  // Finalizer of murmur3: neighbouring seeds give unrelated values.
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) / 2 ** 32;
};

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'glottobench-compare-'));
  const base = (subset: string, i: number): number =>
    0.3 + 0.3 * noise('question', i) + 0.1 * noise(subset, i);
  await writeSmallModel(out, {
    name: 'local/good',
    subsets: XQUAD,
    score: (subset, i) => base(subset, i) + 0.1 + 0.05 * noise('good', i),
  });
  await writeSmallModel(out, { name: 'local/poor', subsets: XQUAD, score: base });
  await writeSmallModel(out, {
    name: 'local/twin',
    subsets: XQUAD,
    score: (subset, i) => base(subset, i) + 0.1 + 0.05 * noise('twin', i),
  });
  await writeSmallModel(out, {
    name: 'board/files',
    subsets: XQUAD,
    score: (subset, i) => base(subset, i) + 0.02,
    withoutQueries: true,
  });
  await writeSmallModel(out, {
    name: 'local/few',
    subsets: { de: ['deu-Latn'] },
    score: () => 0.5,
    questions: 4,
  });
});
afterAll(() => rm(out, { recursive: true, force: true }));

async function compare(names: readonly string[], options = {}): Promise<Comparison> {
  const { models } = await findModels(names, { out });
  return compareModels(models, { draws: 500, ...options });
}

describe('two models with per-query scores', () => {
  it('finds a difference that is there, over questions as clusters', async () => {
    const { evidence, groups, metrics } = await compare(['good', 'local/poor']);
    const [all] = groups;
    const [pair] = all?.pairs ?? [];
    expect([
      evidence,
      metrics,
      all?.group,
      all?.questions,
      all?.languages,
      all?.families,
      all?.cells,
    ]).toEqual(['questions', ['ndcg_at_10'], 'all', 30, 12, 6, 12]);
    expect(pair?.difference).toBeGreaterThan(0.1);
    expect(pair?.difference).toBeCloseTo((pair?.scoreA ?? 0) - (pair?.scoreB ?? 0), 12);
    expect(pair?.pAdjusted).toBeLessThan(0.001);
    expect([pair?.wins, pair?.losses, pair?.ties]).toEqual([12, 0, 0]);
    expect(pair?.interval?.low).toBeLessThan(pair?.difference ?? 0);
    expect(pair?.interval?.high).toBeGreaterThan(pair?.difference ?? 0);
    expect(pair?.overLanguages).not.toBeNull();
  });

  it('turns round with the order of the models, and repeats itself', async () => {
    const [there, back, again] = [
      await compare(['good', 'poor']),
      await compare(['poor', 'good']),
      await compare(['good', 'poor']),
    ];
    expect(back.groups[0]?.pairs[0]?.difference).toBeCloseTo(
      -(there.groups[0]?.pairs[0]?.difference ?? 0),
      12,
    );
    expect(back.groups[0]?.pairs[0]?.p).toBe(there.groups[0]?.pairs[0]?.p);
    expect(again).toEqual(there);
  });

  it('does not separate models that differ by noise', async () => {
    const [all] = (await compare(['good', 'twin'])).groups;
    expect(all?.pairs[0]?.pAdjusted).toBeGreaterThan(0.05);
    expect(all?.ranking.map(({ letters }) => letters)).toEqual(['a', 'a']);
  });

  it('gives numbers but no test for groups that are too small, and corrects over the rest', async () => {
    const { groups } = await compare(['good', 'poor'], { by: ['family'] });
    const small = groups.find(({ group }) => group === 'Turkic');
    expect(small?.tooFew).toContain('3 languages needed');
    expect(small?.pairs[0]).toMatchObject({ p: null, pAdjusted: null, interval: null });
    expect(small?.pairs[0]?.difference).toBeGreaterThan(0);
    expect(groups.map(({ tests }) => tests)).toEqual(groups.map(() => 2));
    expect(groups.at(-1)?.group).toBe('all');
  });

  it('says so when only a few questions are there', async () => {
    const [all] = (await compare(['few', 'poor'])).groups;
    expect(all?.tooFew).toBe('too few (6 questions needed, 4 there)');
  });
});

describe('several models, and leaderboard files', () => {
  it('ranks with letters: twins share one, the poor one stands apart', async () => {
    const [all] = (await compare(['poor', 'good', 'twin'])).groups;
    expect(all?.ranking.map(({ model }) => model).at(-1)).toBe('local/poor');
    expect(all?.ranking.map(({ letters, places }) => [letters, places])).toEqual([
      ['a', [1, 2]],
      ['a', [1, 2]],
      ['b', [3, 3]],
    ]);
    expect(all?.tests).toBe(3);
  });

  it('falls back to cells clustered by family as soon as one model has no per-query scores', async () => {
    const {
      evidence,
      groups: [all],
    } = await compare(['good', 'files']);
    expect([evidence, all?.questions, all?.clusters]).toEqual(['cells', null, 6]);
    // Six families have 32 sign patterns, up to mirroring: the smallest p there can be.
    expect(all?.pairs[0]?.p).toBe(1 / 32);
  });

  it('leaves out a model that shares next to nothing, and names it', async () => {
    const { models, leftOutModels } = await compare(['good', 'poor', 'twin', 'few']);
    expect(models.map(({ name }) => name)).toEqual(['local/good', 'local/poor', 'local/twin']);
    expect(leftOutModels).toEqual([{ model: 'local/few', cells: 1 }]);
  });
});

describe('finding models', () => {
  it('takes names, short names, revisions and folders; near names for a wrong one', async () => {
    const { models } = await findModels(['local/good', 'poor@r', join(out, 'local__twin', 'r1')], {
      out,
    });
    expect(models.map(({ name }) => name)).toEqual(['local/good', 'local/poor', 'local/twin']);
    await expect(findModels(['gud'], { out })).rejects.toMatchObject({
      code: 'GB_MODEL_UNKNOWN',
      hint: 'did you mean: good?',
    });
    await expect(findModels(['good@x'], { out })).rejects.toMatchObject({
      code: 'GB_MODEL_UNKNOWN',
    });
    await expect(findModels([], { out: join(out, 'none') })).rejects.toMatchObject({
      code: 'GB_NOT_FOUND',
    });
  });
});

describe('question clusters', () => {
  it('drops a leading language and keeps everything else', () => {
    expect(questionCluster('T', 'deu/a07/p2')).toBe('T a07/p2');
    expect(questionCluster('T', 'zho-Hans/a07/p2')).toBe('T a07/p2');
    expect(questionCluster('T', '56beb4343aeaaa14008c925b')).toBe('T 56beb4343aeaaa14008c925b');
    expect(questionCluster('T', 'a07/p2')).not.toBe(questionCluster('U', 'a07/p2'));
  });
});
