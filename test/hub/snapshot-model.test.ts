import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { snapshotModel } from '../../src/hub/snapshot-model.js';
import { packagePath } from '../../src/base/folders.js';
import { HubServer } from '../support/hub-server.js';
import { failure, FIRST, freshFolder, removeFolders, testSettings } from '../support/hub-world.js';

const CHECKPOINT = packagePath('test', 'fixtures', 'encoder-variants', 'truncate-dim');
let server: HubServer;
afterEach(() => server.close());
afterAll(removeFolders);

/** Serves a copy of the checkpoint after a change. */
async function serve(change: (folder: string) => void = () => undefined): Promise<string> {
  const folder = freshFolder();
  cpSync(CHECKPOINT, folder, { recursive: true });
  change(folder);
  server = await HubServer.start({
    type: 'model',
    name: 'org/tiny',
    commits: { [FIRST]: folder },
    refs: { main: FIRST },
  });
  return folder;
}

describe('a model of the hub', () => {
  it('comes as a checkpoint folder with what it needs', async () => {
    await serve((folder) => writeFileSync(join(folder, 'tf_model.h5'), 'x'));
    const { folder, revision } = await snapshotModel('org/tiny', 'main', {
      settings: testSettings(server),
    });
    expect(revision).toBe(FIRST);
    expect(readdirSync(folder).sort()).toEqual(
      readdirSync(CHECKPOINT)
        .filter((name) => name !== 'golden.json')
        .sort(),
    );
    expect(readFileSync(join(folder, 'model.safetensors'))).toEqual(
      readFileSync(join(CHECKPOINT, 'model.safetensors')),
    );
  });

  it('is known from its configuration, a few small files', async () => {
    await serve();
    const { folder } = await snapshotModel('org/tiny', FIRST, {
      settings: testSettings(server),
      parts: 'configuration',
    });
    expect(
      existsSync(join(folder, 'modules.json')) &&
        existsSync(join(folder, '1_Pooling', 'config.json')),
    ).toBe(true);
    expect(
      existsSync(join(folder, 'model.safetensors')) || existsSync(join(folder, 'tokenizer.json')),
    ).toBe(false);
  });

  it('without weights that can be read says what there is instead', async () => {
    await serve((folder) => {
      rmSync(join(folder, 'model.safetensors'));
      writeFileSync(join(folder, 'tf_model.h5'), 'x');
    });
    const error = await failure(
      snapshotModel('org/tiny', 'main', { settings: testSettings(server) }),
    );
    expect([error.code, error.exitCode, error.hint]).toEqual([
      'GB_NOT_FOUND',
      3,
      'it holds tf_model.h5',
    ]);
  });

  it.each(['configuration', 'all'] as const)(
    'with an adapter is refused by name, and nothing is fetched (%s)',
    async (parts) => {
      await serve((folder) => writeFileSync(join(folder, 'adapter_model.safetensors'), 'x'));
      const error = await failure(
        snapshotModel('org/tiny', 'main', { settings: testSettings(server), parts }),
      );
      expect([error.code, error.exitCode]).toEqual(['GB_ARCHITECTURE_UNKNOWN', 2]);
      expect(error.message).toMatch(/^org\/tiny\/adapter_model\.safetensors is part of an adapter/);
      expect(server.requests.filter(({ path }) => path.includes('safetensors'))).toEqual([]);
    },
  );

  it('with damaged weights is a corrupt checkpoint', async () => {
    await serve();
    const settings = testSettings(server);
    server.faults.add(/storage/, { kind: 'body', body: Buffer.from('x') });
    const error = await failure(snapshotModel('org/tiny', 'main', { settings }));
    expect([error.code, error.exitCode]).toEqual(['GB_CHECKPOINT_CORRUPT', 4]);
    server.faults.clear();
    const { folder } = await snapshotModel('org/tiny', 'main', { settings });
    expect(existsSync(join(folder, 'model.safetensors'))).toBe(true);
  });

  it('whose modules lead out of the repository fetches nothing from there', async () => {
    await serve((folder) =>
      writeFileSync(
        join(folder, 'modules.json'),
        JSON.stringify([{ path: '' }, { path: '../other' }, { path: 3 }, null]),
      ),
    );
    await snapshotModel('org/tiny', 'main', { settings: testSettings(server) });
    expect(server.requests.filter(({ path }) => path.includes('other'))).toEqual([]);
  });
});
