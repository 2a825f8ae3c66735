import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GlottobenchError } from '../../src/base/errors.js';
import { openHubRepository, type HubRepository } from '../../src/hub/repository.js';
import type { HubSettings } from '../../src/hub/contract/settings.js';
import { exampleRepository } from '../support/example-repository.js';
import type { ServedRepository } from '../support/hub-repositories.js';
import { HubServer } from '../support/hub-server.js';
import { failure, FIRST, removeFolders, SECOND, testSettings } from '../support/hub-world.js';

const NAME = 'org/example';
const FILE = 'corpus/corpus-00000-of-00001.parquet';
const content = readFileSync(join(exampleRepository('parquet'), FILE));
const half = Math.floor(content.length / 2);
let server: HubServer;
let served: ServedRepository;
let settings: Partial<HubSettings>;

beforeEach(async () => {
  served = {
    type: 'dataset',
    name: NAME,
    commits: { [FIRST]: exampleRepository('parquet') },
    refs: { main: FIRST },
  };
  server = await HubServer.start(served);
  settings = testSettings(server);
});
afterEach(() => server.close());
afterAll(removeFolders);

const open = (revision = FIRST): Promise<HubRepository> =>
  openHubRepository({ type: 'dataset', name: NAME, revision, settings });
const fetchFile = async (): Promise<string> => (await open()).localPath(FILE);
/** The fault of a fetch, after which no blob and no name of the file may exist. */
async function refused(): Promise<GlottobenchError> {
  const error = await failure(fetchFile());
  const folder = join(settings.cache ?? '', 'datasets--org--example');
  expect(existsSync(join(folder, 'snapshots', FIRST, FILE))).toBe(false);
  expect(blobs().filter((name) => !name.endsWith('.incomplete'))).toEqual([]);
  return error;
}
function blobs(): string[] {
  const folder = join(settings.cache ?? '', 'datasets--org--example', 'blobs');
  return existsSync(folder) ? readdirSync(folder) : [];
}
async function succeeds(): Promise<void> {
  expect(readFileSync(await fetchFile())).toEqual(content);
  expect(blobs()).toHaveLength(1);
}

describe('what is not there', () => {
  it('404: the repository', async () => {
    const error = await failure(
      openHubRepository({ type: 'dataset', name: 'org/nothing', revision: 'main', settings }),
    );
    expect([error.code, error.exitCode, error.message]).toEqual([
      'GB_NOT_FOUND',
      3,
      'the hub has no dataset org/nothing',
    ]);
    expect(error.hint).toContain('HF_TOKEN');
  });

  it('404: the revision', async () => {
    const error = await failure(open(SECOND));
    expect([error.code, error.exitCode]).toEqual(['GB_NOT_FOUND', 3]);
    expect(error.message).toContain(`has no revision ${SECOND}`);
    expect((await failure(open('v9'))).message).toContain('has no revision v9');
  });

  it('404: a file that was listed', async () => {
    server.faults.add(/resolve/, {
      kind: 'status',
      status: 404,
      headers: { 'x-error-code': 'EntryNotFound' },
    });
    const error = await refused();
    expect([error.code, error.exitCode]).toEqual(['GB_NOT_FOUND', 3]);
    expect(error.message).toContain(FILE);
  });
});

describe('what is not allowed', () => {
  it('401 gated: says to accept the conditions and to set HF_TOKEN', async () => {
    served.access = { kind: 'gated', token: 'hf_right' };
    const error = await refused();
    expect([error.code, error.exitCode]).toEqual(['GB_ACCESS_DENIED', 3]);
    expect(error.hint).toBe(
      `accept its conditions at ${server.endpoint}/datasets/${NAME}, then set HF_TOKEN to a token of that account`,
    );
  });

  it('403 gated with a token of another account', async () => {
    served.access = { kind: 'gated', token: 'hf_right' };
    settings = { ...settings, token: 'hf_wrong_secret' };
    const error = await refused();
    expect([error.code, error.exitCode]).toEqual(['GB_ACCESS_DENIED', 3]);
    expect(`${error.message} ${error.hint}`).toContain('with the account of your token');
    expect(`${error.message} ${error.hint} ${error.stack}`).not.toContain('secret');
    settings = { ...settings, token: 'hf_right' };
    await succeeds();
  });

  it('401 private, 401 with a bad token, 403 without a reason', async () => {
    served.access = { kind: 'private', token: 'hf_right' };
    expect((await failure(open())).hint).toContain('for a private repository set HF_TOKEN');
    settings = { ...settings, token: 'old' };
    server.faults.add(
      /tree/,
      {
        kind: 'status',
        status: 401,
        headers: { 'x-error-message': 'Invalid credentials in Authorization header' },
      },
      1,
    );
    expect((await failure(open())).message).toContain('does not accept the token');
    server.faults.add(/tree/, { kind: 'status', status: 403 }, 1);
    expect([(await failure(open())).code, (await failure(open())).exitCode]).toEqual([
      'GB_ACCESS_DENIED',
      3,
    ]);
  });
});

describe('what may pass', () => {
  it('429: waits as long as the hub asks', async () => {
    server.faults.add(
      /resolve/,
      { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
      1,
    );
    const start = performance.now();
    await succeeds();
    expect(performance.now() - start).toBeGreaterThan(990);
  });

  it('429: gives up when it would have to wait too long', async () => {
    server.faults.add(/resolve/, {
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '1200' },
    });
    const error = await refused();
    expect([error.code, error.exitCode]).toEqual(['GB_NETWORK', 3]);
    expect(error.message).toContain('it asks to wait 20 minutes');
  });

  it('500: tries again, and gives up in the end', async () => {
    server.faults.add(/resolve/, { kind: 'status', status: 500 }, 2);
    await succeeds();
    settings = testSettings(server);
    server.faults.add(/tree/, { kind: 'status', status: 503 });
    server.takeRequests();
    const error = await failure(open());
    expect([error.code, error.exitCode]).toEqual(['GB_NETWORK', 3]);
    expect(server.takeRequests()).toHaveLength(3);
  });

  it('a stalled body: continues where it stopped', async () => {
    server.faults.add(/storage/, { kind: 'stall', after: half }, 1);
    await succeeds();
    expect(
      server.requests.filter(({ host }) => host === 'storage').map(({ range }) => range),
    ).toEqual([undefined, `bytes=${half}-`]);
  });

  it('a listing or a file that never comes', async () => {
    server.faults.add(/tree/, { kind: 'stall', after: 0 });
    expect((await failure(open())).message).toContain('sends nothing for 0.25 s');
    server.faults.clear();
    server.faults.add(/storage/, { kind: 'stall', after: 0 });
    const error = await refused();
    expect([error.code, error.exitCode]).toEqual(['GB_NETWORK', 3]);
  });

  it('a listing that is cut or is no listing', async () => {
    server.faults.add(/tree/, { kind: 'cut', after: 20 }, 2);
    await open();
    settings = testSettings(server);
    server.faults.add(/tree/, { kind: 'body', body: Buffer.from('<html>please log in</html>') });
    const error = await failure(open());
    expect([error.code, error.exitCode]).toEqual(['GB_NETWORK', 3]);
    expect(error.hint).toContain('HF_ENDPOINT');
  });

  it('no hub at all', async () => {
    await server.close();
    const error = await failure(open());
    expect([error.code, error.exitCode]).toEqual(['GB_NETWORK', 3]);
    expect(error.message).toMatch(/cannot be reached at 127\.0\.0\.1:\d+ \(ECONNREFUSED/);
    server = await HubServer.start();
  });
});

describe('a truncated body', () => {
  it('is continued by range within a run', async () => {
    server.faults.add(/storage/, { kind: 'cut', after: half, lingerMs: 150 }, 1);
    await succeeds();
    expect(
      server.requests.map(({ range }) => range).filter((range) => range !== undefined),
    ).toContain(`bytes=${half}-`);
  });

  it('leaves a part that the next run continues', async () => {
    server.faults.add(/storage/, { kind: 'cut', after: half, lingerMs: 150 }, 1);
    server.faults.add(/storage/, { kind: 'cut', after: 0 });
    const error = await refused();
    expect([error.code, error.exitCode]).toEqual(['GB_NETWORK', 3]);
    expect(blobs()).toEqual([expect.stringMatching(/\.incomplete$/)]);
    server.faults.clear();
    server.requests.splice(0);
    await succeeds();
    expect(
      server.requests.filter(({ host }) => host === 'storage').map(({ range }) => range),
    ).toEqual([`bytes=${half}-`]);
  });

  it('is fetched anew where ranges are ignored, and given up where it always breaks at the same place', async () => {
    server.faults.add(/storage/, { kind: 'cut', after: half, lingerMs: 150 }, 1);
    server.faults.add(/storage/, { kind: 'no-ranges' }, 1);
    await succeeds();
    settings = testSettings(server);
    server.faults.add(/storage/, { kind: 'cut', after: half, ranges: false });
    const error = await refused();
    expect([error.code, error.exitCode]).toEqual(['GB_NETWORK', 3]);
  });
});

describe('content that is not the listed one', () => {
  it.each([
    ['a wrong hash', Buffer.from(content).fill(0, 40, 60)],
    ['too few bytes', content.subarray(0, half)],
    ['too many bytes', Buffer.concat([content, content])],
    ['nothing', Buffer.alloc(0)],
  ])('%s: once may be an accident, twice is refused', async (_what, body) => {
    server.faults.add(/storage/, { kind: 'body', body }, 1);
    await succeeds();
    settings = testSettings(server);
    server.faults.add(/storage/, { kind: 'body', body });
    const error = await refused();
    expect([error.code, error.exitCode]).toEqual(['GB_DATA_CORRUPT', 4]);
    expect(error.message).toContain(FILE);
    server.faults.clear();
    await succeeds();
  });

  it('a part of another content is thrown away', async () => {
    server.faults.add(/storage/, { kind: 'body', body: Buffer.alloc(content.length, 1) }, 1);
    server.faults.add(/storage/, { kind: 'cut', after: 0 });
    await refused();
    server.faults.clear();
    await succeeds();
  });

  it('a revision that changed while it was downloaded', async () => {
    server.faults.add(/resolve/, { kind: 'headers', headers: { 'x-repo-commit': SECOND } });
    const error = await refused();
    expect([error.code, error.exitCode]).toEqual(['GB_DATA_CORRUPT', 4]);
    expect(error.message).toContain(`the hub serves revision ${SECOND.slice(0, 12)}`);
    server.faults.clear();
    server.faults.add(/resolve/, {
      kind: 'headers',
      headers: { 'x-linked-etag': `"${'c'.repeat(64)}"` },
    });
    expect((await refused()).message).toContain('another version of it');
    server.faults.clear();
    await succeeds();
  });
});

it('a stop by the user keeps what has arrived', async () => {
  const controller = new AbortController();
  server.faults.add(/storage/, { kind: 'stall', after: half });
  settings = { ...settings, stallMs: 10_000 };
  const repository = await openHubRepository({
    type: 'dataset',
    name: NAME,
    revision: FIRST,
    settings,
    onProgress: () => setTimeout(() => controller.abort(), 50),
  });
  const error = await failure(repository.localPath(FILE, controller.signal));
  expect([error.code, error.exitCode]).toEqual(['GB_INTERRUPTED', 130]);
  expect(blobs()).toHaveLength(1);
  server.faults.clear();
  await succeeds();
});
