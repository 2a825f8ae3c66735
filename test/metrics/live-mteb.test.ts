import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { scoreRankings } from '../../src/metrics/score-rankings.js';
import { asRankings, readCases } from '../support/metric-cases.js';

const python = process.env['GLOTTOBENCH_ORACLE_PYTHON'];
if (python === undefined)
  process.stderr.write('skipped: GLOTTOBENCH_ORACLE_PYTHON names no Python with mteb\n');

(python === undefined ? describe.skip : describe)('Python mteb, asked now', () => {
  it('gives 80 random cases the scores that we give them, bit for bit', () => {
    const folder = mkdtempSync(join(tmpdir(), 'glottobench-cases-'));
    try {
      const made = spawnSync(
        python ?? '',
        [packagePath('test', 'fixtures', 'metrics', 'random_cases.py'), folder, '80'],
        { encoding: 'utf8', env: { ...process.env, HF_HUB_OFFLINE: '1' } },
      );
      expect([made.status, made.status === 0 ? '' : made.stderr]).toEqual([0, '']);
      const cases = readCases(folder);
      expect(cases).toHaveLength(80);
      for (const one of cases) {
        const { scores } = scoreRankings(asRankings(one.run), one.qrels, one.options);
        // Adding 0 makes −0 and 0 the same; all else must be the same bits.
        expect([one.name, Object.entries(scores).map(([key, score]) => [key, score + 0])]).toEqual([
          one.name,
          one.expected.map(([key, score]) => [key, score + 0]),
        ]);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 300_000);
});
