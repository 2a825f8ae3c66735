import { describe, expect, it } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readResults } from '../../src/results/read/results.js';
import type { StoredResult } from '../../src/results/read/results.js';
import { temporaryFolder } from './support.js';

const META = {
  name: 'org/model',
  revision: 'r1',
  release_date: null,
  languages: null,
  n_parameters: null,
  max_tokens: null,
  embed_dim: null,
  license: null,
  framework: [],
  similarity_fn_name: null,
};
const RESULT = {
  dataset_revision: 'x',
  task_name: 'Task',
  mteb_version: '2.26.24',
  scores: { test: [{ hf_subset: 'default', languages: ['eng-Latn'], main_score: 0.5 }] },
  evaluation_time: 1,
};

async function read(meta: object): Promise<{ stored: StoredResult[]; broken: string[] }> {
  const tree = await temporaryFolder();
  const folder = join(tree, 'org__model', 'r1');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model_meta.json'), JSON.stringify(meta));
  await writeFile(join(folder, 'Task.json'), JSON.stringify(RESULT));
  const stored: StoredResult[] = [];
  const broken: string[] = [];
  for await (const one of readResults(tree, { onBroken: (error) => broken.push(error.message) }))
    stored.push(one);
  return { stored, broken };
}

// Two of the 852 model_meta.json of the public leaderboard are like this; mteb counts their
// results.
describe('a model_meta.json that is odd beyond name and revision', () => {
  it('counts, without the odd members', async () => {
    const { stored, broken } = await read({
      ...META,
      languages: 'nob-Latn',
      framework: 'transformers',
      pooling: 'mean',
    });
    expect(broken).toEqual([]);
    expect(stored[0]?.meta).toEqual(
      expect.objectContaining({ name: 'org/model', revision: 'r1', license: null }),
    );
    expect(
      Object.keys(stored[0]?.meta ?? {}).filter((key) =>
        ['languages', 'framework', 'pooling'].includes(key),
      ),
    ).toEqual([]);
  });

  it.each([
    ['no name', { ...META, name: undefined }],
    ['a revision that is a number', { ...META, revision: 7 }],
  ])('does not with %s', async (_what, meta) => {
    const { stored, broken } = await read(meta);
    expect(broken).toHaveLength(1);
    expect(stored[0]?.meta).toBeUndefined();
  });
});
