import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadTask, taskNames } from '../../src/registry/load-task.js';
import { listTasks } from '../../src/registry/list-tasks.js';

const mine = {
  name: 'MineRetrieval',
  description: 'Questions of a town hall',
  type: 'Retrieval',
  dataset: { path: './mine', revision: '1' },
  eval_splits: ['test'],
  eval_langs: ['quy-Latn'],
  main_score: 'ndcg_at_10',
  modalities: ['text'],
  loader: { kind: 'beir' },
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-tasks-'));
  await writeFile(join(folder, 'MineRetrieval.json'), JSON.stringify(mine));
});
afterAll(() => rm(folder, { recursive: true }));

describe('loadTask', () => {
  it('finds shipped tasks by their exact names', async () => {
    expect((await loadTask('XQuADRetrieval')).dataset.path).toBe('mteb/XQuADRetrieval');
    expect((await loadTask('CQADupstackRetrieval')).tasks).toHaveLength(12);
    expect((await loadTask('UDHRRetrieval')).loader.kind).toBe('udhr');
  });

  it('names near tasks for a name that is none', async () => {
    await expect(loadTask('xquad-retrieval')).rejects.toMatchObject({
      code: 'GB_TASK_UNKNOWN',
      exitCode: 2,
      hint: expect.stringMatching(/^did you mean: XQuADRetrieval,/),
    });
    await expect(loadTask('Qwertzuiop')).rejects.toMatchObject({
      code: 'GB_TASK_UNKNOWN',
      hint: 'glottobench tasks list shows all tasks',
    });
    await expect(loadTask('')).rejects.toMatchObject({ code: 'GB_TASK_UNKNOWN' });
  });

  it('says when a name is a benchmark or a private task', async () => {
    await expect(loadTask('MMTEB')).rejects.toMatchObject({
      hint: 'this is a benchmark: --benchmark "MTEB(Multilingual, v2)" names all its tasks',
    });
    await expect(loadTask('German1Retrieval')).rejects.toMatchObject({
      message: expect.stringContaining('private task'),
    });
  });

  it('does not leave its folders by a name', async () => {
    await expect(loadTask('..')).rejects.toMatchObject({ code: 'GB_TASK_UNKNOWN' });
    await expect(loadTask('../schemas/task.schema')).rejects.toMatchObject({
      code: 'GB_NOT_FOUND',
    });
  });

  it('reads a path, and names from the folders of the user', async () => {
    // a data folder `./x` lies beside the definition, wherever the shell stands
    const loaded = {
      ...mine,
      dataset: { ...mine.dataset, path: join(folder, mine.dataset.path) },
    };
    expect(await loadTask(join(folder, 'MineRetrieval.json'))).toEqual(loaded);
    expect(await loadTask('MineRetrieval', [folder])).toEqual(loaded);
    await expect(loadTask('MineRetreival', [folder])).rejects.toMatchObject({
      hint: expect.stringContaining('MineRetrieval'),
    });
    expect(await taskNames([folder])).toContain('MineRetrieval');
    const [listed] = await listTasks(
      { names: new Set(['MineRetrieval']), language: (tag) => tag.startsWith('quy-') },
      [folder],
    );
    expect(listed).toMatchObject({
      name: 'MineRetrieval',
      runnable: true,
      file: join(folder, 'MineRetrieval.json'),
    });
  });

  it('rejects a broken definition of the user with every fault', async () => {
    const path = join(folder, 'Broken.json');
    await writeFile(
      path,
      JSON.stringify({ ...mine, main_score: 'ndcg@10', eval_langs: ['xx-Latn'] }),
    );
    await expect(loadTask(path)).rejects.toMatchObject({
      code: 'GB_TASK_INVALID',
      place: { file: path },
      issues: expect.arrayContaining([
        expect.objectContaining({ pointer: '/main_score' }),
        expect.objectContaining({ pointer: '/eval_langs/0' }),
        expect.objectContaining({ pointer: '/name' }),
      ]),
    });
    await rm(path);
    await expect(loadTask(path)).rejects.toMatchObject({ code: 'GB_NOT_FOUND', exitCode: 3 });
    await expect(listTasks({}, [join(folder, 'none')])).rejects.toMatchObject({
      code: 'GB_NOT_FOUND',
    });
  });
});
