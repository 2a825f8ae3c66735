import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { openFolder } from '../../src/data/folder-repository.js';
import { openLocalFolder } from '../../src/data/folder-form.js';
import { openDataset } from '../../src/data/open-dataset.js';
import type { RetrievalDataset } from '../../src/types/dataset.js';
import { collect } from '../contracts/loader.js';
import { definition } from './support/definition.js';
import { jsonLines, temporaryFolder } from './support/temporary-folder.js';

type Files = Record<string, string | Uint8Array>;
const BEIR: Files = {
  'corpus.jsonl': jsonLines({ _id: 'd1', title: 'T', text: ' x ' }, { _id: 'd2', text: 'y' }),
  'queries.jsonl': jsonLines({ _id: 'q1', text: 'one ' }, { _id: 'q2', text: 'two' }),
  'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t0\n',
};

async function open(files: Files, split = 'test', subset = 'default'): Promise<RetrievalDataset> {
  const source = await openFolder(temporaryFolder(files));
  const languages =
    subset === 'default' ? ['eng-Latn'] : { [subset]: ['deu-Latn'], other: ['eng-Latn'] };
  return openDataset(definition({ loader: { kind: 'standard' }, eval_langs: languages }), {
    split,
    subset,
    source,
  });
}

const fault = (files: Files): Promise<unknown> =>
  open(files).then(
    (dataset) => collect(dataset),
    (error: unknown) => Promise.reject(error as Error),
  );

describe('a BEIR folder', () => {
  it('is read whatever the task, with or without header, plain or gzipped', async () => {
    const texts = [
      ['d1', 'T  x'],
      ['d2', 'y'],
    ];
    for (const files of [
      BEIR,
      { ...BEIR, 'qrels/test.tsv': 'a\tb\tc\r\nq1\td1\t1\r\nq2\td2\t0\r\n' },
      { ...BEIR, 'qrels/test.tsv': 'q1 0 d1 1\nq2 0 d2 0\n' },
      Object.fromEntries(
        Object.entries(BEIR).map(([name, text]) => [`${name}.gz`, gzipSync(text)]),
      ),
    ]) {
      const dataset = await open(files);
      expect((await collect(dataset)).map(({ id, text }) => [id, text])).toEqual(texts);
      // A query whose only judgement is 0 stays; query texts are not stripped.
      expect(dataset.queries.map(({ id, text }) => [id, text])).toEqual([
        ['q1', 'one '],
        ['q2', 'two'],
      ]);
    }
  });

  it('may hold one folder per subset', async () => {
    const files = Object.fromEntries(
      Object.entries(BEIR).map(([name, text]) => [`deu/${name}`, text]),
    );
    expect((await open(files, 'test', 'deu')).queries.length).toBe(2);
    await expect(open(files, 'test', 'fra')).rejects.toMatchObject({ code: 'GB_SUBSET_UNKNOWN' });
  });

  it('names the splits there are', async () => {
    await expect(open(BEIR, 'dev')).rejects.toMatchObject({
      code: 'GB_SUBSET_UNKNOWN',
      hint: expect.stringContaining('qrels/test.tsv'),
    });
  });
});

describe('faults, with file and line', () => {
  it.each<[string, Files, object]>([
    [
      'broken JSON',
      { 'corpus.jsonl': '{"_id": "d1", "text": "x"}\n\n{"_id": "d2", "text": \n' },
      { code: 'GB_INPUT_INVALID', place: { file: 'corpus.jsonl', line: 3 } },
    ],
    [
      'a line that is no object',
      { 'queries.jsonl': '"q1"\n' },
      { code: 'GB_INPUT_INVALID', place: { file: 'queries.jsonl', line: 1 } },
    ],
    [
      'no text column',
      { 'corpus.jsonl': jsonLines({ _id: 'd1', body: 'x' }) },
      { message: 'there is no column text', hint: 'Columns: _id, body' },
    ],
    [
      'no id',
      { 'corpus.jsonl': jsonLines({ text: 'x' }) },
      { message: expect.stringContaining('neither a column _id') },
    ],
    [
      'a null id',
      { 'corpus.jsonl': jsonLines({ _id: null, text: 'x' }) },
      { message: expect.stringContaining('found null') },
    ],
    [
      'a grade of 0.5',
      { 'qrels/test.tsv': 'a\tb\tc\nq1\td1\t1\nq2\td2\t0.5\n' },
      {
        message: 'grades are whole numbers of 32 bits, got "0.5"',
        place: { file: 'qrels/test.tsv', line: 3 },
      },
    ],
    [
      'a grade beyond 32 bits',
      { 'qrels/test.tsv': 'a\tb\tc\nq1\td1\t3000000000\n' },
      { code: 'GB_INPUT_INVALID' },
    ],
    [
      'too few columns',
      { 'qrels/test.tsv': 'a\tb\tc\nq1\td1\t1\nq2\td2\n' },
      { place: { file: 'qrels/test.tsv', line: 3 } },
    ],
    [
      'a first line that can be a judgement or a header',
      { 'qrels/test.tsv': 'q1\td1\t1\nq2\td2\t1\n' },
      {
        message: expect.stringContaining('can be a judgement or a header'),
        place: { file: 'qrels/test.tsv', line: 1 },
      },
    ],
    [
      'bytes that are no UTF-8',
      {
        'corpus.jsonl': Buffer.from([
          ...Buffer.from('{"_id":"d1","text":"x"}\n{"_id":"'),
          0xff,
          ...Buffer.from('","text":"y"}\n'),
        ]),
      },
      { message: 'the text is not UTF-8', place: { file: 'corpus.jsonl', line: 2 } },
    ],
    [
      'ids that do not meet',
      { 'qrels/test.tsv': 'a\tb\tc\nQ1\td1\t1\n' },
      { message: 'no query of split test has a judgement', hint: expect.stringContaining('q1') },
    ],
    ['an empty corpus', { 'corpus.jsonl': '\n' }, { message: 'the corpus is empty' }],
    [
      'a number as text of a query',
      { 'queries.jsonl': jsonLines({ _id: 'q1', text: 7 }) },
      { message: expect.stringContaining('string or a conversation') },
    ],
  ])('%s', async (_, files, expected) => {
    await expect(fault({ ...BEIR, ...files })).rejects.toMatchObject(expected);
  });

  it('a gzip that is cut', async () => {
    const { 'corpus.jsonl': corpus, ...rest } = BEIR;
    const cut = gzipSync(String(corpus)).subarray(0, 30);
    await expect(fault({ ...rest, 'corpus.jsonl.gz': cut })).rejects.toMatchObject({
      code: 'GB_DATA_CORRUPT',
      place: { file: 'corpus.jsonl.gz' },
    });
  });

  it('a parquet file that is none', async () => {
    const files = {
      'README.md':
        '---\nconfigs:\n- config_name: corpus\n  data_files: corpus.parquet\n- config_name: queries\n  data_files: q.jsonl\n- config_name: default\n  data_files: r.jsonl\n---\n',
      'corpus.parquet': 'PAR1 no',
      'q.jsonl': jsonLines({ _id: 'q1', text: 'x' }),
      'r.jsonl': jsonLines({ 'query-id': 'q1', 'corpus-id': 'd1', score: 1 }),
    };
    await expect(fault(files)).rejects.toMatchObject({
      code: 'GB_DATA_CORRUPT',
      place: { file: 'corpus.parquet' },
    });
  });

  it('a folder without data, and no folder', async () => {
    await expect(openLocalFolder(temporaryFolder({ 'notes.txt': 'x' }))).rejects.toMatchObject({
      code: 'GB_INPUT_INVALID',
    });
    await expect(openLocalFolder('/no/such/folder')).rejects.toMatchObject({
      code: 'GB_NOT_FOUND',
    });
  });
});

describe('odd but harmless data', () => {
  it('is read with a warning, told once', async () => {
    const dataset = await open({
      ...BEIR,
      'corpus.jsonl': jsonLines(
        { id: 1, title: null, text: null },
        { id: 2, title: null, text: 'y', other: null },
      ),
      'qrels/test.tsv': 'a\tb\tc\nq1\t1\t1\nq2\td9\t1\n',
    });
    expect((await collect(dataset)).map(({ id, text }) => [id, text])).toEqual([
      ['1', ''],
      ['2', 'y'],
    ]);
    await collect(dataset);
    expect(dataset.warnings.map(({ code, count, examples }) => [code, count, examples])).toEqual([
      ['dangling-qrels', 1, ['d9']],
      ['empty-document', 1, ['1']],
      ['null-text', 1, ['1']],
      ['null-title', 2, ['1', '2']],
      ['id-cast', 2, ['1', '2']],
    ]);
  });

  it('keeps ids longer than a double can hold', async () => {
    const dataset = await open({
      ...BEIR,
      'corpus.jsonl': '{"_id": 12345678901234567890, "text": "a \\"1234567890123456789\\""}\n',
      'qrels/test.tsv': 'a\tb\tc\nq1\t12345678901234567890\t1\n',
    });
    expect(await collect(dataset)).toEqual([
      { id: '12345678901234567890', text: 'a "1234567890123456789"' },
    ]);
  });

  it('keeps U+FEFF inside texts and drops it at the start of the file', async () => {
    const dataset = await open({
      ...BEIR,
      'corpus.jsonl': `\ufeff${jsonLines({ _id: 'd1', text: '\ufeffx' })}`,
    });
    expect(await collect(dataset)).toEqual([{ id: 'd1', text: '\ufeffx' }]);
  });
});
