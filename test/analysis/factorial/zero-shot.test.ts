import { describe, expect, it } from '@jest/globals';
import { conditionOf } from '../../../src/analysis/factorial/conditions.js';
import { contrasts } from '../../../src/analysis/factorial/contrasts.js';
import { zeroShot } from '../../../src/analysis/factorial/zero-shot.js';

describe('zero-shot status', () => {
  const definitions = new Map([
    ['MIRACLRetrieval', {}],
    ['MIRACLRetrievalHardNegatives', { adapted_from: ['MIRACLRetrieval'] }],
    ['MIRACLReranking', { adapted_from: ['MIRACLRetrieval'] }],
    ['Other', {}],
  ]);

  it('is unknown without declared training data, no for the task itself and its relatives in both directions', () => {
    expect(zeroShot(undefined, 'Other', definitions)).toBe('unknown');
    expect(zeroShot([], 'Other', definitions)).toBe('yes');
    expect(zeroShot(['Other'], 'Other', definitions)).toBe('no');
    expect(zeroShot(['MIRACLRetrieval'], 'MIRACLRetrievalHardNegatives', definitions)).toBe('no');
    expect(zeroShot(['MIRACLRetrievalHardNegatives'], 'MIRACLRetrieval', definitions)).toBe('no');
    expect(zeroShot(['MIRACLReranking'], 'MIRACLRetrievalHardNegatives', definitions)).toBe('no');
    expect(zeroShot(['MIRACLReranking'], 'Other', definitions)).toBe('yes');
  });
});

describe('conditions and contrasts', () => {
  it('reads backbone and batching from a card; another alpha is another level', () => {
    const card = { backbone: 'xlmr', batch_sampling: { kind: 'hybrid', alpha: 0.5 } } as const;
    expect(conditionOf({ name: 'a/b', card })).toEqual({ backbone: 'xlmr', batching: 'hybrid' });
    expect(
      conditionOf({
        name: 'a/b',
        card: { ...card, batch_sampling: { kind: 'hybrid', alpha: 0.3 } },
      }),
    ).toEqual({ backbone: 'xlmr', batching: 'hybrid α=0.3' });
    expect(conditionOf({ name: 'a/b', card: { backbone: 'xlmr' } })).toBeUndefined();
    expect(
      conditionOf(
        { name: 'a/b', card: undefined },
        new Map([['b', { backbone: 'x', batching: 'hybrid' }]]),
      ),
    ).toEqual({ backbone: 'x', batching: 'hybrid' });
  });

  it('asks only what the cells that are there can answer, and weights add to 0', () => {
    const conditions = [
      ['x', 'mono'],
      ['x', 'hybrid'],
      ['y', 'hybrid'],
    ].map(([backbone = '', batching = '']) => ({ backbone, batching }));
    const found = contrasts(conditions, ['x', 'y'], ['mono', 'hybrid']);
    expect(found.map(({ kind, name }) => [kind, name])).toEqual([
      ['simple', 'hybrid − mono, x'],
      ['backbone', 'y − x, mean of 1 batching'],
    ]);
    for (const { weights } of found)
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0, 15);
  });
});
