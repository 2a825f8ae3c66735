import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { evaluate } from '../../src/run/evaluate.js';
import type { RunEvent } from '../../src/types/event.js';
import { variant, withVariant } from '../support/checkpoint-copy.js';
import { collectRun, runRequest } from '../support/collect-run.js';
import { useTemporaryCache } from '../support/temporary-cache.js';

useTemporaryCache();
let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'glottobench-evaluate-'));
});
afterAll(() => rm(out, { recursive: true }));

const TASK = { tasks: ['UDHRRetrieval'], subsets: ['eng-eng', 'eng-deu', 'tha-tha'] };
const states = (events: readonly RunEvent[], state: string): string[] =>
  events.flatMap((event) =>
    event.type === 'cell' && event.result.state === state ? [event.result.cell.subset] : [],
  );

describe('a reader who leaves the loop', () => {
  it('stops the run: the folder is free at once, finished cells are kept, nothing goes on behind', async () => {
    const request = runRequest({ ...TASK, out, models: [variant('pool-max')] });
    const seen: RunEvent[] = [];
    for await (const event of evaluate(request)) {
      seen.push(event);
      if (event.type === 'cell') break;
    }
    expect(states(seen, 'scored')).toHaveLength(1);
    const rest = await collectRun(request);
    expect(states(rest, 'kept')).toEqual(states(seen, 'scored'));
    expect(states(rest, 'scored')).toHaveLength(2);
  });

  it('before the first event has begun nothing', async () => {
    const folder = join(out, 'never');
    const stream = evaluate(runRequest({ ...TASK, out: folder, models: ['random'] }))[
      Symbol.asyncIterator
    ]();
    await stream.return?.();
    await expect(stream.next()).resolves.toMatchObject({ done: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(existsSync(folder)).toBe(false);
  });
});

describe('a model that cannot be opened', () => {
  it('fails its cells and not those of the others; alone it ends the run as what it is', () =>
    withVariant('pool-max', async (folder) => {
      const request = runRequest({ ...TASK, out: join(out, 'broken'), models: [folder] });
      await writeFile(join(folder, 'model.safetensors'), 'no weights');
      await expect(collectRun(request)).rejects.toMatchObject({ code: 'GB_CHECKPOINT_CORRUPT' });
      const events = await collectRun({ ...request, models: [folder, 'random'] });
      expect(states(events, 'failed')).toEqual(TASK.subsets);
      expect(states(events, 'scored')).toEqual(TASK.subsets);
      expect(events.at(-1)).toMatchObject({ type: 'finished', scored: 3, failed: 3, kept: 0 });
    }));
});

describe('settings that change vectors', () => {
  it('are another revision, with scores and a manifest of their own', async () => {
    const request = runRequest({
      tasks: ['UDHRRetrieval'],
      subsets: ['eng-eng'],
      out: join(out, 'settings'),
      models: [variant('pool-max')],
    });
    const results = await Promise.all(
      [{}, { truncateDim: 4 }, { maxTokens: 6 }].map(async (given) => {
        const events = await collectRun({ ...request, ...given });
        return events.flatMap((event) =>
          event.type === 'cell' && event.result.state === 'scored'
            ? [{ revision: event.result.cell.model.revision, score: event.result.mainScore }]
            : [],
        )[0];
      }),
    );
    const [whole, truncated, cut] = results;
    expect(truncated?.revision).toBe(`${whole?.revision}-d4`);
    expect(cut?.revision).toBe(`${whole?.revision}-t6`);
    expect(new Set(results.map((result) => result?.score)).size).toBe(3);
    expect(
      JSON.parse(
        await readFile(
          join(out, 'settings', 'local__pool-max', `${truncated?.revision}`, 'model_meta.json'),
          'utf8',
        ),
      ),
    ).toMatchObject({ embed_dim: 4 });
  });
});
