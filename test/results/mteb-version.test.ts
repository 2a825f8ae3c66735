import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import {
  compareVersions,
  isVersion,
  splitRange,
  versionRange,
} from '../../src/results/mteb-version.js';

/** Order of versions by Python's `packaging` (test/fixtures/heads/make.py). */
const { versions } = JSON.parse(
  readFileSync(packagePath('test', 'fixtures', 'heads', 'golden.json'), 'utf8'),
) as { versions: [string, string, number][] };

describe('versions of mteb', () => {
  it("are ordered as PEP 440's reference orders them", () => {
    for (const [a, b, order] of versions) {
      expect([a, b, Math.sign(compareVersions(a, b) ?? NaN)]).toEqual([a, b, order]);
      expect([b, a, Math.sign(compareVersions(b, a) ?? NaN)]).toEqual([
        b,
        a,
        order === 0 ? 0 : -order,
      ]);
    }
  });

  it('are told from what is none', () => {
    for (const text of ['', 'mteb version not available', '1.x', '1..2', '2.0-2.1', 'latest'])
      expect([text, isVersion(text)]).toEqual([text, false]);
    expect(isVersion(' 2.26.24+local.1 ')).toBe(true);
    expect(compareVersions('none', '1.0')).toBeUndefined();
    expect(compareVersions('1.0', 'none')).toBeUndefined();
  });

  it('become a range from the oldest to the newest', () => {
    expect(versionRange(['2.10.0', 'none', '2.9.1', '2.9.3'])).toBe('2.9.1-2.10.0');
    expect(versionRange(['1.0', '1.0.0'])).toBe('1.0');
    expect(versionRange(['none'])).toBeNull();
    expect(splitRange('2.9.1-2.10.0')).toEqual(['2.9.1', '2.10.0']);
    expect(splitRange('2.9.1')).toEqual(['2.9.1', '2.9.1']);
    for (const text of ['1.0-2.0-3.0', '1.0-none', 'none-1.0', 'none'])
      expect(splitRange(text)).toBeUndefined();
  });
});
