import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ARCHITECTURES } from '../../src/models/graph/architectures.js';
import { goldenFolders } from '../support/golden.js';
import { useTemporaryCache } from '../support/temporary-cache.js';
import { architectureContract, modelTypeOf } from './architecture.js';

useTemporaryCache();

const root = 'test/fixtures/checkpoints';
const folders = goldenFolders(root).map((name) => join(root, name));

/** The first golden checkpoint of each model type. */
const byType = new Map([...folders].reverse().map((folder) => [modelTypeOf(folder), folder]));

for (const architecture of ARCHITECTURES)
  for (const type of architecture.modelTypes) {
    const folder = byType.get(type);
    if (folder !== undefined) architectureContract(architecture, folder);
  }

describe('architectures', () => {
  it.each(ARCHITECTURES.map((architecture) => [architecture.title, architecture] as const))(
    '%s has a checkpoint with golden vectors made by transformers (test/fixtures/make_checkpoints.py)',
    (_, { modelTypes }) => {
      expect(modelTypes.filter((type) => byType.has(type))).not.toEqual([]);
    },
  );

  it('share no model type', () => {
    const types = ARCHITECTURES.flatMap(({ modelTypes }) => modelTypes);
    expect(new Set(types).size).toBe(types.length);
  });
});
