import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openHubRepository, type HubRepository } from '../../src/hub/repository.js';
import type { HubSettings } from '../../src/hub/contract/settings.js';
import { exampleRepository } from '../support/example-repository.js';
import { HubServer } from '../support/hub-server.js';
import { failure, FIRST, removeFolders, SECOND, testSettings } from '../support/hub-world.js';

const NAME = 'org/example';
const FILE = 'corpus/corpus-00000-of-00001.parquet';
let server: HubServer;
let settings: Partial<HubSettings>;
let folder: string;

beforeEach(async () => {
  server = await HubServer.start({
    type: 'dataset',
    name: NAME,
    commits: { [FIRST]: exampleRepository('parquet') },
    refs: { main: FIRST },
  });
  settings = testSettings(server);
  folder = join(settings.cache ?? '', 'datasets--org--example');
});
afterEach(() => server.close());
afterAll(removeFolders);

const open = (revision: string, offline = true): Promise<HubRepository> =>
  openHubRepository({ type: 'dataset', name: NAME, revision, settings: { ...settings, offline } });
async function fill(): Promise<void> {
  await (await open('main', false)).fetchAll(['README.md', FILE]);
  server.takeRequests();
}

describe('offline', () => {
  it('reads what the cache holds, by commit and by branch, and asks nobody', async () => {
    await fill();
    for (const revision of [FIRST, 'main']) {
      const repository = await open(revision);
      expect(repository.revision).toBe(FIRST);
      expect(await repository.list()).toHaveLength(13);
      expect(readFileSync(await repository.localPath(FILE))).toEqual(
        readFileSync(join(exampleRepository('parquet'), FILE)),
      );
    }
    expect(server.requests).toEqual([]);
  });

  it('names the file that is missing', async () => {
    await fill();
    const error = await failure(
      (await open('main')).localPath('default/test-00000-of-00001.parquet'),
    );
    expect([error.code, error.exitCode]).toEqual(['GB_OFFLINE', 3]);
    expect(error.message).toContain(
      'default/test-00000-of-00001.parquet of the dataset org/example at aaaaaaaaaaaa',
    );
    expect(server.requests).toEqual([]);
  });

  it('names the repository that is missing', async () => {
    const error = await failure(open(SECOND));
    expect([error.code, error.exitCode]).toEqual(['GB_OFFLINE', 3]);
    expect(error.message).toContain('org/example');
    expect(error.hint).toContain('HF_HUB_OFFLINE');
  });

  it('refuses a cached file whose size is wrong; with the hub it is fetched again', async () => {
    await fill();
    truncateSync(await (await open('main')).localPath(FILE), 10);
    const error = await failure((await open('main')).localPath(FILE));
    expect([error.code, error.exitCode]).toEqual(['GB_CACHE_CORRUPT', 4]);
    // a hub that then fails does not cost the cache what it holds
    const blobs = (): string[] =>
      readdirSync(join(folder, 'blobs'))
        .filter((name) => !name.endsWith('.incomplete'))
        .sort();
    const before = blobs();
    server.faults.add(/storage|resolve/, { kind: 'status', status: 404 });
    await failure((await open('main', false)).localPath(FILE));
    expect(blobs()).toEqual(before);
    server.faults.clear();
    const path = await (await open('main', false)).localPath(FILE);
    expect(readFileSync(path)).toEqual(readFileSync(join(exampleRepository('parquet'), FILE)));
  });
});

describe('a cache of Python before it kept listings', () => {
  const forgetListing = (): void => rmSync(join(folder, 'trees'), { recursive: true });

  it('is read by the names of its files', async () => {
    await fill();
    forgetListing();
    const repository = await open('main');
    expect(await repository.list()).toEqual(['README.md', FILE]);
    await repository.localPath(FILE);
    expect(
      (await failure(repository.localPath('queries/queries-00000-of-00001.parquet'))).code,
    ).toBe('GB_OFFLINE');
  });

  it('does not pass for whole when shards are missing', async () => {
    await fill();
    forgetListing();
    const only = join(folder, 'snapshots', FIRST, 'corpus', 'corpus-00001-of-00003.parquet');
    mkdirSync(dirname(only), { recursive: true });
    renameSync(join(folder, 'snapshots', FIRST, FILE), only);
    const error = await failure(
      (await open('main')).localPath('corpus/corpus-00001-of-00003.parquet'),
    );
    expect(error.message).toContain('corpus/corpus-00000-of-00003.parquet');
  });

  it('is not trusted when its listing is broken', async () => {
    await fill();
    writeFileSync(
      join(folder, 'trees', `${FIRST}.json`),
      JSON.stringify({ format_version: 1, files: { '../../evil': { size: 1, blob_id: 'x' } } }),
    );
    expect(await (await open('main')).list()).toEqual(['README.md', FILE]);
    expect(await (await open('main', false)).list()).toHaveLength(13);
  });
});

describe('without the hub, not offline', () => {
  it('takes what the cache knows of a branch, and says so', async () => {
    await fill();
    server.faults.add(/api/, { kind: 'status', status: 503 });
    const repository = await open('main', false);
    expect(repository.revision).toBe(FIRST);
    expect(repository.warnings).toEqual([
      expect.stringContaining(
        'what the cache holds of the dataset org/example at aaaaaaaaaaaa is used',
      ),
    ]);
  });

  it('does not wait long for each of many files', async () => {
    const repository = await open(FIRST, false);
    server.faults.add(/resolve/, { kind: 'status', status: 500 });
    server.takeRequests();
    for (const path of [FILE, 'README.md', 'default/test-00000-of-00001.parquet'])
      expect((await failure(repository.localPath(path))).code).toBe('GB_NETWORK');
    expect(server.takeRequests()).toHaveLength(3 + 1 + 1);
  });
});
