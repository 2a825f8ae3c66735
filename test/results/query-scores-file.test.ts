import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readQueryScores, writeQueryScores } from '../../src/results/query-scores-file.js';
import { fault, TextFiles } from '../support/text-files.js';

const CELL = { task: 'T', split: 'test', subset: 'татар' };
const files = new TextFiles();
const file = (content: string | Uint8Array): string => files.write(content);
afterAll(() => {
  files.remove();
});

describe('scores of queries', () => {
  it('read back as they were written', async () => {
    const path = join(files.folder, 'queries.jsonl');
    const scores = {
      queries: ['q2', '1', 'ü'],
      values: { ndcg_at_10: Float64Array.of(0.1, 1 / 3, 0), mrr_at_1: Float64Array.of(1, 0, 0) },
    };
    await writeQueryScores(path, CELL, scores);
    expect(readFileSync(path, 'utf8').split('\n')[2]).toBe(
      `{"query":"1","ndcg_at_10":${1 / 3},"mrr_at_1":0}`,
    );
    expect(await readQueryScores({ path, cell: CELL, exact: true, rivals: [] })).toEqual(scores);
  });

  it.each([
    ['{"query":"a","x":1}\n{"query":"b"}\n', /"x" must be a number in every line/],
    ['[1]\n', /:1 an object with "query" expected/],
    ['{"query":"a","x":"1"}\n', /:1 "x" must be a number/],
    ['{"query":"a"}\n{"query":"b","x":1}\n', /:2 "x" must be/],
    ['{', /not valid JSON/],
  ])('are refused when broken: %j', async (content, message) => {
    expect(
      await fault(readQueryScores({ path: file(content), cell: CELL, exact: false, rivals: [] })),
    ).toMatch(message);
  });
});
