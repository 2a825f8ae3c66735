import { describe, expect, it } from '@jest/globals';
import { languageTest } from '../../src/protocols/language-filter.js';
import { loadBenchmark } from '../../src/registry/benchmarks.js';
import { matchValues } from '../../src/registry/filter-values.js';
import { listTasks, type TaskFilter } from '../../src/registry/list-tasks.js';
import { loadTask } from '../../src/registry/load-task.js';
import { subsetLanguages } from '../../src/registry/subsets.js';

const meaning = (filter: Parameters<typeof languageTest>[0]): TaskFilter => ({
  language: languageTest(filter) ?? (() => false),
});
const names = async (filter: TaskFilter): Promise<string[]> =>
  (await listTasks(filter, [])).map((task) => task.name);

describe('listTasks', () => {
  it('filters as the definitions themselves would, opened one by one', async () => {
    const all = await listTasks({}, []);
    expect(all.length).toBe(545);
    const opened = await Promise.all(all.map((task) => loadTask(task.name)));
    const having = (holds: (task: (typeof opened)[number]) => boolean): string[] =>
      opened.filter(holds).map((task) => task.name);
    const tags = (task: (typeof opened)[number]): string[] =>
      subsetLanguages(task).flatMap(([, languages]) => languages);

    expect(await names({ types: new Set(['Reranking']) })).toEqual(
      having((task) => task.type === 'Reranking'),
    );
    expect(await names(meaning({ languages: ['tha'] }))).toEqual(
      having((task) => tags(task).some((tag) => tag.startsWith('tha-'))),
    );
    expect(await names(meaning({ languages: ['hin-Latn'] }))).toEqual(
      having((task) => tags(task).includes('hin-Latn')),
    );
    expect(await names(meaning({ scripts: ['Tibt'] }))).toEqual(
      having((task) => tags(task).some((tag) => tag.endsWith('-Tibt'))),
    );
    expect(await names({ domains: new Set(['Legal']) })).toEqual(
      having((task) => (task.domains ?? []).includes('Legal')),
    );
    expect(await names({ loaders: new Set(['standard']) })).toEqual(
      having((task) => task.loader.kind === 'standard'),
    );
    expect(await names({ multilingual: true })).toEqual(
      having((task) => !Array.isArray(task.eval_langs)),
    );
    for (const filter of [
      { types: new Set(['Reranking']) },
      meaning({ languages: ['hin-Latn'] }),
      meaning({ scripts: ['Tibt'] }),
    ])
      expect((await names(filter)).length).toBeGreaterThan(0);
  });

  it('wants language and script of one and the same tag', async () => {
    expect(await names(meaning({ languages: ['hin'], scripts: ['Latn'] }))).toEqual([
      'BelebeleRetrieval',
    ]);
  });

  it('keeps to the tasks of a benchmark', async () => {
    const benchmark = await loadBenchmark('MTEB(Law, v1)');
    expect(
      (await names({ names: new Set(benchmark.tasks.map((task) => task.name)) })).sort(),
    ).toEqual(benchmark.tasks.map((task) => task.name).sort());
  });

  it('knows settings', async () => {
    expect(await names({ settings: new Set(['multilingual'] as const) })).toEqual([
      'MLQARRetrieval',
      'UDHRRetrieval',
      'XQuADRRetrieval',
    ]);
    expect(await names({ settings: new Set(['crosslingual'] as const) })).toEqual(
      expect.arrayContaining(['BelebeleRetrieval', 'CUREv1', 'MLQARetrieval', 'XPQARetrieval']),
    );
  });

  it('splits tasks into those that run and those that do not, with reasons', async () => {
    const all = await listTasks({}, []);
    expect(
      (await listTasks({ runnable: true }, [])).length +
        (await listTasks({ runnable: false }, [])).length,
    ).toBe(all.length);
    for (const task of all)
      expect(
        task.runnable
          ? task.reasons
          : task.reasons.length > 0 && task.reasons.every((reason) => reason.length > 20),
      ).toEqual(task.runnable ? [] : true);
  });

  it('runs at least 95 % of the tasks with the standard loader', async () => {
    const standard = await listTasks({ loaders: new Set(['standard']) }, []);
    expect(standard.length).toBe(433);
    expect(
      standard.filter((task) => task.runnable).length / standard.length,
    ).toBeGreaterThanOrEqual(0.95);
  });

  it('tells what is missing where only the main score is standard', async () => {
    const [task] = await listTasks({ names: new Set(['LoCoMo']) }, []);
    expect(task).toMatchObject({ runnable: true, missingScores: ['R_cap_at_<k>'] });
    const [followIr] = await listTasks({ names: new Set(['Core17InstructionRetrieval']) }, []);
    expect(followIr?.reasons.join()).toContain('p-MRR');
  });
});

describe('matchValues', () => {
  it('takes upper and lower case alike and names near values', () => {
    expect(matchValues('domain', ['legal', 'Web'], ['Legal', 'Web'])).toEqual(
      new Set(['Legal', 'Web']),
    );
    expect(() => matchValues('domain', ['Leagl'], ['Legal', 'Web'])).toThrow(
      'there is no domain "Leagl"',
    );
  });
});
