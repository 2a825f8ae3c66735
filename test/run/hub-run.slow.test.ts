import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { evaluate } from '../../src/run/evaluate.js';
import type { RunOptions } from '../../src/run/run-options.js';
import type { RunEvent } from '../../src/types/event.js';
import { exampleRepository } from '../support/example-repository.js';
import { HubServer } from '../support/hub-server.js';
import { FIRST, freshFolder, removeFolders, SECOND } from '../support/hub-world.js';
import { runCommand } from '../support/run-command.js';
import { packagePath } from '../../src/base/package-path.js';

const CHECKPOINT = packagePath('test', 'fixtures', 'encoder-variants', 'truncate-dim');
const SAVED =
  'HF_ENDPOINT HF_HOME HF_HUB_CACHE HF_TOKEN HF_HUB_OFFLINE XDG_CACHE_HOME GLOTTOBENCH_CACHE'.split(
    ' ',
  );
const before = Object.fromEntries(SAVED.map((name) => [name, process.env[name]]));
let server: HubServer;
let work: string;

beforeAll(async () => {
  const model = freshFolder();
  cpSync(CHECKPOINT, model, { recursive: true });
  for (const name of ['tf_model.h5', 'flax_model.msgpack', 'pytorch_model.bin'])
    writeFileSync(join(model, name), 'must not be fetched');
  server = await HubServer.start(
    {
      type: 'dataset',
      name: 'org/parquet',
      commits: { [FIRST]: exampleRepository('parquet') },
      refs: { main: FIRST },
    },
    {
      type: 'dataset',
      name: 'org/jsonl',
      commits: { [FIRST]: exampleRepository('jsonl') },
      refs: { main: FIRST },
    },
    {
      type: 'dataset',
      name: 'org/gated',
      commits: { [FIRST]: exampleRepository('jsonl') },
      refs: { main: FIRST },
      access: { kind: 'gated', token: undefined },
    },
    { type: 'model', name: 'org/tiny', commits: { [SECOND]: model }, refs: { main: SECOND } },
  );
  for (const name of SAVED) Reflect.deleteProperty(process.env, name);
  process.env['HF_ENDPOINT'] = server.endpoint;
});
beforeEach(() => {
  work = freshFolder();
  process.env['HF_HOME'] = join(work, 'hf');
  process.env['GLOTTOBENCH_CACHE'] = join(work, 'cache');
  server.faults.clear();
  server.takeRequests();
});
afterAll(async () => {
  await server.close();
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  removeFolders();
});

/** A task definition of the user that points at a repository. */
function definition(path: string, revision: string, languages: unknown = ['eng-Latn']): string {
  const file = join(work, 'HubExample.json');
  writeFileSync(
    file,
    JSON.stringify({
      name: 'HubExample',
      description: 'Invented sentences.',
      type: 'Retrieval',
      dataset: { path, revision },
      modalities: ['text'],
      eval_splits: ['test'],
      eval_langs: languages,
      main_score: 'ndcg_at_10',
      loader: { kind: 'standard' },
    }),
  );
  return file;
}

function request(changes: Partial<RunOptions>): RunOptions {
  return {
    models: ['bm25'],
    tasks: [],
    out: join(work, 'out'),
    precision: 'fp32',
    fresh: false,
    offline: false,
    ...changes,
  };
}

async function run(changes: Partial<RunOptions>): Promise<{ events: RunEvent[]; scores: unknown }> {
  const events: RunEvent[] = [];
  for await (const event of evaluate(request(changes))) events.push(event);
  const failed = events.flatMap((event) =>
    event.type === 'cell' && event.result.state === 'failed' ? [event.result.error] : [],
  );
  if (failed[0] !== undefined) throw failed[0];
  const result = JSON.parse(
    readFileSync(
      join(changes.out ?? join(work, 'out'), findResult(changes.out ?? join(work, 'out'))),
      'utf8',
    ),
  ) as { scores: Record<string, object[]> };
  return {
    events,
    scores: Object.fromEntries(
      Object.entries(result.scores).map(([split, subsets]) => [split, subsets]),
    ),
  };
}

function findResult(out: string): string {
  return (
    readdirSync(out, { recursive: true })
      .map(String)
      .find((path) => path.endsWith('HubExample.json') && !path.includes('typology')) ?? 'none'
  );
}

const DEU_THA = { deu: ['deu-Latn'], tha: ['tha-Thai'] };

describe('a run on data of the hub', () => {
  it.each([
    ['parquet' as const, DEU_THA],
    ['parquet' as const, ['eng-Latn']],
    ['jsonl' as const, { spa: ['spa-Latn'] }],
  ])('gives the scores of the same files in a folder: %s %j', async (form, languages) => {
    const tasks = [definition(`org/${form}`, FIRST, languages)];
    const fromHub = await run({ tasks });
    const fromFolder = await run({
      tasks,
      data: [exampleRepository(form)],
      out: join(work, 'folder'),
    });
    expect(fromHub.scores).toEqual(fromFolder.scores);
    expect(JSON.stringify(fromHub.scores)).toContain('ndcg_at_10');
  });

  it('asks for one card, one listing and the files of a subset', async () => {
    await run({ tasks: [definition('org/jsonl', FIRST, { spa: ['spa-Latn'] })] });
    const requests = server.takeRequests();
    expect(requests.sort()).toEqual([
      `GET hub/api/datasets/org/jsonl/tree/${FIRST}`,
      ...[
        'README.md',
        'spa/corpus-00000.jsonl',
        'spa/corpus-00001.jsonl',
        'spa/qrels.jsonl',
        'spa/queries.jsonl',
      ].map((path) => `GET hub/datasets/org/jsonl/resolve/${FIRST}/${path}`),
    ]);
  });

  it('asks nobody the second time, nor offline', async () => {
    const tasks = [definition('org/jsonl', 'main', { spa: ['spa-Latn'] })];
    const first = await run({ tasks });
    server.takeRequests();
    const again = await run({ tasks, offline: true, fresh: true });
    expect(server.takeRequests()).toEqual([]);
    expect(again.scores).toEqual(first.scores);
  });

  it('shows its downloads in the stream of events', async () => {
    const { events } = await run({ tasks: [definition('org/parquet', FIRST)] });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'stage', stage: 'download', detail: 'org/parquet' }),
    );
    const progress = events.filter(
      (event) => event.type === 'progress' && event.stage === 'download',
    );
    expect(progress.at(-1)).toEqual({
      type: 'progress',
      stage: 'download',
      model: 'glottobench/bm25',
      done: expect.any(Number),
      total: expect.any(Number),
    });
  });
});

describe('a run of a model of the hub', () => {
  const tasks = (): string[] => [definition('org/jsonl', FIRST, { spa: ['spa-Latn'] })];

  it('gives the scores of the same checkpoint in a folder, under its name and commit', async () => {
    const fromHub = await run({ models: ['org/tiny'], tasks: tasks() });
    expect(findResult(join(work, 'out'))).toBe(join('org__tiny', SECOND, 'HubExample.json'));
    const requests = server.takeRequests();
    expect(requests.filter((line) => /h5|msgpack|\.bin|golden/.test(line))).toEqual([]);
    expect(
      requests.filter((line) => line.includes('/org/tiny/') && line.includes('/api/')),
    ).toEqual([
      `GET hub/api/models/org/tiny/revision/main`,
      `GET hub/api/models/org/tiny/tree/${SECOND}`,
    ]);
    process.env['GLOTTOBENCH_CACHE'] = join(work, 'cache2');
    const fromFolder = await run({
      models: [CHECKPOINT],
      tasks: tasks(),
      out: join(work, 'folder'),
    });
    expect(fromHub.scores).toEqual(fromFolder.scores);
  });

  it('plans with the configuration alone', async () => {
    const { status, out } = await runCommand([
      'run',
      '-m',
      'org/tiny@main',
      '-t',
      ...tasks(),
      '--dry-run',
      '-o',
      join(work, 'out'),
    ]);
    expect([status, out]).toEqual([0, expect.stringContaining('org/tiny')]);
    expect(server.takeRequests().filter((line) => /safetensors|tokenizer/.test(line))).toEqual([]);
  });
});

describe('a run that cannot have its files', () => {
  const runFails = (model: string, path: string, ...more: string[]) =>
    runCommand([
      'run',
      '-m',
      model,
      '-t',
      definition(path, FIRST),
      '-o',
      join(work, 'out'),
      ...more,
    ]);

  it.each([
    ['a dataset that is not there', 'bm25', 'org/nothing', 3, 'the hub has no dataset org/nothing'],
    ['a gated dataset', 'bm25', 'org/gated', 3, 'then set HF_TOKEN'],
    [
      'a model that is not there',
      'org/nothing',
      'org/parquet',
      3,
      'the hub has no model org/nothing',
    ],
    [
      'a revision that is not there',
      'org/tiny@v2',
      'org/parquet',
      3,
      'the model org/tiny has no revision v2',
    ],
  ])('%s', async (_what, model, path, status, message) => {
    const finished = await runFails(model, path);
    expect([finished.status, finished.err]).toEqual([status, expect.stringContaining(message)]);
    expect(finished.err).not.toContain('    at ');
  });

  it('damaged data: 4, and nothing is left that looks like data', async () => {
    server.faults.add(/storage/, { kind: 'body', body: Buffer.from('PAR1 damaged') });
    const finished = await runFails('bm25', 'org/parquet');
    expect([finished.status, finished.err]).toEqual([
      4,
      expect.stringContaining('was refused: the hub serves 12 bytes where it lists'),
    ]);
    server.faults.clear();
    expect((await runFails('bm25', 'org/parquet')).status).toBe(0);
  });

  it('--offline: names what is missing', async () => {
    const data = await runFails('bm25', 'org/parquet', '--offline');
    expect([data.status, data.err]).toEqual([
      3,
      expect.stringContaining(
        'offline, and the dataset org/parquet at aaaaaaaaaaaa is not in the cache',
      ),
    ]);
    await runFails('bm25', 'org/parquet');
    rmSync(join(work, 'hf', 'hub', 'datasets--org--parquet', 'snapshots', FIRST, 'corpus'), {
      recursive: true,
    });
    for (const blob of readdirSync(join(work, 'hf', 'hub', 'datasets--org--parquet', 'blobs')))
      if (blob.length === 64)
        rmSync(join(work, 'hf', 'hub', 'datasets--org--parquet', 'blobs', blob));
    const file = await runFails('bm25', 'org/parquet', '--offline', '--fresh');
    expect([file.status, file.err]).toEqual([
      3,
      expect.stringContaining('.parquet of the dataset org/parquet'),
    ]);
    expect(server.takeRequests().length).toBeGreaterThan(0);
  });
});
