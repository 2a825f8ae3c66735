import { describe, expect, it } from '@jest/globals';
import { isLoaderKind } from '../../src/data/loader-table.js';
import { LOADER_KINDS } from '../../src/registry/loader-kinds.js';

describe('loader kinds', () => {
  it.each(Object.entries(LOADER_KINDS))(
    '%s says truly whether a loader rule exists',
    (kind, { implemented }) => {
      expect(isLoaderKind(kind)).toBe(implemented);
    },
  );
});
