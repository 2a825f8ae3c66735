import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readRun } from '../../src/formats/run-file.js';
import { writeRun } from '../../src/formats/run-writer.js';
import type { Ranking } from '../../src/types/ranking.js';
import { fault, TextFiles } from '../support/text-files.js';

const files = new TextFiles();
const file = (content: string | Uint8Array): string => files.write(content);
afterAll(() => {
  files.remove();
});

const plain = (rankings: readonly Ranking[]): unknown =>
  rankings.map(({ query, docs, scores }) => [query, docs, Array.from(scores)]);
const id = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
  .filter((text) => !/[\s\u0000]/u.test(text));
const rankings = fc.uniqueArray(
  fc.tuple(
    id,
    fc.uniqueArray(
      fc.tuple(
        fc.oneof(id, fc.nat(300).map(String)),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      ),
      { minLength: 1, selector: ([doc]) => doc },
    ),
  ),
  { minLength: 1, selector: ([query]) => query },
);
const asRankings = (list: readonly [string, [string, number][]][]): Ranking[] =>
  list.map(([query, hits]) => ({
    query,
    docs: hits.map(([doc]) => doc),
    scores: Float64Array.from(hits, ([, score]) => score + 0),
  }));

describe('readRun', () => {
  it('keeps order and every digit, from TREC and from JSON', async () => {
    await fc.assert(
      fc.asyncProperty(rankings, async (list) => {
        const expected = asRankings(list);
        const trec = join(files.folder, 'property.trec.gz');
        await writeRun(trec, expected, 'tag');
        expect(plain(await readRun(trec))).toEqual(plain(expected));
        const json = `{${list.map(([query, hits]) => `${JSON.stringify(query)}:{${hits.map(([doc, score]) => `${JSON.stringify(doc)}:${score + 0}`).join(',')}}`).join(',')}}`;
        expect(plain(await readRun(file(json)))).toEqual(plain(expected));
      }),
      { numRuns: 25 },
    );
  });

  it('takes lines of mixed queries, CRLF, tabs, blank lines, and U+2028 in an id', async () => {
    const text =
      'q1 Q0 a 1 3 t\r\nq2 Q0 a 1 1 t\r\n\r\nq1\tQ0\tb c\t2\t2.5e-1\tt\r\nq2 Q0  y\u2028x 2 -1 t\nq1 Q0 d 3 .5 t';
    expect(plain(await readRun(file(text)))).toEqual([
      ['q1', ['a', 'b c', 'd'], [3, 0.25, 0.5]],
      ['q2', ['a', 'y\u2028x'], [1, -1]],
    ]);
  });

  it('finds a duplicate also where queries are mixed', async () => {
    const lines = [
      'q1 Q0 a 1 3 t',
      'q2 Q0 a 1 3 t',
      'q1 Q0 b 1 3 t',
      'q2 Q0 b 1 3 t',
      'q1 Q0 a 1 3 t',
    ];
    expect(await fault(readRun(file(lines.join('\n'))))).toMatch(
      /^GB_INPUT_INVALID f\d+:5 document "a" comes twice for query "q1"$/,
    );
  });

  it('reads lines that end across chunks', async () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, i) => `q${i % 7} Q0 dokument-ümläut-${i} 1 ${i / 3} t`,
    );
    const read = await readRun(file(gzipSync(lines.join('\n'))));
    expect(read).toHaveLength(7);
    expect(read[3]?.docs[100]).toBe('dokument-ümläut-703');
    expect(read[3]?.scores[100]).toBe(703 / 3);
  });

  it.each([
    [
      'too few columns',
      'q Q0 a 1 2\n',
      /:1 6 columns expected, or 3 of which the last is a rank; the first line has 5 columns/,
    ],
    ['hexadecimal', 'q Q0 a 1 0x10 t\n', /:1 the score must be a finite number, got "0x10"/],
    ['too large', 'q Q0 a 1 1e999 t\n', /:1 the score must be a finite number, got "1e999"/],
    [
      'JSON with NaN',
      '{"q": {"a": 1,\n "b": NaN}}',
      /^GB_INPUT_INVALID b the value of document "b" for query "q" must be a finite number, got NaN/,
    ],
    ['JSON with a string', '{"q": {"a": "1"}}', /must be a finite number, got "1"/],
    [
      'JSON nested deeper',
      '{"sub": {"test": {"q": {"a": 1}}}}',
      /the value of document "test" for query "sub" must be a finite number, got an object/,
    ],
    ['JSON cut off', '{"q": {"a": 1', /"," or "}" expected in "q", got the end of the file/],
    ['JSON with text after it', '{"q": {"a": 1}} x', /text after the end/],
    ['JSON with a trailing comma', '{"q": {"a": 1,}}', /a key in quotes expected in "q"/],
    ['JSON with a bad escape', '{"q": {"\\x": 1}}', /not a JSON string/],
    ['JSON with a document twice', '{"q": {"a": 1,\n\n"a": 2}}', /:3 "a" comes twice in "q"/],
    ['JSON with a query twice', '{"q": {"a": 1}, "q": {}}', /"q" comes twice in the file/],
    ['JSON with a leading zero', '{"q": {"a": 012}}', /a value expected for "a", got 012/],
  ])('refuses %s and says where', async (_what, content, message) => {
    expect(await fault(readRun(file(content)))).toMatch(message);
  });

  it('refuses bytes that are not UTF-8, and damaged gzip', async () => {
    expect(await fault(readRun(file(Uint8Array.of(0x71, 0x20, 0xff, 0xfe))))).toMatch(
      /^GB_INPUT_INVALID f\d+:1 the text is not UTF-8/,
    );
    const packed = gzipSync(Array.from({ length: 2000 }, (_, i) => `q Q0 d${i} 1 2 t\n`).join(''));
    expect(await fault(readRun(file(packed.subarray(0, packed.length - 12))))).toMatch(
      /^GB_DATA_CORRUPT f\d+ damaged or incomplete gzip/,
    );
  });
});

describe('writeRun', () => {
  it('writes a run in TREC form, packed, with all digits of a float32', async () => {
    const path = join(files.folder, 'deep', 'er', 'run.trec.gz');
    await writeRun(
      path,
      [
        { query: 'q', docs: ['a', 'b c'], scores: Float32Array.of(0.1, -2) },
        { query: 'none', docs: [], scores: [] },
      ],
      'my model',
    );
    expect(gunzipSync(readFileSync(path)).toString()).toBe(
      'q Q0 a 1 0.10000000149011612 my_model\nq\tQ0\tb c\t2\t-2\tmy_model\n',
    );
    expect(readdirSync(join(files.folder, 'deep', 'er'))).toEqual(['run.trec.gz']);
  });

  it.each(['', 'a\tb', 'a\nb', ' a'])(
    'refuses the id %j and leaves nothing behind',
    async (doc) => {
      const target = join(files.folder, 'refused');
      expect(
        await fault(
          writeRun(join(target, 'run.trec'), [{ query: 'q', docs: [doc], scores: [1] }], 't'),
        ),
      ).toContain('cannot stand in a TREC file');
      expect(readdirSync(target)).toEqual([]);
    },
  );
});
