import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openHubRepository } from '../../src/hub/repository.js';
import { exampleRepository } from '../support/example-repository.js';
import { HubServer } from '../support/hub-server.js';
import {
  failure,
  FIRST,
  freshFolder,
  removeFolders,
  SECOND,
  testSettings,
} from '../support/hub-world.js';
import type { ServedRepository } from '../support/hub-repositories.js';

const NAME = 'org/example';
let server: HubServer;
let served: ServedRepository;

beforeEach(async () => {
  served = {
    type: 'dataset',
    name: NAME,
    commits: { [FIRST]: exampleRepository('parquet'), [SECOND]: exampleRepository('jsonl') },
    refs: { main: FIRST, 'refs/pr/1': SECOND },
  };
  server = await HubServer.start(served);
});
afterEach(() => server.close());
afterAll(removeFolders);

describe('a repository of the hub', () => {
  it('costs one listing and its files, and nothing the second time', async () => {
    const settings = testSettings(server);
    const open = () =>
      openHubRepository({ type: 'dataset', name: NAME, revision: FIRST, settings });
    const repository = await open();
    const path = await repository.localPath('README.md');
    await repository.localPath('corpus/corpus-00000-of-00001.parquet');
    expect(readFileSync(path)).toEqual(
      readFileSync(join(exampleRepository('parquet'), 'README.md')),
    );
    expect(server.takeRequests()).toEqual([
      `GET hub/api/datasets/${NAME}/tree/${FIRST}`,
      `GET hub/datasets/${NAME}/resolve/${FIRST}/README.md`,
      `GET hub/datasets/${NAME}/resolve/${FIRST}/corpus/corpus-00000-of-00001.parquet`,
      expect.stringMatching(/^GET storage\/lfs\//),
    ]);
    await (await open()).localPath('README.md');
    expect(server.takeRequests()).toEqual([]);
  });

  it('lies in the cache as Python lays it out', async () => {
    const settings = testSettings(server);
    const repository = await openHubRepository({
      type: 'dataset',
      name: NAME,
      revision: 'main',
      settings,
    });
    const path = await repository.localPath('corpus/corpus-00000-of-00001.parquet');
    const folder = join(settings.cache ?? '', 'datasets--org--example');
    expect(path).toBe(join(folder, 'snapshots', FIRST, 'corpus', 'corpus-00000-of-00001.parquet'));
    expect(readlinkSync(path)).toMatch(/^\.\.\/\.\.\/\.\.\/blobs\/[0-9a-f]{64}$/);
    expect(readlinkSync(await repository.localPath('README.md'))).toMatch(
      /^\.\.\/\.\.\/blobs\/[0-9a-f]{40}$/,
    );
    expect(readFileSync(join(folder, 'refs', 'main'), 'utf8')).toBe(FIRST);
  });

  it('asks once what a branch stands for and stays there though the branch moves', async () => {
    const repository = await openHubRepository({
      type: 'dataset',
      name: NAME,
      revision: 'main',
      settings: testSettings(server),
    });
    served.refs['main'] = SECOND;
    expect(repository.revision).toBe(FIRST);
    expect(await repository.list()).toContain('corpus/corpus-00000-of-00001.parquet');
    await repository.localPath('corpus/corpus-00000-of-00001.parquet');
    expect(server.takeRequests().filter((line) => line.includes('/revision/'))).toEqual([
      `GET hub/api/datasets/${NAME}/revision/main`,
    ]);
  });

  it('opens a revision whose name holds slashes', async () => {
    const settings = testSettings(server);
    const repository = await openHubRepository({
      type: 'dataset',
      name: NAME,
      revision: 'refs/pr/1',
      settings,
    });
    await repository.localPath('corpus.jsonl');
    expect(repository.revision).toBe(SECOND);
    expect(
      readFileSync(
        join(settings.cache ?? '', 'datasets--org--example', 'refs', 'refs', 'pr', '1'),
        'utf8',
      ),
    ).toBe(SECOND);
  });

  it('follows the pages of a long listing', async () => {
    server.pageSize = 3;
    const repository = await openHubRepository({
      type: 'dataset',
      name: NAME,
      revision: FIRST,
      settings: testSettings(server),
    });
    const paths = await repository.list();
    expect(paths).toHaveLength(13);
    expect(paths).toEqual([...paths].sort());
    expect(server.takeRequests()).toHaveLength(5);
  });

  it('fetches several files at once, the content that two of them share once', async () => {
    const repository = await openHubRepository({
      type: 'dataset',
      name: NAME,
      revision: SECOND,
      settings: testSettings(server),
    });
    const paths = await repository.list();
    server.takeRequests();
    await Promise.all([repository.fetchAll(paths), repository.localPath('corpus.jsonl')]);
    expect(server.takeRequests()).toHaveLength(8);
  });

  it('reports how far it is, up to the last byte', async () => {
    const seen: { done: number; total: number }[] = [];
    const repository = await openHubRepository({
      type: 'dataset',
      name: NAME,
      revision: SECOND,
      settings: testSettings(server),
      onProgress: ({ done, total }) => seen.push({ done, total }),
    });
    await repository.fetchAll(await repository.list());
    const bytes = (await repository.list()).reduce(
      (sum, path) => sum + (repository.size(path) ?? NaN),
      0,
    );
    expect(seen.at(-1)).toEqual({ done: bytes, total: bytes });
  });

  it('reuses the blobs of another commit', async () => {
    const settings = testSettings(server);
    await server.close();
    server = await HubServer.start({
      type: 'dataset',
      name: NAME,
      commits: { [FIRST]: exampleRepository('jsonl'), [SECOND]: exampleRepository('jsonl') },
      refs: {},
    });
    for (const revision of [FIRST, SECOND]) {
      const repository = await openHubRepository({
        type: 'dataset',
        name: NAME,
        revision,
        settings: { ...settings, endpoint: server.endpoint },
      });
      await repository.localPath('corpus.jsonl');
    }
    expect(server.takeRequests().filter((line) => line.endsWith('corpus.jsonl'))).toHaveLength(1);
  });

  it.each([
    ['../../etc', 'main'],
    ['org/..', 'main'],
    ['org/name', '../main'],
    ['a/b/c', 'main'],
    ['org/na--me', 'main'],
    ['org/name', ''],
  ])('refuses the name %s at "%s"', async (name, revision) => {
    const error = await failure(
      openHubRepository({ type: 'dataset', name, revision, settings: testSettings(server) }),
    );
    expect(error.code).toBe('GB_NOT_FOUND');
    expect(server.requests).toEqual([]);
  });

  it('has no file that is not listed', async () => {
    const repository = await openHubRepository({
      type: 'dataset',
      name: NAME,
      revision: FIRST,
      settings: testSettings(server, { cache: freshFolder() }),
    });
    expect((await failure(repository.localPath('../../secret'))).code).toBe('GB_NOT_FOUND');
    expect((await failure(repository.localPath('nothing.parquet'))).message).toContain(
      'has no file nothing.parquet',
    );
  });
});
