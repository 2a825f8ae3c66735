import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packagePath } from '../../src/base/folders.js';
import { compareCodePoints, pythonRound, pythonStrip } from '../../src/base/python.js';

const golden = JSON.parse(
  readFileSync(packagePath('test', 'fixtures', 'base', 'python-habits.json'), 'utf8'),
) as {
  round: [value: string, digits: number, rounded: string][];
  strip: [text: string, stripped: string][];
};

/** Reads Python's `float.hex()`: exact, no decimal digits involved. */
function fromHex(text: string): number {
  const match = /^(-?)0x([01])\.([0-9a-f]+)p([+-]\d+)$/.exec(text);
  if (match === null) throw new Error(`not a hexadecimal float: ${text}`);
  const [, sign, whole, fraction, power] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  const mantissa = Number(whole) + Number(`0x${fraction}`) / 16 ** fraction.length;
  return (sign === '-' ? -1 : 1) * mantissa * 2 ** Number(power);
}

describe('pythonRound', () => {
  it(`gives what Python's round() gives for ${golden.round.length} values, sign of zero included`, () => {
    const wrong = golden.round
      .map(([value, digits, expected]) => ({
        value: fromHex(value),
        digits,
        expected: fromHex(expected),
        got: pythonRound(fromHex(value), digits),
      }))
      .filter(({ expected, got }) => !Object.is(expected, got));
    expect(wrong.slice(0, 20)).toEqual([]);
  });

  it('rounds exact halves to even, where toFixed goes up', () => {
    expect([pythonRound(0.015625, 5), pythonRound(0.0078125, 6), pythonRound(2.5, 0)]).toEqual([
      0.01562, 0.007812, 2,
    ]);
  });

  it('leaves what is not finite', () => {
    expect([pythonRound(NaN, 5), pythonRound(Infinity, 5), pythonRound(-Infinity, 5)]).toEqual([
      NaN,
      Infinity,
      -Infinity,
    ]);
  });
});

describe('pythonStrip', () => {
  it(`gives what Python's str.strip() gives for every white space of Unicode, ${golden.strip.length} texts`, () => {
    expect(golden.strip.filter(([text, stripped]) => pythonStrip(text) !== stripped)).toEqual([]);
  });
});

describe('compareCodePoints', () => {
  it('orders like UTF-8 bytes', () => {
    const letter = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(letter, letter, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(
          Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('puts U+1F600 above U+FF21, which UTF-16 order does not', () => {
    expect(compareCodePoints('\u{1f600}', '\uff21')).toBeGreaterThan(0);
    const [emoji, wide]: [string, string] = ['\u{1f600}', '\uff21'];
    expect(emoji > wide).toBe(false);
  });
});
