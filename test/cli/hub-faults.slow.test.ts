import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { exampleRepository } from '../support/example-repository.js';
import type { Fault } from '../support/hub-faults.js';
import type { ServedRepository } from '../support/hub-repositories.js';
import { HubServer } from '../support/hub-server.js';
import { FIRST, freshFolder, removeFolders, SECOND } from '../support/hub-world.js';

const PROGRAM = packagePath('dist', 'cli', 'main.js');
const RESULT = join('glottobench__bm25', 'v1', 'HubExample.json');

interface Case {
  readonly name: string;
  /**
   * What goes wrong until it is mended; a number is how often it does before the next fault takes
   * over.
   */
  readonly faults?: readonly (readonly [at: RegExp, fault: Fault, times?: number])[];
  readonly access?: ServedRepository['access'];
  readonly token?: string;
  readonly status: number;
  readonly message: string;
}

const CASES: readonly Case[] = [
  {
    name: '404',
    faults: [
      [
        /resolve.*corpus/,
        { kind: 'status', status: 404, headers: { 'x-error-code': 'EntryNotFound' } },
      ],
    ],
    status: 3,
    message: 'corpus/corpus-00000-of-00001.parquet',
  },
  {
    name: '401 of a gated dataset',
    access: { kind: 'gated', token: 'hf_right' },
    status: 3,
    message: 'accept its conditions at',
  },
  {
    name: '403 of a gated dataset, with the token of another account',
    access: { kind: 'gated', token: 'hf_right' },
    token: 'hf_wrong_secret',
    status: 3,
    message: 'with the account of your token',
  },
  {
    name: '429 with a Retry-After beyond patience',
    faults: [[/resolve/, { kind: 'status', status: 429, headers: { 'retry-after': '1200' } }]],
    status: 3,
    message: 'it asks to wait 20 minutes',
  },
  {
    name: '500',
    faults: [[/resolve/, { kind: 'status', status: 500 }]],
    status: 3,
    message: '500',
  },
  {
    name: 'a stall',
    faults: [[/storage/, { kind: 'stall', after: 0 }]],
    status: 3,
    message: 'sends nothing for 0.3 s',
  },
  {
    name: 'a truncated body',
    faults: [
      [/storage/, { kind: 'cut', after: 300, lingerMs: 200 }, 1],
      [/storage/, { kind: 'cut', after: 0 }],
    ],
    status: 3,
    message: '.parquet',
  },
  {
    name: 'a wrong size',
    faults: [[/storage/, { kind: 'body', body: Buffer.from('PAR1 damaged') }]],
    status: 4,
    message: 'the hub serves 12 bytes where it lists',
  },
  {
    name: 'a revision that changed',
    faults: [[/resolve/, { kind: 'headers', headers: { 'x-repo-commit': SECOND } }]],
    status: 4,
    message: `the hub serves revision ${SECOND.slice(0, 12)}`,
  },
];

interface Ended {
  readonly status: number;
  readonly err: string;
}

function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(HF_|HUGGINGFACE_|TRANSFORMERS_|GLOTTOBENCH_|XDG_)/.test(name),
    ),
  );
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [PROGRAM, 'run', '-m', 'bm25', ...args],
      { env: { ...clean, ...env } },
      (error, _out, err) => resolve({ status: error === null ? 0 : Number(error.code), err }),
    );
  });
}

/** One command against a hub with a fault, then the same command when it is mended. */
async function meet({ faults = [], access, token }: Case): Promise<{
  first: Ended;
  second: Ended;
  cached: string[];
  parts: number[];
  early: boolean;
  ranges: string[];
  scores: unknown;
}> {
  const served: ServedRepository = {
    type: 'dataset',
    name: 'org/parquet',
    commits: { [FIRST]: exampleRepository('parquet') },
    refs: { main: FIRST },
  };
  if (access !== undefined) served.access = access;
  const server = await HubServer.start(served);
  const work = freshFolder();
  const [task, out] = [writeTask(work), join(work, 'out')];
  const env = {
    HF_ENDPOINT: server.endpoint,
    HF_HOME: join(work, 'hf'),
    GLOTTOBENCH_CACHE: join(work, 'cache'),
    HF_HUB_DOWNLOAD_TIMEOUT: '0.3',
  };
  try {
    for (const [at, fault, times] of faults) server.faults.add(at, fault, times);
    const first = await run(
      ['-t', task, '-o', out],
      token === undefined ? env : { ...env, HF_TOKEN: token },
    );
    const early = existsSync(join(out, RESULT));
    const repository = join(work, 'hf', 'hub', 'datasets--org--parquet');
    const [cached, parts] = [whole(repository), partSizes(repository)];
    server.faults.clear();
    server.requests.splice(0);
    const second = await run(
      ['-t', task, '-o', out],
      access === undefined ? env : { ...env, HF_TOKEN: 'hf_right' },
    );
    return {
      first,
      second,
      cached,
      parts,
      early,
      ranges: server.requests.flatMap(({ host, range }) =>
        host === 'storage' ? (range ?? []) : [],
      ),
      scores: scoresIn(out),
    };
  } finally {
    await server.close();
  }
}

function writeTask(folder: string): string {
  const file = join(folder, 'HubExample.json');
  writeFileSync(
    file,
    JSON.stringify({
      name: 'HubExample',
      description: 'Invented sentences.',
      type: 'Retrieval',
      dataset: { path: 'org/parquet', revision: FIRST },
      modalities: ['text'],
      eval_splits: ['test'],
      eval_langs: ['eng-Latn'],
      main_score: 'ndcg_at_10',
      loader: { kind: 'standard' },
    }),
  );
  return file;
}

/** Parquet files that the cache holds as whole ones. */
function whole(repository: string): string[] {
  const snapshot = join(repository, 'snapshots', FIRST);
  return existsSync(snapshot)
    ? readdirSync(snapshot, { recursive: true })
        .map(String)
        .filter((path) => path.endsWith('.parquet') && existsSync(join(snapshot, path)))
    : [];
}

function partSizes(repository: string): number[] {
  const blobs = join(repository, 'blobs');
  const names = existsSync(blobs)
    ? readdirSync(blobs).filter((name) => name.endsWith('.incomplete'))
    : [];
  return names.map((name) => statSync(join(blobs, name)).size).filter((size) => size > 0);
}

function scoresIn(out: string): unknown {
  return (JSON.parse(readFileSync(join(out, RESULT), 'utf8')) as { scores: unknown }).scores;
}

describe('the command against a hub that fails', () => {
  afterAll(removeFolders);

  it('ends with the right status and message, accepts nothing partial, and the next run continues', async () => {
    const work = freshFolder();
    expect(
      await run(['-t', writeTask(work), '-o', work, '--data', exampleRepository('parquet')], {
        GLOTTOBENCH_CACHE: join(work, 'cache'),
      }),
    ).toMatchObject({ status: 0 });
    const expected = scoresIn(work);
    // All at once: most of the time is spent waiting between tries.
    const met = await Promise.all(CASES.map(meet));
    CASES.forEach(({ name, status, message }, i) => {
      const { first, second, cached, parts, early, ranges, scores } = met[i] as Awaited<
        ReturnType<typeof meet>
      >;
      expect([name, first.status, first.err]).toEqual([
        name,
        status,
        expect.stringContaining(message),
      ]);
      expect([name, first.err]).toEqual([name, expect.not.stringMatching(/\n +at |secret/)]);
      // With 404 only the corpus is missing; the other files are whole and stay.
      expect([
        name,
        early,
        name === '404' ? cached.filter((path) => path.startsWith('corpus')) : cached,
      ]).toEqual([name, false, []]);
      expect([name, second.status, scores]).toEqual([name, 0, expected]);
      // Whatever part was kept is continued, not fetched again.
      expect([name, ranges]).toEqual([name, parts.map((size) => `bytes=${size}-`)]);
    });
  }, 180_000);
});
