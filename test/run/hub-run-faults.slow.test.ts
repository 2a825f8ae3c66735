import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FIRST } from '../support/hub-world.js';
import { runCommand } from '../support/run-command.js';
import { ServedRepositories } from './served-repositories.js';

let hub: ServedRepositories;
beforeAll(async () => {
  hub = await ServedRepositories.start();
});
beforeEach(() => {
  hub.refresh();
});
afterAll(() => hub.close());

describe('a run that cannot have its files', () => {
  const runFails = (model: string, path: string, ...more: string[]) =>
    runCommand([
      'run',
      '-m',
      model,
      '-t',
      hub.definition(path, FIRST),
      '-o',
      join(hub.work, 'out'),
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
    hub.server.faults.add(/storage/, { kind: 'body', body: Buffer.from('PAR1 damaged') });
    const finished = await runFails('bm25', 'org/parquet');
    expect([finished.status, finished.err]).toEqual([
      4,
      expect.stringContaining('was refused: the hub serves 12 bytes where it lists'),
    ]);
    hub.server.faults.clear();
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
    rmSync(join(hub.work, 'hf', 'hub', 'datasets--org--parquet', 'snapshots', FIRST, 'corpus'), {
      recursive: true,
    });
    for (const blob of readdirSync(join(hub.work, 'hf', 'hub', 'datasets--org--parquet', 'blobs')))
      if (blob.length === 64)
        rmSync(join(hub.work, 'hf', 'hub', 'datasets--org--parquet', 'blobs', blob));
    const file = await runFails('bm25', 'org/parquet', '--offline', '--fresh');
    expect([file.status, file.err]).toEqual([
      3,
      expect.stringContaining('.parquet of the dataset org/parquet'),
    ]);
    expect(hub.server.takeRequests().length).toBeGreaterThan(0);
  });
});
