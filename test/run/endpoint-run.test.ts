import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunManifest } from '../../src/types/generated/run-manifest.js';
import type { RunEvent } from '../../src/types/event.js';
import { variant } from '../support/checkpoint-copy.js';
import { collectRun, runRequest } from '../support/collect-run.js';
import { fakeService, lengths } from '../support/fake-service.js';
import { serveVariant, type Served } from '../support/serve-variant.js';
import { useTemporaryCache } from '../support/temporary-cache.js';

useTemporaryCache();
const MODEL = 'prompt-default';
let out: string;
let served: Served;
let requests = 0;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'glottobench-endpoint-'));
  served = await serveVariant(MODEL, {
    onAnswer: () => {
      requests++;
    },
  });
});
afterAll(async () => {
  await served.close();
  await rm(out, { recursive: true });
});

const TASK = { tasks: ['UDHRRetrieval'], subsets: ['eng-eng', 'eng-deu', 'tha-tha'] };
const scored = (events: readonly RunEvent[]): Map<string, number> =>
  new Map(
    events.flatMap((event) =>
      event.type === 'cell' && event.result.state === 'scored'
        ? [[event.result.cell.subset, event.result.mainScore] as const]
        : [],
    ),
  );
const folderOf = (events: readonly RunEvent[]): string =>
  events.flatMap((event) => (event.type === 'planned' ? event.models : []))[0]?.folder ?? '';
const manifestOf = async (folder: string): Promise<RunManifest> =>
  JSON.parse(await readFile(join(folder, 'run', 'manifest.json'), 'utf8')) as RunManifest;

describe('a run over an address', () => {
  it('gives the scores of the checkpoint behind it, and says what it was', async () => {
    // The server puts the default prompt before everything; the direct run is told to do the same.
    const direct = await collectRun(
      runRequest({
        ...TASK,
        out,
        models: [variant(MODEL)],
        promptQuery: 'Topic: q: ',
        promptDocument: 'Topic: d: ',
      }),
    );
    const request = runRequest({
      ...TASK,
      out,
      models: [served.url],
      endpointModel: `local/${MODEL}`,
      promptQuery: 'q: ',
      promptDocument: 'd: ',
    });
    const over = await collectRun(request);
    expect(scored(over).size).toBe(3);
    expect(scored(over)).toEqual(scored(direct));
    expect(folderOf(over)).toMatch(
      /local__prompt-default\/endpoint-[0-9a-f]{12}-pq[0-9a-f]{6}-pd[0-9a-f]{6}$/,
    );
    expect(await manifestOf(folderOf(over))).toMatchObject({
      onnxruntime: null,
      pooling: null,
      precision: null,
      prompts: { query: 'q: ', document: 'd: ' },
      config: { models: [served.url], endpointModel: `local/${MODEL}` },
    });
    expect(
      JSON.parse(await readFile(join(folderOf(over), 'model_meta.json'), 'utf8')),
    ).toMatchObject({ name: 'local/prompt-default', embed_dim: 16, framework: ['API'] });

    const before = requests;
    const again = await collectRun(request);
    expect(
      again.filter((event) => event.type === 'cell' && event.result.state === 'kept'),
    ).toHaveLength(3);
    expect(requests - before).toBe(1);
    await collectRun({ ...request, fresh: true });
    // Vectors come from the store: only one greeting went over the line.
    expect(requests - before).toBe(2);
  });

  it.each([
    [{ endpointModel: undefined }, 'GB_USAGE', /needs the name of a model/],
    [{ endpointModel: 'other' }, 'GB_NOT_FOUND', /no model "other"/],
    [
      { models: ['https://example.invalid/v1'], endpointModel: 'm', offline: true },
      'GB_OFFLINE',
      /another machine/,
    ],
  ])('%j ends before anything is written', async (given, code, message) => {
    await expect(
      collectRun(runRequest({ ...TASK, out, models: [served.url], ...given })),
    ).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

it('the key reaches the service, and no file, event or message', async () => {
  const key = 'sk-very-secret';
  let refuse = false;
  const service = await fakeService(({ body }) =>
    refuse
      ? { status: 401, body: { error: { message: `Incorrect API key provided: ${key}` } } }
      : lengths(body.input),
  );
  process.env['OPENAI_API_KEY'] = key;
  const target = await mkdtemp(join(tmpdir(), 'glottobench-key-'));
  try {
    const request = runRequest({
      tasks: ['UDHRRetrieval'],
      subsets: ['eng-eng'],
      out: target,
      models: [service.url.href],
      endpointModel: 'm',
    });
    const events = await collectRun(request);
    expect(scored(events).size).toBe(1);
    expect(service.heard.every(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(
      true,
    );
    expect(JSON.stringify(events)).not.toContain(key);
    const files = [target, process.env['GLOTTOBENCH_CACHE'] ?? ''].flatMap((root) =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    expect(files.length).toBeGreaterThan(6);
    for (const file of files) expect(readFileSync(file).includes(key)).toBe(false);
    refuse = true;
    await expect(collectRun({ ...request, fresh: true })).rejects.toMatchObject({
      code: 'GB_ACCESS_DENIED',
      message: expect.not.stringContaining(key),
    });
  } finally {
    delete process.env['OPENAI_API_KEY'];
    await service.close();
    await rm(target, { recursive: true });
  }
});

describe('a run in int8', () => {
  it('says how far it is from fp32, stores that, and is a result of its own', async () => {
    const events = await collectRun(
      runRequest({ ...TASK, out, models: [variant(MODEL)], precision: 'int8' }),
    );
    const said = events.filter(
      (event) => event.type === 'warning' && event.message.startsWith('int8 against fp32'),
    );
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({
      message: expect.stringMatching(
        /^int8 against fp32, 64 texts: cosine 0\.9\d{4} at least, 0\.9\d{4} in the mean$/,
      ),
    });
    expect(folderOf(events)).toMatch(/[0-9a-f]{40}-int8$/);
    const { precision, fidelity } = await manifestOf(folderOf(events));
    expect(precision).toBe('int8');
    expect(fidelity).toMatchObject({ texts: 64 });
    expect(fidelity?.min_cosine).toBeLessThan(fidelity?.mean_cosine ?? 0);
    expect(fidelity?.mean_cosine).toBeLessThan(1);
    expect(fidelity?.min_cosine).toBeGreaterThan(0.98);
  });

  it('in fp32 there is nothing to say', async () => {
    const events = await collectRun(runRequest({ ...TASK, out, models: [variant(MODEL)] }));
    expect(await manifestOf(folderOf(events))).not.toHaveProperty('fidelity');
  });
});
