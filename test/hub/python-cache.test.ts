import { execFile } from 'node:child_process';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openHubRepository, type HubRepository } from '../../src/hub/repository.js';
import { snapshotModel } from '../../src/hub/snapshot-model.js';
import { packagePath } from '../../src/base/folders.js';
import { exampleRepository } from '../support/example-repository.js';
import { HubServer } from '../support/hub-server.js';
import { FIRST, freshFolder, removeFolders, testSettings } from '../support/hub-world.js';

const python = process.env['GLOTTOBENCH_ORACLE_PYTHON'];
if (python === undefined)
  process.stderr.write('skipped: GLOTTOBENCH_ORACLE_PYTHON names no Python with huggingface_hub\n');
const both = python === undefined ? it.skip : it;
const CHECKPOINT = packagePath('test', 'fixtures', 'encoder-variants', 'truncate-dim');

let server: HubServer;
let home: string;
beforeEach(async () => {
  home = freshFolder();
  server = await HubServer.start(
    {
      type: 'dataset',
      name: 'org/example',
      commits: { [FIRST]: exampleRepository('parquet') },
      refs: { main: FIRST },
    },
    { type: 'model', name: 'org/tiny', commits: { [FIRST]: CHECKPOINT }, refs: { main: FIRST } },
  );
});
afterEach(() => server.close());
afterAll(removeFolders);

/** Prints what a call of `huggingface_hub` returns, with our cache as its own. */
async function callPython(call: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const program = `import huggingface_hub as h\nprint(${call})`;
  const { stdout } = await promisify(execFile)(python ?? '', ['-c', program], {
    env: {
      PATH: process.env['PATH'],
      HF_HOME: home,
      HF_ENDPOINT: server.endpoint,
      HF_HUB_DISABLE_TELEMETRY: '1',
      HF_HUB_DISABLE_PROGRESS_BARS: '1',
      ...env,
    },
  });
  return stdout.trim();
}

const settings = (offline: boolean) => testSettings(server, { cache: join(home, 'hub'), offline });
const open = (revision: string, offline: boolean): Promise<HubRepository> =>
  openHubRepository({
    type: 'dataset',
    name: 'org/example',
    revision,
    settings: settings(offline),
  });

describe('the cache is one with Python', () => {
  both(
    'Python reads offline what we fetched: a whole dataset by branch and by commit',
    async () => {
      const repository = await open('main', false);
      await repository.fetchAll(await repository.list());
      server.takeRequests();
      for (const revision of ['main', FIRST]) {
        const folder = await callPython(
          `h.snapshot_download('org/example', repo_type='dataset', revision='${revision}', local_files_only=True)`,
          { HF_HUB_OFFLINE: '1' },
        );
        expect(folder).toBe(repository.folder);
      }
      expect(server.requests).toEqual([]);
    },
  );

  both('Python goes on where we stopped, and downloads nothing twice', async () => {
    const blob = basename(
      realpathSync(
        await (await open('main', false)).localPath('corpus/corpus-00000-of-00001.parquet'),
      ),
    );
    server.takeRequests();
    await callPython(`h.snapshot_download('org/example', repo_type='dataset')`);
    const fetched = server.takeRequests().filter((line) => line.startsWith('GET storage'));
    expect(fetched).not.toContain(`GET storage/lfs/${blob}`);
    expect(fetched.length).toBeGreaterThan(5);
  });

  both('Python finds a file and a model that we fetched', async () => {
    const { folder } = await snapshotModel('org/tiny', 'main', { settings: settings(false) });
    const found = await callPython(
      `h.hf_hub_download('org/tiny', '1_Pooling/config.json', local_files_only=True)`,
    );
    expect(found).toBe(join(folder, '1_Pooling', 'config.json'));
    expect(
      await callPython(
        `[r.repo_id for r in h.scan_cache_dir().repos], [str(w) for w in h.scan_cache_dir().warnings]`,
      ),
    ).toBe(`['org/tiny'] []`);
  });

  both('we read offline what Python fetched, with its listing and without', async () => {
    const folder = await callPython(`h.snapshot_download('org/example', repo_type='dataset')`);
    server.takeRequests();
    for (const trees of [true, false]) {
      if (!trees) rmSync(join(home, 'hub', 'datasets--org--example', 'trees'), { recursive: true });
      for (const revision of ['main', FIRST]) {
        const repository = await open(revision, true);
        expect(await repository.list()).toHaveLength(13);
        const path = await repository.localPath('default/test-00000-of-00001.parquet');
        expect(path).toBe(join(folder, 'default', 'test-00000-of-00001.parquet'));
        expect(readFileSync(path)).toEqual(
          readFileSync(
            join(exampleRepository('parquet'), 'default', 'test-00000-of-00001.parquet'),
          ),
        );
      }
    }
    expect(server.requests).toEqual([]);
  });

  both('we fetch only what Python did not', async () => {
    await callPython(`h.hf_hub_download('org/example', 'README.md', repo_type='dataset')`);
    server.takeRequests();
    const repository = await open('main', false);
    await repository.fetchAll(['README.md', 'queries/queries-00000-of-00001.parquet']);
    expect(server.takeRequests().filter((line) => line.includes('README.md'))).toEqual([]);
  });
});
