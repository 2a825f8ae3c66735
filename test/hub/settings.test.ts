import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openHubRepository } from '../../src/hub/repository.js';
import { hubSettings } from '../../src/hub/contract/settings.js';
import { exampleRepository } from '../support/example-repository.js';
import { HubServer } from '../support/hub-server.js';
import { FIRST, freshFolder, removeFolders, testSettings } from '../support/hub-world.js';

afterAll(removeFolders);

describe('settings from the environment, as Python reads them', () => {
  it.each([
    [{}, join(homedir(), '.cache', 'huggingface', 'hub')],
    [{ XDG_CACHE_HOME: '/x' }, '/x/huggingface/hub'],
    [{ XDG_CACHE_HOME: '/x', HF_HOME: '/h' }, '/h/hub'],
    [{ HF_HOME: '/h', HUGGINGFACE_HUB_CACHE: '/old' }, '/old'],
    [{ HF_HOME: '/h', HUGGINGFACE_HUB_CACHE: '/old', HF_HUB_CACHE: '/c' }, '/c'],
    [{ HF_HOME: '~/hf' }, join(homedir(), 'hf', 'hub')],
    [{ HF_HOME: '$BASE/${PART}', BASE: '/b', PART: 'p' }, '/b/p/hub'],
  ])('%j: cache %s', (env: NodeJS.ProcessEnv, cache) => {
    expect(hubSettings({}, env).cache).toBe(cache);
  });

  it.each([
    ['1', true],
    ['ON', true],
    ['yes', true],
    ['True', true],
    ['0', false],
    ['', false],
    ['false', false],
    ['2', false],
  ])('HF_HUB_OFFLINE=%s', (value, offline) => {
    expect(hubSettings({}, { HF_HUB_OFFLINE: value }).offline).toBe(offline);
    expect(hubSettings({}, { TRANSFORMERS_OFFLINE: value }).offline).toBe(offline);
  });

  it('reads the token from HF_TOKEN, then from the file of the login', () => {
    const home = freshFolder();
    writeFileSync(join(home, 'token'), 'hf_of_file\n');
    writeFileSync(join(home, 'other'), ' hf_of_other ');
    expect(hubSettings({}, { HF_HOME: home }).token).toBe('hf_of_file');
    expect(hubSettings({}, { HF_HOME: home, HF_TOKEN_PATH: join(home, 'other') }).token).toBe(
      'hf_of_other',
    );
    expect(hubSettings({}, { HF_HOME: home, HF_TOKEN: 'hf_of_env' }).token).toBe('hf_of_env');
    expect(
      hubSettings({}, { HF_HOME: home, HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' }).token,
    ).toBeUndefined();
    expect(hubSettings({}, { HF_HOME: freshFolder() }).token).toBeUndefined();
  });

  it('takes HF_ENDPOINT without its last slash and refuses what is no address', () => {
    expect(hubSettings({}, { HF_ENDPOINT: 'https://mirror.example/hub/' }).endpoint).toBe(
      'https://mirror.example/hub',
    );
    expect(() => hubSettings({}, { HF_ENDPOINT: 'mirror.example' })).toThrow(
      'HF_ENDPOINT must be an address',
    );
  });
});

describe('the token', () => {
  it('goes to the hub with every request, to the storage host never', async () => {
    const server = await HubServer.start({
      type: 'dataset',
      name: 'org/private',
      commits: { [FIRST]: exampleRepository('parquet') },
      refs: { main: FIRST },
      access: { kind: 'private', token: 'another-form-of-token' },
    });
    try {
      const repository = await openHubRepository({
        type: 'dataset',
        name: 'org/private',
        revision: 'main',
        settings: testSettings(server, { token: 'another-form-of-token' }),
      });
      await repository.localPath('corpus/corpus-00000-of-00001.parquet');
      const sent = (host: string): Set<string | undefined> =>
        new Set(
          server.requests
            .filter((request) => request.host === host)
            .map(({ authorization }) => authorization),
        );
      expect(sent('hub')).toEqual(new Set(['Bearer another-form-of-token']));
      expect(sent('storage')).toEqual(new Set([undefined]));
    } finally {
      await server.close();
    }
  });

  it('does not follow the pages of a listing to another host', async () => {
    const server = await HubServer.start({
      type: 'dataset',
      name: 'org/name',
      commits: { [FIRST]: exampleRepository('jsonl') },
      refs: {},
    });
    try {
      server.faults.add(
        /tree/,
        { kind: 'headers', headers: { link: `<${server.storage}/api/next>; rel="next"` } },
        1,
      );
      await openHubRepository({
        type: 'dataset',
        name: 'org/name',
        revision: FIRST,
        settings: testSettings(server, { token: 'hf_secret' }),
      }).catch(() => undefined);
      expect(
        server.requests
          .filter(({ host }) => host === 'storage')
          .map(({ authorization }) => authorization),
      ).toEqual([undefined]);
    } finally {
      await server.close();
    }
  });
});
