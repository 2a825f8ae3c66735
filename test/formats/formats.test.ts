import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packagePath } from '../../src/base/folders.js';
import { readLines } from '../../src/formats/lines.js';
import { countParquetRows } from '../../src/formats/parquet.js';
import { readRows } from '../../src/formats/read-rows.js';
import type { Row, RowBatch } from '../../src/formats/row.js';
import { jsonLines, temporaryFolder } from '../data/support/temporary-folder.js';

async function all(
  batches: AsyncIterable<RowBatch>,
): Promise<{ rows: Row[]; lines: (number | undefined)[] }> {
  const rows: Row[] = [];
  const lines: (number | undefined)[] = [];
  for await (const batch of batches) {
    rows.push(...batch.rows);
    lines.push(...batch.lines);
  }
  return { rows, lines };
}

const read = (name: string, content: string | Uint8Array): ReturnType<typeof all> =>
  all(readRows(`${temporaryFolder({ [name]: content })}/${name}`, { name }));

describe('parquet', () => {
  const folder = packagePath('test', 'fixtures', 'data', 'parquet');
  const expected = JSON.parse(readFileSync(`${folder}/rows.json`, 'utf8')) as Record<
    string,
    unknown
  >[];
  const plain = (row: Row): unknown =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key,
        typeof value === 'bigint' ? String(value) : (value ?? null),
      ]),
    );

  it.each(['none', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4'])(
    '%s, as pyarrow wrote it: U+FEFF, nulls, lists, 64-bit integers',
    async (codec) => {
      const { rows, lines } = await all(
        readRows(`${folder}/${codec}.parquet`, { name: 'x.parquet' }),
      );
      expect(rows.map(plain)).toEqual(expected);
      expect(lines).toEqual(expected.map((_, i) => i + 1));
      expect(await countParquetRows(`${folder}/${codec}.parquet`, 'x.parquet')).toBe(
        expected.length,
      );
    },
  );

  it('reads only the wanted columns, one row group at a time', async () => {
    const sizes: number[] = [];
    for await (const batch of readRows(`${folder}/snappy.parquet`, {
      name: 'x.parquet',
      columns: ['text', 'absent'],
    })) {
      sizes.push(batch.rows.length);
      expect(Object.keys(batch.rows[0] ?? {})).toEqual(['text']);
    }
    expect(sizes).toEqual([10, 10, 3]);
  });
});

describe('lines', () => {
  it('come whole from any text, plain or gzipped', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, '')),
          { minLength: 1 },
        ),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (lines, end, zipped) => {
          const text = `x${lines.join(end)}`;
          const name = zipped ? 'a.txt.gz' : 'a.txt';
          const path = `${temporaryFolder({ [name]: zipped ? gzipSync(text) : text })}/${name}`;
          const found: string[] = [];
          for await (const block of readLines(path, { name })) found.push(...block.lines);
          // A last line break ends a line, it does not begin one.
          expect(found.join('\n')).toBe(text.replaceAll('\r\n', '\n').replace(/\n$/, ''));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('stream: the first rows come before a fault far behind is met', async () => {
    const name = 'big.jsonl';
    const rows = Array.from({ length: 60_000 }, (_, i) => ({ _id: i, text: 'x'.repeat(100) }));
    const path = `${temporaryFolder({ [name]: `${jsonLines(...rows)}{broken\n` })}/${name}`;
    const batches = readRows(path, { name })[Symbol.asyncIterator]();
    const first = (await batches.next()).value as RowBatch;
    expect(first.rows.length).toBe(2000);
    await expect(
      (async () => {
        while ((await batches.next()).done !== true);
      })(),
    ).rejects.toMatchObject({ place: { file: name, line: 60_001 } });
  });
});

describe('JSON, CSV and TSV', () => {
  it('a .json file may be a list or lines', async () => {
    expect((await read('a.json', '[{"a": 1}, {"a": 2}]')).rows).toEqual([{ a: 1 }, { a: 2 }]);
    expect((await read('a.json', '\n{"a": 1}\n{"a": 2}')).rows).toEqual([{ a: 1 }, { a: 2 }]);
    await expect(read('a.json', '[1]')).rejects.toMatchObject({ code: 'GB_INPUT_INVALID' });
  });

  it('quoted fields, line breaks in them, a byte order mark, missing values as pandas has them', async () => {
    const { rows, lines } = await read(
      'a.csv',
      '\ufeffquestion,answer\n"a, ""b""\nc",NA\nd,\ne,"x"\n',
    );
    expect(rows).toEqual([
      { question: 'a, "b"\nc', answer: null },
      { question: 'd', answer: null },
      { question: 'e', answer: 'x' },
    ]);
    expect(lines).toEqual([3, 4, 5]);
    expect((await read('a.tsv', 'q\ta\nx "y"\tz\n')).rows).toEqual([{ q: 'x "y"', a: 'z' }]);
    expect((await read('a.csv.gz', gzipSync('q\n1\n'))).rows).toEqual([{ q: '1' }]);
    await expect(read('a.csv', 'a,b\n1,2\n3\n')).rejects.toMatchObject({
      code: 'GB_INPUT_INVALID',
      place: { file: 'a.csv', line: 3 },
    });
  });

  it('refuses what it has no reader for', () => {
    expect(() => readRows('x', { name: 'a.xml' })).toThrow('no reader');
  });
});
