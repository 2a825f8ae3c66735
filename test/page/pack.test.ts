import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pack, shortNumber, unpack } from '../../src/report/page/pack.js';
import { formatScore } from '../../src/report/format.js';
import { shellWord, shown } from '../../src/report/page/shown.js';

const round = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'number' ? shortNumber(part) : part,
    ),
  );

describe('data of the page', () => {
  it('come back as JSON would bring them, but for digits that nobody sees', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const packed: unknown = JSON.parse(JSON.stringify(pack(value)));
        expect(unpack(packed as ReturnType<typeof pack>)).toEqual(round(value));
      }),
    );
  });

  it('come back where keys are those of the packing itself', () => {
    const odd = [
      { $: 1, '#': ['a'], '=': [[1]] },
      { $: 2, '#': ['a'], '=': [[1]] },
      { 'long enough to share': ['once more, with feeling', 'once more, with feeling'] },
      { '.x': '', __proto__: null },
    ];
    expect(unpack(JSON.parse(JSON.stringify(pack(odd))) as ReturnType<typeof pack>)).toEqual(
      round(odd),
    );
  });

  it('are smaller than they were where records repeat', () => {
    const rows = Array.from({ length: 500 }, (_, i) => ({
      model: `intfloat/multilingual-e5-${String(i % 5)}`,
      mean: i / 7,
      reason: 'too few (3 languages needed)',
    }));
    expect(JSON.stringify(pack(rows)).length).toBeLessThan(JSON.stringify(rows).length / 2);
  });

  it('keep every number that a table shows', () => {
    fc.assert(
      fc.property(fc.double({ min: -2000, max: 2000, noNaN: true }), (value) => {
        for (const digits of [1, 2, 3, 4])
          expect(formatScore(shortNumber(value), digits)).toBe(formatScore(value, digits));
      }),
    );
  });
});

describe('text from outside', () => {
  it('is bounded and shows what would deceive', () => {
    expect(shown('a\u202Eb\u001b[31mc\u2066')).toBe('a⟨202E⟩b⟨001B⟩[31mc⟨2066⟩');
    expect(shown('x'.repeat(10_000))).toHaveLength(240);
    expect(shown(`${'x'.repeat(8)}😀😀`, 10)).toBe('xxxxxxxx…');
    expect(shown('مرحبا <b>')).toBe('مرحبا <b>');
  });

  it('stands as one word in a command', () => {
    expect(shellWord('org/name@1.0')).toBe('org/name@1.0');
    expect(shellWord("a b'; rm -r $HOME")).toBe("'a b'\\''; rm -r $HOME'");
  });
});
