import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { openFolder } from '../../src/data/folder-repository.js';
import { readChangedRelevance } from '../../src/data/loaders/mfollowir.js';
import { openDataset } from '../../src/data/open-dataset.js';
import { collect } from '../contracts/loader.js';
import { definition } from './support/definition.js';
import { jsonLines, temporaryFolder } from './support/temporary-folder.js';

/**
 * Rules that mteb's own classes cannot be run on from a folder: their paths are fixed in the code.
 */
describe('rules checked by hand', () => {
  const standIns = packagePath('test', 'fixtures', 'data', 'stand-ins');

  it('without-instructions: the same data, the queries bare', async () => {
    const source = await openFolder(`${standIns}/standard-prefixed`);
    const open = (kind: string): ReturnType<typeof openDataset> =>
      openDataset(definition({ loader: { kind }, eval_langs: { swh: ['swh-Latn'] } }), {
        split: 'test',
        subset: 'swh',
        source,
      });
    const [bare, full] = [await open('without-instructions'), await open('standard')];
    expect(full.queries[1]?.text).toMatch(/instruction 1$/);
    expect(bare.queries.map(({ id }) => id)).toEqual(full.queries.map(({ id }) => id));
    expect(bare.queries.filter(({ text }) => text.includes('instruction'))).toEqual([]);
    expect(bare.topRanked).toEqual(full.topRanked);
  });

  it('mfollowir: documents whose relevance the changed instruction alters', async () => {
    const source = await openFolder(`${standIns}/mFollowIR`);
    const changed = await readChangedRelevance({ source, subset: 'fas', split: 'test' });
    expect([...changed]).toEqual(
      [0, 1, 2, 3, 4, 5].map((topic) => [String(topic), [`fasd${topic}`]]),
    );
  });

  it('code-edit-search: the first 1000 rows of the folder, numbered; a repeated commit keeps its place and its last text', async () => {
    const rows = Array.from({ length: 1005 }, (_, i) => ({
      commit: `c${i % 1001}`,
      instruction: `do ${i}`,
      diff: ` diff ${i} `,
    }));
    const source = await openFolder(
      temporaryFolder({
        'go/data-00000.jsonl': jsonLines(...rows.slice(0, 600)),
        'go/data-00001.jsonl': jsonLines(...rows.slice(600)),
        'python/data.jsonl': jsonLines(...rows),
      }),
    );
    const task = definition({
      loader: { kind: 'code-edit-search' },
      eval_langs: { go: ['go-Code'], java: ['java-Code'] },
    });
    const dataset = await openDataset(task, { split: 'train', subset: 'go', source });
    expect([dataset.queries.length, dataset.queries[0], dataset.queries[999]]).toEqual([
      1000,
      { id: '0', text: 'do 0' },
      { id: '999', text: 'do 999' },
    ]);
    expect((await collect(dataset))[0]).toEqual({ id: 'c0', text: 'diff 0' });
    expect(dataset.qrels.get('7')).toEqual(new Map([['c7', 1]]));
    await expect(
      openDataset(task, { split: 'train', subset: 'java', source }),
    ).rejects.toMatchObject({ code: 'GB_SUBSET_UNKNOWN' });
  });

  it('skquad: fixed splits', async () => {
    const card =
      '---\nconfigs:\n- {config_name: default, data_files: [{split: train, path: r.jsonl}, {split: test, path: r.jsonl}]}\n- {config_name: corpus, data_files: [{split: corpus, path: c.jsonl}, {split: other, path: q.jsonl}]}\n- {config_name: queries, data_files: [{split: queries, path: q.jsonl}, {split: other, path: c.jsonl}]}\n---\n';
    const source = await openFolder(
      temporaryFolder({
        'README.md': card,
        'c.jsonl': jsonLines({ _id: 'd', title: 'T', text: 'x' }),
        'q.jsonl': jsonLines({ _id: 'q', text: 'y' }),
        'r.jsonl': jsonLines({ 'query-id': 'q', 'corpus-id': 'd', score: 1 }),
      }),
    );
    const dataset = await openDataset(definition({ loader: { kind: 'skquad' } }), {
      split: 'test',
      subset: 'default',
      source,
    });
    expect([dataset.queries, await collect(dataset)]).toEqual([
      [{ id: 'q', text: 'y' }],
      [{ id: 'd', text: 'T x' }],
    ]);
  });

  it('a kind without a rule says the reason of the definition', async () => {
    const source = await openFolder(temporaryFolder({ 'a.jsonl': '{}\n' }));
    await expect(
      openDataset(
        definition({
          name: 'X',
          loader: { kind: 'none', reason: 'mteb loads it with code of its own' },
        }),
        { split: 'test', subset: 'default', source },
      ),
    ).rejects.toMatchObject({
      code: 'GB_TASK_NOT_RUNNABLE',
      message: 'X: mteb loads it with code of its own',
    });
  });
});
