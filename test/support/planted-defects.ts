import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WarningCode } from '../../src/warnings/table.js';
import { definition } from '../data/support/definition.js';

export interface Planted {
  readonly documents?: readonly object[];
  readonly queries?: readonly object[];
  /** Lines after those of the sound data. */
  readonly qrels?: readonly string[];
  readonly header?: string;
  readonly task?: object;
  readonly count?: number;
  readonly examples: readonly string[];
  /** What the same fault shows as too. */
  readonly also?: readonly WarningCode[];
}

const DOCUMENTS = [
  { _id: 'd1', title: '', text: 'The mill stands at the river.' },
  { _id: 'd2', title: '', text: 'Bread is baked at dawn.' },
  { _id: 'd3', title: '', text: 'The bell rings at noon.' },
];
export const QUERIES = [
  { _id: 'q1', text: 'Where is the mill?' },
  { _id: 'q2', text: 'When is bread baked?' },
];
export const QRELS = ['q1\td1\t1', 'q2\td2\t1'];

/**
 * One defect each; those that only `tasks validate --data` looks for, and those of commands, stand
 * in other tests.
 */
export const PLANTED: Readonly<Partial<Record<WarningCode, Planted>>> = {
  'dangling-qrels': { qrels: ['q1\td9\t1'], examples: ['d9'] },
  'duplicate-document-id': { documents: [{ _id: 'd1', text: 'A mill.' }], examples: ['d1'] },
  'duplicate-query-id': { queries: [{ _id: 'q1', text: 'A mill?' }], examples: ['q1'] },
  'empty-query': {
    queries: [{ _id: 'q3', text: ' ' }],
    qrels: ['q3\td3\t1'],
    examples: ['q3'],
  },
  'contradicting-judgement': { qrels: ['q1\td1\t2'], examples: ['q1 d1: 1, 2'] },
  'repeated-judgement': { qrels: ['q1\td1\t1'], examples: ['q1 d1: 1'] },
  'unknown-query': { qrels: ['q9\td1\t1'], examples: ['q9'] },
  'unknown-document': { qrels: ['q1\td9\t0'], examples: ['d9'] },
  'without-judgement': { queries: [{ _id: 'q3', text: 'Who rings?' }], examples: ['q3'] },
  'without-positive': {
    queries: [{ _id: 'q3', text: 'Who rings?' }],
    qrels: ['q3\td3\t0'],
    examples: ['q3'],
  },
  'empty-document': {
    documents: [
      { _id: 'd4', text: '' },
      { _id: 'd5', text: ' ' },
    ],
    count: 2,
    examples: ['d4', 'd5'],
  },
  'null-query': {
    queries: [{ _id: 'q3', text: null }],
    qrels: ['q3\td3\t1'],
    examples: ['q3'],
    also: ['empty-query'],
  },
  'null-text': {
    documents: [{ _id: 'd4', text: null }],
    examples: ['d4'],
    also: ['empty-document'],
  },
  'null-title': { documents: [{ _id: 'd4', title: null, text: 'A door.' }], examples: ['d4'] },
  'self-retrieval': {
    documents: [{ _id: 'q1', text: 'Where is the mill?' }],
    examples: ['q1'],
  },
  'relevant-self': {
    documents: [{ _id: 'q3', text: 'The bell is rung by the ringer.' }],
    queries: [{ _id: 'q3', text: 'Who rings?' }],
    qrels: ['q3\tq3\t1'],
    task: { ignore_identical_ids: true },
    examples: ['q3'],
  },
  'id-cast': { documents: [{ id: 4, text: 'A door.' }], examples: ['4'] },
  'ignored-columns': {
    header: 'query-id\tcorpus-id\tscore\tannotators',
    qrels: [],
    examples: ['annotators'],
  },
};

/** Writes a file, and the folders above it. */
export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Sound data with what is planted. @returns the arguments of a run on it */
export function plant(
  root: string,
  name: string,
  { documents, queries, qrels, header, task }: Omit<Planted, 'examples'>,
): {
  readonly folder: string;
  readonly file: string;
  readonly run: string[];
  readonly out: string;
} {
  const folder = join(root, name);
  const lines = (rows: readonly object[]): string =>
    rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  write(join(folder, 'data', 'corpus.jsonl'), lines([...DOCUMENTS, ...(documents ?? [])]));
  write(join(folder, 'data', 'queries.jsonl'), lines([...QUERIES, ...(queries ?? [])]));
  const rows = [...QRELS, ...(qrels ?? [])];
  const last = header === undefined ? '' : '\t3';
  write(
    join(folder, 'data', 'qrels', 'test.tsv'),
    `${[header ?? 'query-id\tcorpus-id\tscore', ...rows.map((row) => `${row}${last}`)].join('\n')}\n`,
  );
  const file = join(folder, 'TinyTown.json');
  write(
    file,
    JSON.stringify({ ...definition({ name: 'TinyTown', loader: { kind: 'beir' } }), ...task }),
  );
  const out = join(folder, 'out');
  const run = ['run', '-t', file, '--data', join(folder, 'data'), '--out', out];
  return { folder, file, run, out };
}
