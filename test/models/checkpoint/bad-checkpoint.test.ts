import { describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEncoder } from '../../../src/models/open-encoder.js';
import { faultOf, withVariant } from '../../support/checkpoint-copy.js';
import { DAMAGES } from './damages.js';

describe('a bad checkpoint gives one clear error', () => {
  it.each(DAMAGES)('%s', async (_what, name, damage, wanted) => {
    await withVariant(name, async (folder) => {
      damage(folder);
      const fault = await faultOf(openEncoder(folder));
      expect(fault.message).toMatch(wanted.says);
      expect({ code: fault.code, exit: fault.exitCode }).toEqual({
        code: wanted.code,
        exit: wanted.exit,
      });
      expect(fault.place.file).toMatch(wanted.where);
    });
  });

  it('names every fault of a card', async () => {
    await withVariant('pool-max', async (folder) => {
      writeFileSync(
        join(folder, 'glottobench.json'),
        JSON.stringify({
          backbone: '',
          batch_sampling: { kind: 'hybrid' },
          languages: ['th'],
          seed: -1,
        }),
      );
      const fault = await faultOf(openEncoder(folder));
      expect(fault.issues.map(({ pointer }) => pointer).sort()).toEqual([
        '/backbone',
        '/batch_sampling/alpha',
        '/languages/0',
        '/seed',
      ]);
    });
  });

  it('a folder that is not there, and a file in its place', async () => {
    expect((await faultOf(openEncoder('/nowhere/at-all'))).code).toBe('GB_NOT_FOUND');
    expect((await faultOf(openEncoder('package.json'))).code).toBe('GB_CHECKPOINT_CORRUPT');
  });
});
