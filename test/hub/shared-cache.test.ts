import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openHubRepository } from '../../src/hub/repository.js';
import { exampleRepository } from '../support/example-repository.js';
import { HubServer } from '../support/hub-server.js';
import { failure, FIRST, freshFolder, removeFolders, testSettings } from '../support/hub-world.js';

const FILE = 'corpus/corpus-00000-of-00001.parquet';
let server: HubServer;
beforeEach(async () => {
  server = await HubServer.start({
    type: 'dataset',
    name: 'org/example',
    commits: { [FIRST]: exampleRepository('parquet') },
    refs: {},
  });
});
afterEach(() => server.close());
afterAll(removeFolders);

it('a cache that cannot be written is named, with the variable that moves it', async () => {
  const file = join(freshFolder(), 'no-folder');
  writeFileSync(file, '');
  const repository = await openHubRepository({
    type: 'dataset',
    name: 'org/example',
    revision: FIRST,
    settings: testSettings(server, { cache: join(file, 'hub') }),
  });
  const error = await failure(repository.localPath(FILE));
  expect([error.code, error.exitCode, error.hint]).toEqual([
    'GB_WRITE_FAILED',
    3,
    expect.stringContaining('HF_HUB_CACHE'),
  ]);
  expect(error.message).toContain('cannot be stored in the cache');
});

describe('several runs that want the same file at the same time', () => {
  it('download it once; those who wait get it', async () => {
    const settings = testSettings(server);
    // Each has its own state; what they share is the cache folder, as processes do.
    const repositories = await Promise.all(
      Array.from({ length: 4 }, () =>
        openHubRepository({ type: 'dataset', name: 'org/example', revision: FIRST, settings }),
      ),
    );
    const paths = await Promise.all(repositories.map((repository) => repository.localPath(FILE)));
    expect(new Set(paths).size).toBe(1);
    expect(readFileSync(paths[0] ?? '')).toEqual(
      readFileSync(join(exampleRepository('parquet'), FILE)),
    );
    expect(server.requests.filter(({ host }) => host === 'storage')).toHaveLength(1);
  });

  it('the one that waits takes over when the first fails', async () => {
    const settings = testSettings(server, { attempts: 1 });
    server.faults.add(/storage/, { kind: 'stall', after: 0 }, 1);
    const open = () =>
      openHubRepository({ type: 'dataset', name: 'org/example', revision: FIRST, settings });
    const [first, second] = [await open(), await open()];
    const results = await Promise.allSettled([first.localPath(FILE), second.localPath(FILE)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
