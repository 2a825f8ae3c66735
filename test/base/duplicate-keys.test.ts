import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { duplicateKeys } from '../../src/base/json.js';

describe('duplicateKeys', () => {
  it('finds keys that stand twice in one object, at any depth', () => {
    expect(duplicateKeys('{"a": 1, "b": {"c": [], "c": {}}, "a": 2}')).toEqual(['/b/c', '/a']);
    expect(duplicateKeys('[{"x/y": "a, {\\"b\\": ", "x\\u002fy": 1}, {"x/y": 2}]')).toEqual([
      '/0/x~1y',
    ]);
  });

  it('does not overflow, however long a string is and however deep values nest', () => {
    const long = 'x\\"'.repeat(10_000_000);
    expect(duplicateKeys(`{"a": "${long}", "${long}": 1, "a": 2}`)).toEqual(['/a']);
    const deep = 1_000_000;
    expect(duplicateKeys(`${'['.repeat(deep)}${']'.repeat(deep)}`)).toEqual([]);
  });

  it('finds none in any text that was printed from a value', () => {
    fc.assert(
      fc.property(
        fc.json(),
        (text) => duplicateKeys(JSON.stringify(JSON.parse(text))).length === 0,
      ),
    );
  });

  it('finds the one that was put in, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), fc.jsonValue(), (key, a, b) => {
        const text = `{"before": ${JSON.stringify(a)}, "list": [0, {${JSON.stringify(key)}: ${JSON.stringify(b)}, ${JSON.stringify(key)}: ${JSON.stringify(a)}}]}`;
        return (
          duplicateKeys(text).length === 1 &&
          duplicateKeys(text)[0]?.startsWith('/list/1/') === true
        );
      }),
    );
  });
});
