import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openTransformer } from '../../../src/models/graph/open-transformer.js';
import {
  afterPooling,
  distance,
  embed,
  goldenFolders,
  idsOf,
  readGolden,
} from '../../support/golden.js';
import { useTemporaryCache } from '../../support/temporary-cache.js';

// CI has ../shared; elsewhere the odd checkpoints alone are run.
const roots = ['test/fixtures/checkpoints', '../shared/checkpoints'];
const cases = roots.flatMap((root) =>
  goldenFolders(root).map((name) => ({ name: `${root}/${name}`, folder: join(root, name) })),
);

if (goldenFolders('../shared/checkpoints').length === 0)
  process.stdout.write('skipped: ../shared/checkpoints is not here\n');

describe('token embeddings equal those of transformers', () => {
  useTemporaryCache();

  it.each(cases)('$name', async ({ folder }) => {
    const golden = readGolden(folder);
    const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as {
      pad_token_id?: number;
    };
    const model = await openTransformer(folder, { threads: 1 });
    for (const run of golden.runs) {
      const finish = (vectors: Float64Array[]): Float64Array[] =>
        vectors.map((vector) => afterPooling(folder, golden.modules, vector));
      const single: Float64Array[] = [];
      const inputIds = idsOf(golden, run);
      for (const ids of inputIds) single.push(...(await embed(model, [ids], golden.pooling)));
      const batch = await embed(model, inputIds, golden.pooling, config.pad_token_id ?? 0);
      for (const [got, want] of [
        [single, run.embeddings],
        [batch, run.embeddings_padded_batch],
        [batch, run.embeddings],
      ] as const) {
        const { minCosine, maxRelativeL2 } = distance(finish(got), want);
        expect(minCosine).toBeGreaterThanOrEqual(1 - 1e-5);
        expect(maxRelativeL2).toBeLessThanOrEqual(2e-5);
      }
    }
    await model.close();
  });
});
