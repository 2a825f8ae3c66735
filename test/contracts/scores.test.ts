import { describe, expect, it } from '@jest/globals';
import { MTEB_RANKED, OWN_SCORES, SCORES } from '../../src/scores/table.js';
import { neverAboveContract, rankedScoreContract, scoreFactsContract } from './score.js';

for (const score of SCORES) scoreFactsContract(score);
for (const score of [...MTEB_RANKED, ...OWN_SCORES]) rankedScoreContract(score);
neverAboveContract([...MTEB_RANKED, ...OWN_SCORES]);

describe('scores', () => {
  it('have a name of their own', () => {
    const names = SCORES.map(({ id, cutoffs, keys }) => `${id} ${cutoffs} ${String(keys)}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
