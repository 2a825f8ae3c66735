import { describe, expect, it } from '@jest/globals';
import { openFolder } from '../../src/data/folder-repository.js';
import { openDataset } from '../../src/data/open-dataset.js';
import type { RetrievalDataset } from '../../src/types/dataset.js';
import { collect } from '../contracts/loader.js';
import { definition, sharedPath } from './support/definition.js';

const folder = sharedPath('mteb', 'example-dataset-repo');
const plain = (qrels: RetrievalDataset['qrels']): unknown =>
  Object.fromEntries([...qrels].map(([query, row]) => [query, Object.fromEntries(row)]));

async function open(format: string, subset: string, split = 'test'): Promise<RetrievalDataset> {
  const source = await openFolder(`${folder ?? ''}/${format}`);
  const languages = subset === 'default' ? ['eng-Latn'] : { [subset]: ['deu-Latn'] };
  return openDataset(definition({ loader: { kind: 'standard' }, eval_langs: languages }), {
    split,
    subset,
    source,
  });
}

const NAMED = { q1: { d1: 2, d3: 0 }, q2: { d2: 1 }, q3: { d3: 1, d5: 1 } };
const NUMBERED = { '1': { '1': 2, '3': 0 }, '2': { '2': 1 }, '3': { '3': 1, '5': 1 } };

/** The table of example-dataset-repo.md, as Python mteb loads the two repositories. */
(folder === undefined ? describe.skip : describe)('the example dataset repositories', () => {
  it.each([
    ['parquet', 'deu', NAMED],
    ['parquet', 'tha', NUMBERED],
    ['parquet', 'default', NAMED],
    ['jsonl', 'default', NAMED],
    ['jsonl', 'spa', NAMED],
  ])('%s, %s: five documents, q4 dropped, the judgements', async (format, subset, qrels) => {
    const dataset = await open(format, subset);
    const documents = await collect(dataset);
    expect(documents.map(({ id }) => id)).toEqual(
      subset === 'tha' ? ['1', '2', '3', '4', '5'] : ['d1', 'd2', 'd3', 'd4', 'd5'],
    );
    expect(dataset.queries.map(({ id }) => id)).toEqual(Object.keys(qrels));
    expect(plain(dataset.qrels)).toEqual(qrels);
    expect(dataset.documentCount).toBe(format === 'parquet' ? 5 : undefined);
  });

  it('joins titles and instructions and reads the candidates of deu', async () => {
    const dataset = await open('parquet', 'deu');
    expect(Object.fromEntries(dataset.topRanked ?? [])).toEqual({
      q1: ['d3', 'd1', 'd2'],
      q2: ['d2', 'd4'],
      q3: ['d1', 'd3', 'd5'],
    });
    for (const { text } of dataset.queries) expect(text).toMatch(/\? \S/);
    expect((await open('parquet', 'tha')).topRanked).toBeUndefined();
  });

  it('uses the wanted split of the judgements and the only split of the rest', async () => {
    expect((await open('jsonl', 'default', 'dev')).queries.length).toBeGreaterThan(0);
    // Neither test nor a single split: an error that names what there is.
    await expect(open('jsonl', 'default', 'train')).rejects.toMatchObject({
      code: 'GB_SUBSET_UNKNOWN',
      hint: expect.stringContaining('test, dev'),
    });
  });

  it('names the configs when a subset is missing', async () => {
    await expect(open('parquet', 'dee')).rejects.toMatchObject({
      code: 'GB_SUBSET_UNKNOWN',
      message: expect.stringContaining('dee-qrels'),
      hint: expect.stringContaining('deu-qrels'),
    });
  });

  it('gives the same revision for the same content wherever it lies', async () => {
    const [a, b] = await Promise.all([
      openFolder(`${folder ?? ''}/jsonl`),
      openFolder(`${folder ?? ''}/jsonl/../jsonl`),
    ]);
    expect(a.revision).toBe(b.revision);
    expect(a.revision).toMatch(/^[0-9a-f]{40}$/);
  });
});
