import { describe, expect, it } from '@jest/globals';
import { validateAgainst } from '../../src/base/validate.js';
import type { PowerAnalysis } from '../../src/types/generated/power.js';
import { runCommand } from '../support/run-command.js';

describe('power', () => {
  it('says that XQuAD cannot compare word orders and Belebele is large enough', async () => {
    const { out } = await runCommand([
      'power',
      '-t',
      'XQuADRetrieval',
      '--by',
      'word-order',
      '--json',
    ]);
    expect(JSON.parse(out)).toMatchObject({ claims: { groupings: [{ verdict: 'reads' }] } });
    expect(validateAgainst('power.schema.json', JSON.parse(out))).toEqual([]);
    const belebele = JSON.parse(
      (
        await runCommand([
          'power',
          '-t',
          'BelebeleRetrieval',
          '--by',
          'word-order,seen:xlmr',
          '--json',
        ])
      ).out,
    ) as PowerAnalysis;
    expect(
      belebele.claims?.groupings
        .filter(({ setting }) => setting === 'monolingual')
        .map(({ by, verdict }) => [by, verdict]),
    ).toEqual([
      ['word-order', 'compares with care'],
      ['seen:xlmr', 'compares'],
    ]);
  });

  it('writes one CSV line per group', async () => {
    const lines = (
      await runCommand(['power', '-t', 'XQuADRetrieval', '--by', 'word-order', '--csv'])
    ).out
      .trimEnd()
      .split('\n');
    expect(lines[0]).toMatch(/^setting,by,group,unit,now,sd,needed,detectable,/);
    expect(
      lines.filter((line) => line.startsWith('monolingual,word-order,verb-medial,languages,')),
    ).toHaveLength(1);
  });

  it('refuses what it cannot work with', async () => {
    expect((await runCommand(['power'])).status).toBe(2);
    expect((await runCommand(['power', '-t', 'XQuADRetrieval', '--power', '1.5'])).status).toBe(2);
    expect((await runCommand(['power', '--pilot', 'a'])).status).toBe(2);
  });
});
