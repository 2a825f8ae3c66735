import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { identifyModel } from '../../src/run/open/identify-model.js';
import { withVariant } from '../support/checkpoint-copy.js';

describe('the backbone of a card', () => {
  it.each([
    ['xlmr', 'xlmr', []],
    ['mmbert', 'mmbert', []],
    ['other', undefined, []],
    [
      'xlmrr',
      undefined,
      [expect.stringMatching(/names the backbone "xlmrr", .*did you mean xlmr\?.* "unknown"/)],
    ],
    ['my own', undefined, [expect.stringContaining('"my own", of which nothing is known: its')]],
  ])('%s', async (named, backbone, warnings) => {
    await withVariant('pool-max', async (path) => {
      writeFileSync(join(path, 'glottobench.json'), JSON.stringify({ backbone: named }));
      const found = await identifyModel({ kind: 'folder', path }, { encoder: {}, hub: {} });
      expect(found.backbone).toBe(backbone);
      expect(found.warnings).toEqual(warnings);
      expect(found.card?.backbone).toBe(named);
    });
  });
});
