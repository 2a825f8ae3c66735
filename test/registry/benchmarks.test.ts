import { describe, expect, it } from '@jest/globals';
import { listBenchmarks, loadBenchmark } from '../../src/registry/benchmarks.js';
import { loadTask } from '../../src/registry/load-task.js';
import { validateBenchmark } from '../../src/registry/validate-benchmark.js';

describe('benchmarks', () => {
  it('are found by name, alias and file name', async () => {
    for (const name of ['MTEB(eng, v2)', 'MTEB(eng)', 'mteb-eng-v2'])
      expect((await loadBenchmark(name)).name).toBe('MTEB(eng, v2)');
    expect((await loadBenchmark('MMTEB')).hidden_tasks).toEqual([]);
    expect((await loadBenchmark('RTEB(beta)')).hidden_tasks).toHaveLength(13);
  });

  it('have names and aliases that mean one benchmark each', async () => {
    const all = (await listBenchmarks()).flatMap((entry) => [entry.name, ...entry.aliases]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('name near ones for a name that is none', async () => {
    await expect(loadBenchmark('MTEB(egn, v2)')).rejects.toMatchObject({
      code: 'GB_TASK_UNKNOWN',
      hint: expect.stringContaining('"MTEB(eng, v2)"'),
    });
    await expect(loadBenchmark('./none.json')).rejects.toMatchObject({ code: 'GB_NOT_FOUND' });
  });

  it('of our own hold what they say', async () => {
    const subsets = async (name: string): Promise<readonly string[]> =>
      (await loadBenchmark(name)).tasks[0]?.hf_subsets ?? [];
    expect(await subsets('typology-16')).toHaveLength(16);
    const all = await subsets('typology-115');
    expect(all).toHaveLength(116);
    expect(new Set(all.map((subset) => subset.slice(0, 3))).size).toBe(115);
    expect((await loadBenchmark('hybrid-batch')).tasks.map((task) => task.name)).toEqual([
      'XQuADRRetrieval',
      'MLQARRetrieval',
      'MIRACLRetrieval',
    ]);
    expect(
      new Set(
        (await subsets('typology-16')).map(
          (subset) => subset.split('-')[0] === subset.split('-')[1],
        ),
      ),
    ).toEqual(new Set([true]));
    expect((await loadTask('BelebeleRetrieval')).eval_langs).toMatchObject(
      Object.fromEntries(all.map((subset) => [subset, expect.anything()])),
    );
  });

  it('are rejected with pointers where a task, subset or split does not exist', async () => {
    const value = {
      name: 'x',
      description: '',
      tasks: [
        { name: 'XQuADRetrieval', hf_subsets: ['ar', 'arr'], eval_splits: ['test'] },
        { name: 'XQuADRetreival' },
        { name: 'XQuADRetrieval' },
      ],
    };
    expect((await validateBenchmark(value)).map((issue) => issue.pointer)).toEqual([
      '/tasks/0/hf_subsets/1',
      '/tasks/0/eval_splits/0',
      '/tasks/1/name',
      '/tasks/2/name',
    ]);
    expect(
      (await validateBenchmark({ name: 'x', tasks: [] })).map((issue) => issue.pointer).sort(),
    ).toEqual(['/description', '/tasks']);
  });
});
