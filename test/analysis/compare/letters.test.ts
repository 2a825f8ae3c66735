import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { separationLetters } from '../../../src/analysis/compare/letters.js';

describe('letters of a ranking', () => {
  it('two models share a letter exactly when they are not separable', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.boolean(), { minLength: 81, maxLength: 81 }),
        (count, flags) => {
          const separable = (a: number, b: number): boolean =>
            flags[Math.min(a, b) * 9 + Math.max(a, b)] === true;
          const letters = separationLetters(count, separable).map(
            (text) => new Set(text.match(/[a-z]\d*/g)),
          );
          for (let a = 0; a < count; a++) {
            expect(letters[a]?.size).toBeGreaterThan(0);
            for (let b = a + 1; b < count; b++)
              expect(
                [...(letters[a] ?? [])].some((letter) => letters[b]?.has(letter) === true),
              ).toBe(!separable(a, b));
          }
        },
      ),
    );
  });

  it('gives the textbook display of a chain: neighbours not separable, ends separable', () => {
    expect(separationLetters(3, (a, b) => Math.abs(a - b) > 1)).toEqual(['a', 'ab', 'b']);
    expect(separationLetters(3, () => false)).toEqual(['a', 'a', 'a']);
    expect(separationLetters(3, () => true)).toEqual(['a', 'b', 'c']);
  });
});
