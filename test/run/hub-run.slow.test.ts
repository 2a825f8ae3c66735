import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { evaluate } from '../../src/run/evaluate.js';
import type { RunOptions } from '../../src/run/request/run-options.js';
import type { RunEvent } from '../../src/types/event.js';
import { exampleRepository } from '../support/example-repository.js';
import { FIRST, SECOND } from '../support/hub-world.js';
import { runCommand } from '../support/run-command.js';
import { CHECKPOINT, ServedRepositories } from './served-repositories.js';

let hub: ServedRepositories;
beforeAll(async () => {
  hub = await ServedRepositories.start();
});
beforeEach(() => {
  hub.refresh();
});
afterAll(() => hub.close());

function request(changes: Partial<RunOptions>): RunOptions {
  return {
    models: ['bm25'],
    tasks: [],
    out: join(hub.work, 'out'),
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
      join(changes.out ?? join(hub.work, 'out'), findResult(changes.out ?? join(hub.work, 'out'))),
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
    const tasks = [hub.definition(`org/${form}`, FIRST, languages)];
    const fromHub = await run({ tasks });
    const fromFolder = await run({
      tasks,
      data: [exampleRepository(form)],
      out: join(hub.work, 'folder'),
    });
    expect(fromHub.scores).toEqual(fromFolder.scores);
    expect(JSON.stringify(fromHub.scores)).toContain('ndcg_at_10');
  });

  it('asks for one card, one listing and the files of a subset', async () => {
    await run({ tasks: [hub.definition('org/jsonl', FIRST, { spa: ['spa-Latn'] })] });
    const requests = hub.server.takeRequests();
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
    const tasks = [hub.definition('org/jsonl', 'main', { spa: ['spa-Latn'] })];
    const first = await run({ tasks });
    hub.server.takeRequests();
    const again = await run({ tasks, offline: true, fresh: true });
    expect(hub.server.takeRequests()).toEqual([]);
    expect(again.scores).toEqual(first.scores);
  });

  it('shows its downloads in the stream of events', async () => {
    const { events } = await run({ tasks: [hub.definition('org/parquet', FIRST)] });
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
  const tasks = (): string[] => [hub.definition('org/jsonl', FIRST, { spa: ['spa-Latn'] })];

  it('gives the scores of the same checkpoint in a folder, under its name and commit', async () => {
    const fromHub = await run({ models: ['org/tiny'], tasks: tasks() });
    expect(findResult(join(hub.work, 'out'))).toBe(join('org__tiny', SECOND, 'HubExample.json'));
    const requests = hub.server.takeRequests();
    expect(requests.filter((line) => /h5|msgpack|\.bin|golden/.test(line))).toEqual([]);
    expect(
      requests.filter((line) => line.includes('/org/tiny/') && line.includes('/api/')),
    ).toEqual([
      `GET hub/api/models/org/tiny/revision/main`,
      `GET hub/api/models/org/tiny/tree/${SECOND}`,
    ]);
    process.env['GLOTTOBENCH_CACHE'] = join(hub.work, 'cache2');
    const fromFolder = await run({
      models: [CHECKPOINT],
      tasks: tasks(),
      out: join(hub.work, 'folder'),
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
      join(hub.work, 'out'),
    ]);
    expect([status, out]).toEqual([0, expect.stringContaining('org/tiny')]);
    expect(hub.server.takeRequests().filter((line) => /safetensors|tokenizer/.test(line))).toEqual(
      [],
    );
  });
});
