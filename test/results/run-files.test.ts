import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ownIdentity } from '../../src/results/write/process-identity.js';
import { lockRun } from '../../src/results/write/run-lock.js';
import { manifestPath, readManifest, updateManifest, type RunFacts } from '../../src/results/write/run-manifest.js';
import type { ManifestCell } from '../../src/types/generated/run-manifest.js';
import { temporaryFolder } from './support.js';

const SINCE = new Date().toISOString();

async function plantLock(folder: string, content: unknown): Promise<string> {
  await mkdir(join(folder, 'run'), { recursive: true });
  await writeFile(join(folder, 'run', 'lock'), typeof content === 'string' ? content : JSON.stringify(content));
  return folder;
}

describe('the lock of a run', () => {
  it('is held by one run at a time and given back', async () => {
    const folder = await temporaryFolder();
    const lock = await lockRun(folder);
    await expect(lockRun(folder)).rejects.toMatchObject({ code: 'GB_USAGE', message: expect.stringContaining(`process ${process.pid} on ${hostname()}`) });
    await lock.release();
    await lock.release();
    const again = await lockRun(folder);
    expect(await readdir(join(folder, 'run'))).toEqual(['lock']);
    await again.release();
    expect(await readdir(join(folder, 'run'))).toEqual([]);
  });

  it('goes to exactly one of many that ask at once, also when a stale one lies there', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const folder = await plantLock(await temporaryFolder(), { ...ownIdentity(), pid: child.pid, start: null, since: SINCE, token: 'old' });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockRun(folder)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('is kept for a living process and taken over when it is killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const folder = await plantLock(await temporaryFolder(), { ...ownIdentity(), pid: child.pid, start: null, since: SINCE, token: 'child' });
    await expect(lockRun(folder)).rejects.toMatchObject({ code: 'GB_USAGE' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await lockRun(folder)).release();
  });

  it('recognises a reboot and a process number that was given anew', async () => {
    const own = ownIdentity();
    const rebooted = await plantLock(await temporaryFolder(), { ...own, boot: null, since: '2001-01-01T00:00:00Z', token: 'a' });
    await (await lockRun(rebooted)).release();
    if (own.start === null) return;
    const reused = await plantLock(await temporaryFolder(), { ...own, start: '1', since: SINCE, token: 'b' });
    await (await lockRun(reused)).release();
  });

  it('never takes over from another host or from a file it cannot read', async () => {
    const foreign = await plantLock(await temporaryFolder(), { ...ownIdentity(), host: 'elsewhere', pid: 1, since: SINCE, token: 'c' });
    await expect(lockRun(foreign)).rejects.toMatchObject({ message: expect.stringContaining('on elsewhere') });
    const broken = await plantLock(await temporaryFolder(), '{"pid":');
    await expect(lockRun(broken)).rejects.toMatchObject({ code: 'GB_USAGE', place: { file: join(broken, 'run', 'lock') } });
  });
});

describe('the manifest of a run', () => {
  const facts: RunFacts = { glottobench: '0.1.0', onnxruntime: '1.30.0', model: { name: 'org/m', revision: 'r' }, prompts: { query: 'query: ' }, pooling: 'mean', precision: 'fp32', config: { threads: 2 } };
  const cell = (subset: string, score: number): ManifestCell => ({ task: 'T', split: 'test', subset, dataset_revision: 'd', main_score: score, queries: 3, documents: 5, seconds: { load: 0.1, rank: 1, score: 0 }, finished: SINCE });

  it('keeps the start and all cells; a cell that is run again replaces its record', async () => {
    const folder = await temporaryFolder();
    expect(await readManifest(folder)).toBeUndefined();
    await updateManifest(folder, facts, [cell('de', 0.5), cell('fr', 0.25)], new Date('2025-01-01'));
    await updateManifest(folder, { ...facts, config: { threads: 4 } }, [cell('de', 0.75)], new Date('2025-01-02'));
    expect(await readManifest(folder)).toMatchObject({
      started: '2025-01-01T00:00:00.000Z', updated: '2025-01-02T00:00:00.000Z', config: { threads: 4 }, node: process.versions.node,
      cells: [{ subset: 'de', main_score: 0.75 }, { subset: 'fr', main_score: 0.25 }],
    });
  });

  it('is checked on reading and on writing', async () => {
    const folder = await temporaryFolder();
    await expect(updateManifest(folder, facts, [{ ...cell('de', 1), queries: -1 }])).rejects.toMatchObject({ issues: [{ pointer: '/cells/0/queries' }] });
    await updateManifest(folder, facts, []);
    await writeFile(manifestPath(folder), (await readFile(manifestPath(folder), 'utf8')).replace('"manifest_version": 1', '"manifest_version": 9'));
    await expect(readManifest(folder)).rejects.toMatchObject({ code: 'GB_RESULT_INVALID', issues: [{ pointer: '/manifest_version' }] });
  });
});
