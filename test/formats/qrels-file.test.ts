import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readQrels } from '../../src/formats/qrels-file.js';
import { fault, TextFiles } from '../support/text-files.js';

const files = new TextFiles();
const file = (content: string | Uint8Array): string => files.write(content);
afterAll(() => {
  files.remove();
});

describe('readQrels', () => {
  const expected = [
    [
      'q1',
      [
        ['a', 1],
        ['b', 0],
      ],
    ],
    ['2', [['a', -1]]],
    ['1', [['c', 3]]],
  ];
  it.each([
    ['TREC', 'q1 0 a 1\nq1 0 b 0\n2 0 a -1\n1 Q0 c 3\n'],
    ['TSV with header', 'query-id\tcorpus-id\tscore\nq1\ta\t1\nq1\tb\t0\n2\ta\t-1\n1\tc\t3\n'],
    [
      'TSV with another order of columns',
      'score\tcorpus-id\tquery-id\n1\ta\tq1\n0\tb\tq1\n-1\ta\t2\n3\tc\t1\n',
    ],
    [
      'TSV with grades as Python floats',
      'query-id\tcorpus-id\tscore\nq1\ta\t1.0\nq1\tb\t0.0\n2\ta\t-1.0\n1\tc\t3.0\n',
    ],
    ['JSON', '{"q1": {"a": 1, "b": 0}, "2": {"a": -1}, "1": {"c": 3.0}}'],
  ])('reads %s', async (_form, text) => {
    expect(Array.from(await readQrels(file(text)), ([query, docs]) => [query, [...docs]])).toEqual(
      expected,
    );
    expect(
      Array.from(await readQrels(file(gzipSync(text))), ([query, docs]) => [query, [...docs]]),
    ).toEqual(expected);
  });

  it('lets ids of a TSV hold spaces, and a judgement stand twice when it says the same', async () => {
    expect([
      ...(await readQrels(file('query-id\tcorpus-id\tscore\na b\tc d\t1\na b\tc d\t1\n'))),
    ]).toEqual([['a b', new Map([['c d', 1]])]]);
  });

  it.each([
    [
      'two grades for one document',
      'q 0 a 1\nq 0 a 2\n',
      /:2 document "a" is judged 1 and 2 for query "q"/,
    ],
    [
      'a grade that is no whole number',
      'q 0 a 0.5\n',
      /:1 grades are whole numbers of 32 bits, got "0.5"/,
    ],
    ['such a grade in JSON', '{"q": {"a": 0.5}}', /score must be a whole number, found 0.5/],
    ['a missing column', 'q 0 a 1\nq 0 a\n', /:2 4 columns expected, got 3/],
    ['nothing', '', /there are no judgements/],
  ])('refuses %s', async (_what, content, message) => {
    expect(await fault(readQrels(file(content)))).toMatch(message);
  });
});
