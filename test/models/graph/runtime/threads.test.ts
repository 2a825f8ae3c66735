import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { openTransformer } from '../../../../src/models/graph/open-transformer.js';
import type { Transformer } from '../../../../src/models/graph/transformer-types.js';

const FOLDER = 'test/fixtures/checkpoints/bert-odd';

const run = (model: Transformer, first: number): Promise<Float32Array> => {
  const ids = BigInt64Array.from({ length: 6 }, (_, i) => BigInt((first + 3 * i) % 30));
  return model.run(ids, new BigInt64Array(6).fill(1n), 2, 3);
};

describe('a transformer with one session per thread', () => {
  it('answers runs that are asked for at once as a single session does, each its own', async () => {
    const [single, several] = await Promise.all([
      openTransformer(FOLDER, { threads: 1 }),
      openTransformer(FOLDER, { threads: 3 }),
    ]);
    expect([single.parallelRuns, several.parallelRuns, several.threadsPerRun]).toEqual([1, 3, 1]);
    const numbers = Array.from({ length: 40 }, (_, i) => i);
    const together = await Promise.all(numbers.map((first) => run(several, first)));
    for (const first of numbers)
      expect([...(together[first] ?? [])]).toEqual([...(await run(single, first))]);
    await Promise.all([single.close(), several.close()]);
  });

  it('refuses runs after it was closed, and may be closed twice', async () => {
    const model = await openTransformer(FOLDER, { threads: 2 });
    await model.close();
    await model.close();
    await expect(run(model, 1)).rejects.toThrow('a thread of the runtime has ended');
  });

  it('does not keep a process alive that forgot to close it', () => {
    const script = `
      const { openEncoder } = await import('./dist/models/open-encoder.js');
      const { encoder } = await openEncoder('examples/tiny-hybrid/checkpoints/hybrid', { threads: 2 });
      console.log((await encoder.encode(['one', 'two'], { role: 'document' })).length / encoder.dims);`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', script],
      { encoding: 'utf8', timeout: 30_000 },
    );
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '2\n', stderr: '' });
  });
});
