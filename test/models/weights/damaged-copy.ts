import { expect } from '@jest/globals';
import { openTransformer } from '../../../src/models/graph/open-transformer.js';
import { withCopy, type Header } from '../../support/bad-checkpoints.js';

export const QUERY = 'encoder.layer.1.attention.self.query.weight';

export function entry(header: Header, name: string): Header[string] {
  const found = header[name];
  if (found === undefined) throw new Error(`fixture lacks ${name}`);
  return found;
}

/**
 * Opens a damaged copy of bert-odd and expects one error of the checkpoint that names everything
 * given.
 */
export async function expectCorrupt(
  damage: (folder: string) => void,
  file: string,
  ...named: string[]
): Promise<void> {
  await withCopy('bert-odd', async (folder) => {
    damage(folder);
    const error: unknown = await openTransformer(folder).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({
      code: 'GB_CHECKPOINT_CORRUPT',
      exitCode: 4,
      place: { file: expect.stringContaining(file) },
    });
    for (const name of named) expect((error as Error).message).toContain(name);
  });
}
