import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';

/** Gives the tests of a file a cache folder of their own. */
export function useTemporaryCache(): void {
  let cache: string;
  beforeAll(() => {
    cache = mkdtempSync(join(tmpdir(), 'glottobench-cache-'));
    process.env['GLOTTOBENCH_CACHE'] = cache;
  });
  afterAll(() => {
    delete process.env['GLOTTOBENCH_CACHE'];
    rmSync(cache, { recursive: true });
  });
}
