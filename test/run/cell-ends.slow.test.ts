import { existsSync, readdirSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import type { CellResult } from '../../src/types/cell.js';
import type { RunEvent } from '../../src/types/event.js';
import type { TaskResult } from '../../src/types/generated/task-result.js';
import { variant } from '../support/checkpoint-copy.js';
import { useTemporaryCache } from '../support/temporary-cache.js';

/** Fails the n-th file operation of a kind below the results folder. */
const fault = { at: Infinity, code: 'ENOSPC', seen: 0, below: '', hit: '' };
const promises = await import('node:fs/promises');
const guard = (path: unknown): void => {
  if (fault.below === '' || !String(path).startsWith(fault.below)) return;
  if (++fault.seen !== fault.at) return;
  fault.hit = String(path);
  throw Object.assign(new Error(`${fault.code}: injected`), { code: fault.code });
};
jest.unstable_mockModule('node:fs/promises', () => ({
  ...promises,
  // Every write of a run opens a file, or puts one in its place.
  open: async (...args: Parameters<typeof promises.open>) => {
    if (args[1] === 'r') return promises.open(...args);
    guard(args[0]);
    const file = await promises.open(...args);
    const sync = file.sync.bind(file);
    // The line or the file is written, and the disk says no: nothing is certain then.
    file.sync = async () => {
      guard(args[0]);
      await sync();
    };
    return file;
  },
  rename: async (from: string, to: string) => {
    guard(to);
    await promises.rename(from, to);
  },
  writeFile: async (...args: Parameters<typeof promises.writeFile>) => {
    guard(args[0]);
    await promises.writeFile(...args);
  },
  rm: async (...args: Parameters<typeof promises.rm>) => {
    guard(args[0]);
    await promises.rm(...args);
  },
}));

/** Throws at the n-th call of one step of the work on cells. */
const stage = { name: '', at: Infinity, seen: 0, error: undefined as unknown };
const atStage = (name: string): void => {
  if (name === stage.name && ++stage.seen === stage.at) throw stage.error;
};
const sources = await import('../../src/run/open/open-source.js');
jest.unstable_mockModule('../../src/run/open/open-source.js', () => ({
  ...sources,
  openSource: (...args: Parameters<typeof sources.openSource>) => {
    atStage('source');
    return sources.openSource(...args);
  },
}));
const datasets = await import('../../src/data/open-dataset.js');
jest.unstable_mockModule('../../src/data/open-dataset.js', () => ({
  ...datasets,
  openDataset: async (...args: Parameters<typeof datasets.openDataset>) => {
    atStage('load');
    const dataset = await datasets.openDataset(...args);
    return {
      ...dataset,
      async *corpus(signal?: AbortSignal) {
        for await (const batch of dataset.corpus(signal)) {
          atStage('corpus');
          yield batch;
        }
        atStage('end of the corpus');
      },
    };
  },
}));
const searches = await import('../../src/run/cell/cell-search.js');
jest.unstable_mockModule('../../src/run/cell/cell-search.js', () => ({
  ...searches,
  localSearch: (...args: Parameters<typeof searches.localSearch>) => {
    const search = searches.localSearch(...args);
    return {
      ...search,
      search: async (question: Parameters<typeof search.search>[0]) => {
        atStage('rank');
        const answer = await search.search(question);
        atStage('ranked');
        return answer;
      },
    };
  },
}));
const metrics = await import('../../src/metrics/score-rankings.js');
jest.unstable_mockModule('../../src/metrics/score-rankings.js', () => ({
  ...metrics,
  scoreRankings: (...args: Parameters<typeof metrics.scoreRankings>) => {
    atStage('score');
    return metrics.scoreRankings(...args);
  },
}));
const { GlottobenchError } = await import('../../src/base/errors.js');
const { evaluate } = await import('../../src/run/evaluate.js');
const { resultTree } = await import('../support/result-tree.js');
const { runRequest } = await import('../support/collect-run.js');

useTemporaryCache();
const root = mkdtempSync(join(tmpdir(), 'glottobench-ends-'));
afterAll(() => rmSync(root, { recursive: true }));

const SUBSETS = ['eng-multi', 'tur-multi'];
const request = (out: string, models: readonly string[]) =>
  runRequest({ tasks: ['UDHRRetrieval'], subsets: SUBSETS, models, out });

interface Seen {
  readonly events: readonly RunEvent[];
  readonly error: unknown;
}

async function seen(options: ReturnType<typeof request>, signal?: AbortSignal): Promise<Seen> {
  const events: RunEvent[] = [];
  try {
    for await (const event of evaluate(options, signal)) events.push(event);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}

const ends = ({ events }: Seen): CellResult[] =>
  events.flatMap((event) => (event.type === 'cell' ? [event.result] : []));
const keyOf = ({ cell }: Pick<CellResult, 'cell'>): string =>
  JSON.stringify([cell.model, cell.split, cell.subset]);

/** Exactly one end per planned cell, and the counts of the end. */
function checkEnds(run: Seen): void {
  const planned = run.events.find((event) => event.type === 'planned');
  if (planned === undefined) {
    expect(run.error).toBeDefined();
    return;
  }
  expect(ends(run).map(keyOf).sort()).toEqual(planned.cells.map((cell) => keyOf({ cell })).sort());
  const finished = run.events.find((event) => event.type === 'finished');
  for (const state of ['scored', 'failed', 'kept'] as const)
    if (finished !== undefined)
      expect(finished[state]).toBe(ends(run).filter((result) => result.state === state).length);
}

/** (model, split, subset) of every entry in the result files. */
function onDisk(out: string): string[] {
  if (!existsSync(out)) return [];
  return readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('/UDHRRetrieval.json') && !file.includes('typology'))
    .flatMap((file) => {
      const result = JSON.parse(readFileSync(join(out, file), 'utf8')) as TaskResult;
      return Object.entries(result.scores).flatMap(([split, entries]) =>
        entries.map(({ hf_subset }) => [file.split('/')[0], split, hf_subset].join(' ')),
      );
    });
}

const diskKey = ({ cell }: CellResult): string =>
  [cell.model.name.replaceAll('/', '__'), cell.split, cell.subset].join(' ');

describe('a fault', () => {
  it('at any write: one end per cell, scored cells are never lost, the same command completes all files', async () => {
    const models = ['random'];
    const whole = join(root, 'whole');
    fault.seen = 0;
    fault.below = whole;
    await seen(request(whole, models));
    const operations = fault.seen;
    const reference = resultTree(whole);
    expect(operations).toBeGreaterThan(30);
    for (let at = 1; at <= operations; at += 1) {
      const out = join(root, `fault-${at}`);
      Object.assign(fault, { at, seen: 0, below: out, code: at % 2 === 0 ? 'ENOSPC' : 'EIO' });
      const first = await seen(request(out, models));
      fault.at = Infinity;
      checkEnds(first);
      const scored = ends(first).filter(({ state }) => state === 'scored');
      // The disk works again: what was scored is kept and not run again, and nothing is missing.
      const second = await seen(request(out, models));
      expect(second.error).toBeUndefined();
      checkEnds(second);
      const kept = ends(second).filter(({ state }) => state === 'kept');
      expect(kept.map(keyOf)).toEqual(expect.arrayContaining(scored.map(keyOf)));
      expect(onDisk(out).sort()).toEqual(ends(second).map(diskKey).sort());
      expect({ hit: fault.hit, tree: resultTree(out) }).toEqual({
        hit: fault.hit,
        tree: reference,
      });
      rmSync(out, { recursive: true });
    }
  }, 300_000);

  it.each(['source', 'load', 'corpus', 'end of the corpus', 'rank', 'ranked', 'score'])(
    'in the stage "%s", of any kind and at any cell: one end per cell, what is counted as scored is on the disk',
    async (name) => {
      const models = ['bm25', 'random'];
      const whole = join(root, `whole ${name}`);
      Object.assign(stage, { name, at: Infinity, seen: 0 });
      await seen(request(whole, models));
      const calls = stage.seen;
      const reference = resultTree(whole);
      expect(calls).toBeGreaterThanOrEqual(models.length);
      const errors = [
        new Error('injected'),
        'no error at all',
        new GlottobenchError('GB_DATA_CORRUPT', 'injected'),
        new GlottobenchError('GB_CHECKPOINT_CORRUPT', 'injected'),
      ];
      // every kind at the first call, and two at the last
      const faults = [...errors.keys()].map((i) => ({ at: 1, i }));
      faults.push({ at: calls, i: 0 }, { at: calls, i: 3 });
      for (const { at, i } of faults) {
        const error = errors[i];
        const out = join(root, `stage ${name} ${at} ${i}`);
        Object.assign(stage, { at, seen: 0, error });
        const first = await seen(request(out, models));
        stage.at = Infinity;
        const place = { at, i, error: first.error };
        checkEnds(first);
        const states = ends(first).map(({ state }) => state);
        expect({ ...place, failed: states.includes('failed') }).toEqual({
          ...place,
          failed: true,
        });
        const scored = ends(first).filter(({ state }) => state === 'scored');
        expect({ ...place, disk: onDisk(out).sort() }).toEqual({
          ...place,
          disk: scored.map(diskKey).sort(),
        });
        const second = await seen(request(out, models));
        checkEnds(second);
        const kept = ends(second).filter(({ state }) => state === 'kept');
        expect(kept.map(keyOf).sort()).toEqual(scored.map(keyOf).sort());
        expect({ ...place, tree: resultTree(out) }).toEqual({ ...place, tree: reference });
        rmSync(out, { recursive: true });
      }
      rmSync(whole, { recursive: true });
    },
    600_000,
  );

  it('of a file that is broken while the run goes on: cells keep their end, the fault is said, nothing is lost', async () => {
    const out = join(root, 'broken');
    const path = join(out, 'glottobench__bm25', 'v1', 'run', 'manifest.json');
    const events: RunEvent[] = [];
    let error: unknown;
    try {
      for await (const event of evaluate(request(out, ['bm25', 'random']))) {
        events.push(event);
        if (event.type === 'cell' && events.filter(({ type }) => type === 'cell').length === 1)
          await promises.writeFile(path, '{"cells": 1}');
      }
    } catch (caught) {
      error = caught;
    }
    checkEnds({ events, error });
    expect(ends({ events, error }).map(({ state }) => state)).toEqual(Array(4).fill('scored'));
    expect(error).toMatchObject({ code: 'GB_RESULT_INVALID' });
    rmSync(path);
    expect((await seen(request(out, ['bm25', 'random']))).error).toBeUndefined();
    expect(await seen(request(join(root, 'pair'), ['bm25', 'random']))).toMatchObject({
      error: undefined,
    });
    expect(resultTree(out)).toEqual(resultTree(join(root, 'pair')));
  }, 60_000);

  it('of a stop: what is not scored is skipped', async () => {
    const stop = new AbortController();
    const events: RunEvent[] = [];
    const options = request(join(root, 'stopped'), [variant('pool-max'), 'random']);
    await expect(
      (async () => {
        for await (const event of evaluate(options, stop.signal)) {
          events.push(event);
          if (event.type === 'cell') stop.abort();
        }
      })(),
    ).rejects.toMatchObject({ code: 'GB_INTERRUPTED' });
    checkEnds({ events, error: undefined });
    expect(new Set(ends({ events, error: undefined }).map(({ state }) => state))).toEqual(
      new Set(['scored', 'skipped']),
    );
  }, 60_000);
});
