import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseNestedScores } from '../../src/formats/nested-scores.js';

describe('parseNestedScores', () => {
  it('reads what JSON.parse reads, but keeps order', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    const key = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.nat(20).map(String),
      fc.constantFrom('a"b', 'back\\', '\\"', '\n'),
    );
    const nested = fc.uniqueArray(
      fc.tuple(key, fc.uniqueArray(fc.tuple(key, number), { selector: ([doc]) => doc })),
      { selector: ([query]) => query },
    );
    fc.assert(
      fc.property(nested, fc.constantFrom('', ' ', '\n\t'), (list, space) => {
        const text = `${space}{${list.map(([query, docs]) => `${space}${JSON.stringify(query)}${space}:${space}{${docs.map(([doc, value]) => `${JSON.stringify(doc)}:${JSON.stringify(value)}${space}`).join(`,${space}`)}}`).join(',')}}${space}`;
        expect(
          Array.from(parseNestedScores(text, 'x'), ([query, docs]) => [query, [...docs]]),
        ).toEqual(
          list.map(([query, docs]) => [query, docs.map(([doc, value]) => [doc, value + 0])]),
        );
      }),
    );
  });
});
