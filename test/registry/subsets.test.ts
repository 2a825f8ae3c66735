import { describe, expect, it } from '@jest/globals';
import { loadTask } from '../../src/registry/load-task.js';
import { taskSubsets, type TaskSubset } from '../../src/registry/subsets.js';

async function subset(task: string, name: string): Promise<TaskSubset | undefined> {
  return taskSubsets(await loadTask(task)).find((one) => one.subset === name);
}

describe('taskSubsets', () => {
  it('puts the corpus first in Belebele, MLQA and XPQA', async () => {
    for (const [task, name, documents, queries] of [
      ['BelebeleRetrieval', 'acm_Arab-eng_Latn', 'acm-Arab', 'eng-Latn'],
      ['MLQARetrieval', 'ara-deu', 'ara-Arab', 'deu-Latn'],
      ['XPQARetrieval', 'eng-ara', 'eng-Latn', 'ara-Arab'],
    ] as const) {
      expect(await subset(task, name)).toMatchObject({
        documentLanguages: [documents],
        queryLanguages: [queries],
        setting: 'crosslingual',
      });
    }
  });

  it('puts the query first where the definition says so', async () => {
    for (const [task, name, queries, documents] of [
      ['CUREv1', 'es', 'spa-Latn', 'eng-Latn'],
      ['mFollowIRCrossLingual', 'eng-fas', 'eng-Latn', 'fas-Arab'],
      ['XQuADRRetrieval', 'ar-de', 'arb-Arab', 'deu-Latn'],
      ['UDHRRetrieval', 'eng-tur', 'eng-Latn', 'tur-Latn'],
    ] as const) {
      expect(await subset(task, name)).toMatchObject({
        queryLanguages: [queries],
        documentLanguages: [documents],
        setting: 'crosslingual',
      });
    }
    expect(await subset('CUREv1', 'en')).toMatchObject({ setting: 'monolingual' });
  });

  it('searches all languages in a pool', async () => {
    const pool = await subset('XQuADRRetrieval', 'ar-multi');
    expect(pool).toMatchObject({ queryLanguages: ['arb-Arab'], setting: 'multilingual' });
    expect(pool?.documentLanguages).toHaveLength(11);
    expect(pool?.documentLanguages).toContain('arb-Arab');
  });

  it('takes one language for both sides, scripts apart', async () => {
    expect(await subset('XQuADRetrieval', 'th')).toEqual({
      subset: 'th',
      languages: ['tha-Thai'],
      queryLanguages: ['tha-Thai'],
      documentLanguages: ['tha-Thai'],
      setting: 'monolingual',
    });
    expect(await subset('BelebeleRetrieval', 'hin_Deva-hin_Latn')).toMatchObject({
      setting: 'crosslingual',
    });
  });

  it('takes the first of several tags of one language, and keeps the list', async () => {
    expect(await subset('MKQARetrieval', 'no')).toMatchObject({
      queryLanguages: ['nor-Latn'],
      languages: ['nor-Latn', 'nno-Latn', 'nob-Latn'],
      setting: 'monolingual',
    });
  });

  it('does not guess sides of a monolingual task in English and a programming language', async () => {
    expect(await subset('CosQA', 'default')).toMatchObject({
      queryLanguages: ['eng-Latn', 'python-Code'],
      documentLanguages: ['eng-Latn', 'python-Code'],
      setting: 'monolingual',
    });
  });

  it('gives the cells of the study', async () => {
    const count = async (task: string): Promise<number[]> => {
      const all = taskSubsets(await loadTask(task));
      return (['monolingual', 'crosslingual', 'multilingual'] as const).map(
        (setting) => all.filter((one) => one.setting === setting).length,
      );
    };
    expect(await count('XQuADRRetrieval')).toEqual([11, 110, 11]);
    expect(await count('MLQARRetrieval')).toEqual([7, 42, 7]);
    expect(await count('UDHRRetrieval')).toEqual([15, 28, 15]);
  });
});
