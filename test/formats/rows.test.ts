import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grade, idList, idText, requireColumns, textField } from '../../src/formats/fields.js';
import { readCsv } from '../../src/formats/csv.js';
import { readJson, readJsonLines } from '../../src/formats/jsonl.js';
import { BATCH_ROWS, type RowOptions, type RowBatch } from '../../src/formats/row.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-rows-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Reader = (path: string, options: RowOptions) => AsyncGenerator<RowBatch>;
const READERS: Readonly<Record<string, readonly [Reader, (ids: string[]) => string, number]>> = {
  'JSON lines': [
    readJsonLines,
    (ids) => ids.map((id) => `${JSON.stringify({ _id: id })}\n\n`).join(''),
    1,
  ],
  'a JSON list': [readJson, (ids) => JSON.stringify(ids.map((_id) => ({ _id }))), 0],
  CSV: [
    (path, o) => readCsv(path, o, ','),
    (ids) => `_id,x\n${ids.map((id) => `${id},1\n`).join('')}`,
    2,
  ],
  TSV: [
    (path, o) => readCsv(path, o, '\t'),
    (ids) => `_id\tx\n${ids.map((id) => `${id}\t1\n`).join('')}`,
    2,
  ],
};

async function read(reader: Reader, name: string, text: string | Buffer): Promise<RowBatch[]> {
  const path = join(folder, name);
  await writeFile(path, text);
  const batches: RowBatch[] = [];
  for await (const batch of reader(path, { name })) batches.push(batch);
  return batches;
}

describe.each(Object.entries(READERS))('%s', (name, [reader, write, first]) => {
  it.each([1, BATCH_ROWS - 1, BATCH_ROWS, BATCH_ROWS + 1, 2 * BATCH_ROWS + 3])(
    'gives all of %i rows in order, in batches of the same size, each with its line',
    async (count) => {
      const ids = Array.from({ length: count }, (_, i) => `d${String(i)}x`);
      const batches = await read(reader, 'many', write(ids));
      expect(batches.flatMap(({ rows }) => rows.map((row) => row['_id']))).toEqual(ids);
      expect(batches.map(({ rows }) => rows.length)).toEqual(
        Array.from({ length: Math.ceil(count / BATCH_ROWS) }, (_, i) =>
          Math.min(BATCH_ROWS, count - i * BATCH_ROWS),
        ),
      );
      const lines = batches.flatMap((batch) => batch.lines);
      // an empty line follows each JSON line; the header of a table is line 1
      const step = name === 'JSON lines' ? 2 : 1;
      const start = first === 0 ? 1 : first;
      expect(lines).toEqual(ids.map((_, i) => start + i * step));
    },
  );

  it('reads gzip by its content, and stops when told to', async () => {
    const batches = await read(reader, 'packed.gz', gzipSync(write(['a', 'b'])));
    expect(batches.flatMap(({ rows }) => rows.map((row) => row['_id']))).toEqual(['a', 'b']);
  });
});

describe('JSON lines', () => {
  const one = async (line: string): Promise<unknown> =>
    (await read(readJsonLines, 'one.jsonl', `{}\n${line}\n`))[0]?.rows[1];

  it('keeps the digits of long integers, and reads NaN as missing', async () => {
    expect(await one('{"_id": 12345678901234567890, "x": NaN, "s": "NaN, -NaN"}')).toEqual({
      _id: '12345678901234567890',
      x: null,
      s: 'NaN, -NaN',
    });
  });

  it.each([
    ['{"a": Infinity}', /Infinity is no number/],
    ['{"a": NaN', /not valid JSON/],
    ['[1]', /a JSON object is expected/],
    ['null', /a JSON object is expected/],
    ['7', /a JSON object is expected/],
  ])('refuses %s with its line', async (line, message) => {
    await expect(one(line)).rejects.toMatchObject({
      code: 'GB_INPUT_INVALID',
      message: expect.stringMatching(message),
      place: expect.objectContaining({ line: 2 }),
    });
  });
});

it('refuses JSON that is nested without end', async () => {
  await expect(read(readJsonLines, 'deep.jsonl', '['.repeat(5000))).rejects.toThrow(/nested more/);
});

describe('fields', () => {
  const place = { file: 'f', line: 3 };

  it.each([
    [2, 2],
    [2.0, 2],
    ['2', 2],
    [' 2.0 ', 2],
    ['+3.', 3],
    ['-1', -1],
    [true, 1],
    [7n, 7],
    [-0, 0],
    [-(2 ** 31), -(2 ** 31)],
    [2 ** 31 - 1, 2 ** 31 - 1],
  ])('the grade %p is %p', (value, wanted) => {
    expect(grade(value, place)).toBe(wanted);
  });

  it.each([0.5, '0.5', '1e3', '0x1', '', 'NaN', NaN, Infinity, 2 ** 31, -(2 ** 31) - 1, null, []])(
    'the grade %p is refused',
    (value) => {
      expect(() => grade(value, place)).toThrow(/whole number/);
    },
  );

  it('ids and texts are texts, whatever scalar they were', () => {
    expect(['a', 7, 7.5, 7n, true].map((id) => idText(id, '_id', place))).toEqual([
      'a',
      '7',
      '7.5',
      '7',
      'true',
    ]);
    for (const value of [null, undefined, [], {}])
      expect(() => idText(value, '_id', place)).toThrow(/_id must be a text or a number/);
    expect([null, undefined, '', 5].map((value) => textField(value, 't', place))).toEqual([
      null,
      null,
      '',
      '5',
    ]);
    expect(idList(['a', 1], 'ids', place)).toEqual(['a', '1']);
    expect(() => idList('a', 'ids', place)).toThrow(/ids must be a list/);
  });

  it('a long value is shortened in the message', () => {
    expect(() => grade('x'.repeat(100), place)).toThrow(/found "x{36}\.\.\.$/);
    expect(() => grade('x'.repeat(38), place)).toThrow(/found "x{38}"$/);
  });

  it('a column that no row has is named, with those that are there', () => {
    const batch: RowBatch = { file: 'f', rows: [{ a: 1 }, { b: 2 }], lines: [1, 2] };
    expect(() => {
      requireColumns(batch, ['a', 'b']);
      requireColumns({ ...batch, rows: [] }, ['c']);
    }).not.toThrow();
    expect(() => requireColumns(batch, ['a', 'c'])).toThrow(/no column c/);
  });
});
