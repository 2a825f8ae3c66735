import { describe, expect, it } from '@jest/globals';
import { openFolder } from '../../src/data/folder-repository.js';
import { mlqaTexts } from '../../src/data/loaders/mlqa-from-squad.js';
import { openDataset } from '../../src/data/open-dataset.js';
import { MLQA_FILES } from '../../src/data/squad/languages.js';
import { readSquad } from '../../src/data/squad/read-squad.js';
import type { TextItem } from '../../src/types/text.js';
import { collect } from '../contracts/loader.js';
import { definition, dumpedTask, sharedPath } from './support/definition.js';

/** Python's `len`: code points. */
const characters = (items: readonly TextItem[]): number =>
  items.reduce((sum, { text }) => sum + Array.from(text).length, 0);

const xquad = sharedPath('xquad-r');
const xquadTask = dumpedTask('XQuADRetrieval');
(xquad === undefined || xquadTask === undefined ? describe.skip : describe)(
  'XQuADRetrieval from the XQuAD files',
  () => {
    const subsets = Object.entries(
      xquadTask?.descriptive_stats['validation']?.subsets ?? {},
    ).filter(([subset]) => subset !== 'ro');
    it('covers 11 of the 12 languages', () => {
      expect(subsets.length).toBe(11);
    });
    it.each(subsets)('%s has the counts and characters of MTEB', async (subset, stats) => {
      const source = await openFolder(xquad ?? '');
      const task = definition({
        name: 'XQuADRetrieval',
        loader: { kind: 'standard' },
        eval_langs: xquadTask?.eval_langs ?? [],
      });
      const dataset = await openDataset(task, { split: 'validation', subset, source });
      const documents = await collect(dataset);
      expect(dataset.queries.length).toBe(stats['queries']);
      expect(documents.length).toBe(stats['documents']);
      expect([...dataset.qrels.values()].reduce((sum, row) => sum + row.size, 0)).toBe(
        stats['relevant_docs'],
      );
      expect(characters(dataset.queries) + characters(documents)).toBe(
        stats['number_of_characters'],
      );
    });
  },
);

const mlqa = sharedPath('mlqa-r');
const mlqaTask = dumpedTask('MLQARetrieval');
(mlqa === undefined || mlqaTask === undefined ? describe.skip : describe)(
  'MLQARetrieval from the MLQA-R files',
  () => {
    const subsets = Object.entries(mlqaTask?.descriptive_stats['validation']?.subsets ?? {});
    it('has seven subsets with statistics', () => {
      expect(subsets.length).toBe(7);
    });
    it.each(subsets)('%s has the counts and characters of MTEB', async (subset, stats) => {
      const source = await openFolder(mlqa ?? '');
      const [document = '', query = ''] = subset.split('-').map((code) => MLQA_FILES[code]);
      const { queries, documents, qrels } = mlqaTexts(
        await readSquad(source, `${document}.json`),
        await readSquad(source, `${query}.json`),
      );
      expect(queries.length).toBe(stats['queries']);
      expect(documents.length).toBe(stats['documents']);
      expect([...qrels.values()].reduce((sum, row) => sum + row.size, 0)).toBe(
        stats['relevant_docs'],
      );
      expect(characters(queries) + characters(documents)).toBe(stats['number_of_characters']);
    });
    it('opens all 49 subsets, documents first, and no test split', async () => {
      const source = await openFolder(mlqa ?? '');
      const task = definition({
        name: 'MLQARetrieval',
        loader: { kind: 'standard' },
        eval_langs: mlqaTask?.eval_langs ?? [],
      });
      const subsets = Object.keys(task.eval_langs);
      expect(subsets.length).toBe(49);
      for (const subset of subsets)
        expect(
          (await openDataset(task, { split: 'validation', subset, source })).queries.length,
        ).toBeGreaterThan(150);
      const pair = await openDataset(task, { split: 'validation', subset: 'ara-deu', source });
      expect([pair.documentLanguages, pair.queryLanguages, pair.setting]).toEqual([
        ['ara-Arab'],
        ['deu-Latn'],
        'crosslingual',
      ]);
      await expect(
        openDataset(task, { split: 'test', subset: 'ara-deu', source }),
      ).rejects.toMatchObject({ code: 'GB_SUBSET_UNKNOWN' });
      await expect(
        openDataset(
          { ...task, name: 'OtherRetrieval' },
          { split: 'validation', subset: 'ara-deu', source },
        ),
      ).rejects.toMatchObject({ code: 'GB_INPUT_INVALID' });
    });
  },
);
