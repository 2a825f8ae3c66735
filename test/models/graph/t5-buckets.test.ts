import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { relativePositionBuckets } from '../../../src/models/graph/layers/relative-bias.js';

const golden = JSON.parse(
  readFileSync('test/fixtures/checkpoints/t5-buckets.json', 'utf8'),
) as Record<string, number[]>;

describe('relativePositionBuckets', () => {
  it.each(Object.entries(golden))(
    '%s equals torch for every distance, 50 beyond the last included',
    (setting, want) => {
      const [buckets = 0, maxDistance = 0] = setting.split('/').map(Number);
      const table = relativePositionBuckets(buckets, maxDistance, 'config.json');
      const got = want.map((_, i) => table[Math.min(2 * maxDistance, Math.max(0, i - 50))]);
      expect(got).toEqual(want);
    },
  );

  it('refuses settings that leave no bucket', () => {
    expect(() => relativePositionBuckets(3, 128, 'config.json')).toThrow('3 buckets');
    expect(() => relativePositionBuckets(32, 8, 'config.json')).toThrow('distance of 8');
  });
});
