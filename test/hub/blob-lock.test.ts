import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { withLock } from '../../src/hub/cache/blob-lock.js';
import { freshFolder, removeFolders } from '../support/hub-world.js';

const TIMING = { beatMs: 20, staleMs: 150, pollMs: 5 };
afterAll(removeFolders);

function lockOf(holder: unknown): string {
  const path = join(freshFolder(), 'locks', 'x.lock');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof holder === 'string' ? holder : JSON.stringify(holder));
  return path;
}

async function secondsFor(path: string): Promise<number> {
  const start = performance.now();
  await withLock(path, undefined, () => Promise.resolve(), TIMING);
  return performance.now() - start;
}

describe('the lock of a blob', () => {
  it('lets one in at a time, however many ask', async () => {
    const path = join(freshFolder(), 'x.lock');
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 12 }, () =>
        withLock(
          path,
          undefined,
          async () => {
            most = Math.max(most, ++inside);
            await new Promise((resolve) => setTimeout(resolve, 5));
            inside--;
          },
          TIMING,
        ),
      ),
    );
    expect(most).toBe(1);
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('holds a lock that is touched longer than the waiting time', async () => {
    const path = join(freshFolder(), 'x.lock');
    const order: string[] = [];
    const first = withLock(
      path,
      undefined,
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        order.push('first');
      },
      TIMING,
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all([
      first,
      withLock(path, undefined, () => Promise.resolve(order.push('second')), TIMING),
    ]);
    expect(order).toEqual(['first', 'second']);
  });

  it('takes over at once from a process of this machine that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(await secondsFor(lockOf({ pid: child.pid, host: hostname(), token: 't' }))).toBeLessThan(
      100,
    );
  });

  it.each([
    ['another machine', { pid: 1, host: 'elsewhere', token: 't' }],
    ['nobody knows', 'half-writ'],
  ])('takes over after a while from a silent holder: %s', async (_who, holder) => {
    expect(await secondsFor(lockOf(holder))).toBeGreaterThan(140);
  });

  it('stops waiting when the user stops', async () => {
    const path = lockOf({ pid: 1, host: 'elsewhere', token: 't' });
    await expect(
      withLock(path, AbortSignal.timeout(20), () => Promise.resolve(), TIMING),
    ).rejects.toThrow();
    expect(existsSync(path)).toBe(true);
  });

  it('is given up when the work fails', async () => {
    const path = join(freshFolder(), 'x.lock');
    await expect(
      withLock(path, undefined, () => Promise.reject(new Error('broken')), TIMING),
    ).rejects.toThrow('broken');
    expect(existsSync(path)).toBe(false);
  });
});
