import { describe, expect, it } from '@jest/globals';
import { validateTask, validateTaskText } from '../../src/registry/validate-task.js';

const sound = {
  name: 'TownHall',
  description: 'Questions to a town hall, answered by its notices',
  type: 'Retrieval',
  dataset: { path: 'org/town-hall', revision: '0123456789abcdef0123456789abcdef01234567' },
  eval_splits: ['test'],
  eval_langs: { 'eng-quy': ['eng-Latn', 'quy-Latn'], 'quy-quy': ['quy-Latn', 'quy-Latn'] },
  subset_direction: 'query-document',
  main_score: 'ndcg_at_10',
  modalities: ['text'],
  domains: ['Government', 'Written'],
  date: ['2024-01-01', '2024-12-31'],
  loader: { kind: 'standard' },
};

const check = async (change: object): Promise<[string, string, string][]> =>
  (await validateTask({ ...sound, ...change }, 'defs/TownHall.json')).map((issue) => [
    issue.severity,
    issue.pointer,
    issue.message,
  ]);

describe('validateTask', () => {
  it('has nothing to say about a sound definition', async () => {
    expect(await check({})).toEqual([]);
  });

  it.each([
    ['a missing key', { main_score: undefined }, '/main_score', /missing/],
    [
      'an unknown key',
      { eval_split: ['test'] },
      '/eval_split',
      /unknown key, did you mean "eval_splits"/,
    ],
    ['a wrong type', { eval_splits: 'test' }, '/eval_splits', /must be array, got "test"/],
    ['a type of task that is none', { type: 'STS' }, '/type', /expected one of "Retrieval"/],
    [
      'an ISO 639-1 code',
      { eval_langs: { 'de/x': ['de-Latn'] } },
      '/eval_langs/de~1x/0',
      /"de" is an ISO 639-1 code.*"deu" \(German\)/,
    ],
    [
      'a language that does not exist',
      { eval_langs: ['quz-Latn', 'qzq-Latn'] },
      '/eval_langs/1',
      /"qzq" is no ISO 639-3 code, did you mean/,
    ],
    [
      'a language by name',
      { eval_langs: ['zulu-Latn'] },
      '/eval_langs/0',
      /did you mean "zul" \(Zulu\)/,
    ],
    [
      'a script that does not exist',
      { eval_langs: ['tha-Tahi'] },
      '/eval_langs/0',
      /"Tahi" is no ISO 15924 code, did you mean "Thai"/,
    ],
    [
      'a tag without script',
      { eval_langs: ['tha'] },
      '/eval_langs/0',
      /not of the form iso639-3-Script/,
    ],
    [
      'a score that MTEB does not write',
      { main_score: 'ndgc_at_10' },
      '/main_score',
      /did you mean "ndcg_at_10"/,
    ],
    [
      'a score beyond the cut-offs',
      { main_score: 'ndcg_at_10', k_values: [1, 5] },
      '/main_score',
      /k_values hold no 10: the cut-offs are 1, 5/,
    ],
    [
      'a loader rule that does not exist',
      { loader: { kind: 'bier' } },
      '/loader/kind',
      /did you mean "beir"/,
    ],
    [
      'no loader without reason',
      { loader: { kind: 'none' } },
      '/loader/reason',
      /needs the reason/,
    ],
    [
      'a scoring that does not exist',
      { scoring: { kind: 'p-mrrr' } },
      '/scoring/kind',
      /did you mean "p-mrr"/,
    ],
    [
      'a day that does not exist',
      { date: ['2024-02-30', '2024-12-31'] },
      '/date/0',
      /no day of the calendar/,
    ],
    [
      'another file name',
      { name: 'TownHalls' },
      '/name',
      /must be named after the task: "TownHalls.json", not "TownHall.json"/,
    ],
    [
      'a pool of one language',
      { eval_langs: { 'quy-multi': ['quy-Latn'] } },
      '/eval_langs/quy-multi',
      /has only one/,
    ],
    [
      'default beside other subsets',
      { eval_langs: { default: ['quy-Latn'], quy: ['quy-Latn'] } },
      '/eval_langs/default',
      /cannot stand beside/,
    ],
    [
      'a setting that no subset poses',
      { settings: ['multilingual'] },
      '/settings',
      /no subset is multilingual/,
    ],
    [
      'members without an aggregate',
      { tasks: ['XQuADRetrieval'] },
      '/tasks',
      /only for loader kind "aggregate"/,
    ],
    [
      'a member that does not exist',
      { loader: { kind: 'aggregate' }, tasks: ['XQuAD'] },
      '/tasks/0',
      /there is no task "XQuAD"/,
    ],
  ])('finds %s', async (_what, change, pointer, message) => {
    expect(await check(change)).toEqual([['error', pointer, expect.stringMatching(message)]]);
  });

  it.each([
    [
      'a revision that may move',
      { dataset: { path: 'org/town-hall', revision: 'main' } },
      '/dataset/revision',
    ],
    ['a domain that MTEB does not know', { domains: ['Govermnent'] }, '/domains/0'],
    ['sides that are not stated', { subset_direction: undefined }, '/eval_langs/eng-quy'],
    ['an empty description', { description: ' ' }, '/description'],
    ['a period that ends before it begins', { date: ['2025-01-01', '2024-01-01'] }, '/date'],
  ])('warns of %s', async (_what, change, pointer) => {
    expect(await check(change)).toEqual([['warning', pointer, expect.any(String)]]);
  });

  it('warns of a name that a shipped task has', async () => {
    const issues = await validateTask(
      { ...sound, name: 'XQuADRetrieval' },
      'defs/XQuADRetrieval.json',
    );
    expect(issues).toEqual([expect.objectContaining({ severity: 'warning', pointer: '/name' })]);
  });

  it('reports several faults at once', async () => {
    const pointers = (
      await check({ main_score: 'x', loader: { kind: 'y' }, eval_langs: ['xxx-Latn', 'eng-Xxxx'] })
    ).map(([, pointer]) => pointer);
    expect(pointers).toEqual(['/eval_langs/0', '/eval_langs/1', '/main_score', '/loader/kind']);
  });

  it.each([[null], [[]], ['text'], [{}]])('survives %j', async (value) => {
    expect((await validateTask(value, 'x.json')).length).toBeGreaterThan(0);
  });
});

describe('validateTaskText', () => {
  it('finds a subset that stands twice', async () => {
    const text = JSON.stringify(sound).replace('"eng-quy":', '"quy-quy":');
    expect(await validateTaskText(text, 'TownHall.json')).toEqual([
      expect.objectContaining({
        pointer: '/eval_langs/quy-quy',
        message: expect.stringContaining('stands twice'),
      }),
    ]);
  });

  it('throws for text that is no JSON', async () => {
    await expect(validateTaskText('{', 'TownHall.json')).rejects.toMatchObject({
      code: 'GB_TASK_INVALID',
      exitCode: 2,
    });
  });
});
