import { mkdtempSync, readFileSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openTransformer } from '../../../src/models/graph/open-transformer.js';
import { distance, embed } from '../../support/golden.js';

const folder = 'test/fixtures/checkpoints/bert-activations';
const golden = JSON.parse(readFileSync(join(folder, 'activations.json'), 'utf8')) as {
  input_ids: number[][];
  embeddings: Record<string, number[][]>;
};

/** The folder's weights under another `hidden_act`. */
async function withActivation<T>(
  activation: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const copy = mkdtempSync(join(tmpdir(), 'glottobench-'));
  try {
    copyFileSync(join(folder, 'model.safetensors'), join(copy, 'model.safetensors'));
    const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as object;
    writeFileSync(join(copy, 'config.json'), JSON.stringify({ ...config, hidden_act: activation }));
    return await use(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

describe('hidden_act', () => {
  it.each(Object.keys(golden.embeddings))('%s computes what transformers computes', (activation) =>
    withActivation(activation, async (copy) => {
      const model = await openTransformer(copy, { threads: 1 });
      const { maxRelativeL2 } = distance(
        await embed(model, golden.input_ids, 'mean'),
        golden.embeddings[activation] ?? [],
      );
      expect(maxRelativeL2).toBeLessThanOrEqual(2e-6);
      await model.close();
    }),
  );

  it('is refused by name when it is not known', () =>
    withActivation('xielu', (copy) =>
      expect(openTransformer(copy)).rejects.toMatchObject({
        code: 'GB_CHECKPOINT_CORRUPT',
        message: expect.stringContaining('"xielu"'),
        place: { pointer: '/hidden_act' },
      }),
    ));
});
