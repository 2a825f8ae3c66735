import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { LOADERS } from '../../src/data/generated/loaders.js';
import { LOADER_KINDS, type LoaderFacts } from '../../src/registry/loader-kinds.js';

describe('loader kinds', () => {
  const facts = Object.entries<LoaderFacts>(LOADER_KINDS);
  const files = readdirSync(packagePath('src', 'data', 'loaders')).map((name) => name.slice(0, -3));

  it('are implemented exactly where a file has their name', () => {
    const implemented = facts.filter(([, { implemented }]) => implemented).map(([kind]) => kind);
    expect(files.sort()).toEqual(implemented.sort());
    expect(Object.keys(LOADERS).sort()).toEqual(implemented);
  });

  it('name subsets on request only where the rule makes them, and the other way round', () => {
    for (const [kind, loader] of Object.entries(LOADERS))
      expect([kind, loader.openSubset !== undefined]).toEqual([
        kind,
        facts.find(([name]) => name === kind)?.[1].openSubsets !== undefined,
      ]);
  });

  it('have options with at least two values, all of one type', () => {
    for (const { values } of facts.flatMap(([, { options = {} }]) => Object.values(options))) {
      expect(new Set(values).size).toBeGreaterThan(1);
      expect(new Set(values.map((value) => typeof value)).size).toBe(1);
    }
  });
});
