import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseJson, parsePythonJson } from '../../src/base/json.js';

const TOKENS = ['NaN', 'Infinity', '-Infinity'] as const;

describe('parsePythonJson', () => {
  it('reads the bare tokens as numbers and leaves strings that look like them alone', () => {
    const leaf = fc.oneof(
      fc.double({ noDefaultInfinity: true, noNaN: true }),
      fc.constantFrom(...TOKENS.map(Number)),
      fc.constantFrom(...TOKENS, 'a "NaN" \\'),
      fc.string(),
      fc.boolean(),
      fc.constant(null),
    );
    const value = fc.object({ values: [leaf], maxDepth: 4 });
    fc.assert(
      fc.property(value, (wanted) => {
        expect(parsePythonJson(pythonDump(wanted), 'x.json')).toEqual(wanted);
      }),
    );
  });

  it.each(['{NaN: 1}', '{"a": -NaN}', '{"a": NaNa}', '[Infinity', '{"a": nan}', ''])(
    'refuses what Python refuses: %s',
    (text) => {
      expect(() => parsePythonJson(text, 'x.json')).toThrow(
        expect.objectContaining({
          code: 'GB_INPUT_INVALID',
          place: expect.objectContaining({ file: 'x.json' }),
        }),
      );
    },
  );
});

function pythonDump(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0.0' : String(value);
  if (Array.isArray(value)) return `[${value.map(pythonDump).join(', ')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, member]) => `${JSON.stringify(key)}: ${pythonDump(member)}`)
      .join(', ')}}`;
  return value === undefined ? 'null' : JSON.stringify(value);
}

describe('nesting', () => {
  it('is refused beyond what Python reads, in both parsers, and brackets inside strings do not count', () => {
    const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    for (const parse of [parseJson, parsePythonJson]) {
      expect(() => parse(deep(100_000), 'x.json')).toThrow('nested more than 990 deep');
      expect(parse(deep(900), 'x.json')).toBeInstanceOf(Array);
      expect(parse(`["${'{['.repeat(5000)}"]`, 'x.json')).toHaveLength(1);
      expect(parse(`[${'{"a":[]},'.repeat(3000)}0]`, 'x.json')).toHaveLength(3001);
    }
  });
});
