import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { checkData } from '../../src/data/check-data.js';
import { openFolder } from '../../src/data/folder-repository.js';
import type { WarningCode } from '../../src/warnings/table.js';
import { runCommand } from '../support/run-command.js';
import { definition } from './support/definition.js';

const root = mkdtempSync(join(tmpdir(), 'glottobench-check-'));
afterAll(() => rmSync(root, { recursive: true }));

type Text = readonly [id: string, text: string];
type Judgement = readonly [query: string, document: string, grade: number];

function beir(
  name: string,
  documents: readonly Text[],
  queries: readonly Text[],
  qrels: readonly Judgement[],
): string {
  const folder = join(root, name);
  const lines = (rows: readonly Text[]): string =>
    rows.map(([_id, text]) => `${JSON.stringify({ _id, text })}\n`).join('');
  mkdirSync(join(folder, 'qrels'), { recursive: true });
  writeFileSync(join(folder, 'corpus.jsonl'), lines(documents));
  writeFileSync(join(folder, 'queries.jsonl'), lines(queries));
  writeFileSync(
    join(folder, 'qrels', 'test.tsv'),
    `query-id\tcorpus-id\tscore\n${qrels.map((row) => row.join('\t')).join('\n')}\n`,
  );
  return folder;
}

const SOUND_DOCUMENTS: readonly Text[] = [
  ['d1', 'The mill stands at the river.'],
  ['d2', 'Bread is baked at dawn.'],
  ['d3', 'The bell 🔔 rings at noon.'],
];
const SOUND_QUERIES: readonly Text[] = [
  ['q1', 'Where is the mill?'],
  ['q2', 'When is bread baked?'],
];
const SOUND_QRELS: readonly Judgement[] = [
  ['q1', 'd1', 1],
  ['q2', 'd2', 2],
  ['q2', 'd3', 0],
];
const task = definition({ loader: { kind: 'beir' } });

describe('check of the data', () => {
  it('finds nothing in sound data, and counts it as mteb does', async () => {
    const check = await checkData(
      task,
      await openFolder(beir('sound', SOUND_DOCUMENTS, SOUND_QUERIES, SOUND_QRELS)),
    );
    expect(check.issues).toEqual([]);
    // Lengths in code points: the bell is one.
    expect(check.statistics['test']).toMatchObject({
      num_samples: 5,
      num_queries: 2,
      num_documents: 3,
      number_of_characters: 29 + 23 + 25 + 18 + 20,
      documents_text_statistics: { min_text_length: 23, max_text_length: 29, unique_texts: 3 },
      relevant_docs_statistics: {
        num_relevant_docs: 2,
        unique_relevant_docs: 3,
        num_missing_corpus_ids: 0,
      },
      top_ranked_statistics: null,
    });
  });

  const planted: Readonly<
    Partial<
      Record<
        WarningCode,
        {
          documents?: readonly Text[];
          queries?: readonly Text[];
          qrels?: readonly Judgement[];
          example: string;
        }
      >
    >
  > = {
    'dangling-qrels': { qrels: [['q1', 'd9', 1]], example: 'd9' },
    'duplicate-document-id': { documents: [['d1', 'Another mill.']], example: 'd1' },
    'duplicate-query-id': { queries: [['q1', 'Where is the other mill?']], example: 'q1' },
    'empty-query': { queries: [['q3', ' \u0085']], qrels: [['q3', 'd1', 1]], example: 'q3' },
    'empty-document': { documents: [['d4', '']], example: 'd4' },
    'duplicate-document-text': { documents: [['d4', ' Bread is baked at dawn. ']], example: 'd4' },
    'duplicate-query-text': {
      queries: [['q3', 'Where is the mill? ']],
      qrels: [['q3', 'd1', 1]],
      example: 'q3',
    },
    'without-positive': {
      queries: [['q3', 'Who rings?']],
      qrels: [['q3', 'd1', 0]],
      example: 'q3',
    },
    'without-judgement': { queries: [['q3', 'Who rings?']], example: 'q3' },
    'unknown-query': { qrels: [['q9', 'd1', 1]], example: 'q9' },
    'unknown-document': { qrels: [['q1', 'd9', 0]], example: 'd9' },
    'repeated-judgement': { qrels: [['q1', 'd1', 1]], example: 'q1 d1: 1' },
    'contradicting-judgement': { qrels: [['q1', 'd1', 2]], example: 'q1 d1: 1, 2' },
    'leaked-query': { documents: [['d4', 'When is bread baked?']], example: 'q2' },
    'leaked-answer': {
      documents: [['d4', 'Where is the mill?']],
      qrels: [['q1', 'd4', 1]],
      example: 'q1',
    },
  };

  it.each(Object.entries(planted))(
    'finds %s, and nothing else',
    async (code, { documents = [], queries = [], qrels = [], example }) => {
      const folder = beir(
        code,
        [...SOUND_DOCUMENTS, ...documents],
        [...SOUND_QUERIES, ...queries],
        [...SOUND_QRELS, ...qrels],
      );
      const { issues } = await checkData(task, await openFolder(folder));
      expect(issues).toEqual([
        expect.objectContaining({
          code,
          count: 1,
          examples: [example],
          cell: { task: task.name, split: 'test', subset: 'default' },
        }),
      ]);
    },
  );

  it('is what tasks validate --data prints, with what the languages would add; errors fail', async () => {
    const file = join(root, 'MillRetrieval.json');
    writeFileSync(
      file,
      JSON.stringify({ ...task, name: 'MillRetrieval', eval_langs: ['quy-Latn'] }),
    );
    const sound = await runCommand([
      'tasks',
      'validate',
      file,
      '--data',
      join(root, 'sound'),
      '--json',
    ]);
    expect(sound.status).toBe(0);
    expect(JSON.parse(sound.out)).toEqual([
      expect.objectContaining({
        data: expect.objectContaining({ issues: [] }),
        diversity: expect.objectContaining({
          benchmark: 'MTEB(Multilingual, v2)',
          newLanguages: ['quy'],
          newFamilies: ['Quechuan'],
        }),
      }),
    ]);
    const broken = await runCommand([
      'tasks',
      'validate',
      file,
      '--data',
      join(root, 'dangling-qrels'),
    ]);
    expect(broken.status).toBe(2);
    expect(broken.out).toContain(
      'error: MillRetrieval test default: 1 relevant document judged but',
    );
    expect(broken.out).toMatch(/families +18 +19 +\+1/);
  });

  it('keeps an export from being written while there are errors', async () => {
    const target = join(root, 'export');
    const refused = await runCommand([
      'tasks',
      'export',
      join(root, 'MillRetrieval.json'),
      '--data',
      join(root, 'dangling-qrels'),
      '--out',
      target,
    ]);
    expect([refused.status, refused.err]).toEqual([
      2,
      expect.stringContaining('1 relevant document judged but not in the corpus'),
    ]);
    expect(() => writeFileSync(join(target, 'x'), '')).toThrow(/ENOENT/);
  });
});
