// Workers of the queue, in processes of their own.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { glottobench } from './programs.mjs';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * Starts a worker with an empty store and waits until it serves.
 * @returns {Promise<{events: object[], when: (type: string, nth: number) => Promise<object>, kill:
 * () => void, stop: () => Promise<void>}>}
 */
export async function startWorker(url, folder, threads, lockSeconds) {
  const env = {
    ...process.env,
    GLOTTOBENCH_QUEUE: url,
    GLOTTOBENCH_CACHE: mkdtempSync(join(folder, 'worker-')),
  };
  const child = spawn(
    process.execPath,
    [
      glottobench,
      'worker',
      '--json',
      '--threads',
      String(threads),
      '--lock-seconds',
      String(lockSeconds),
    ],
    { env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  running.add(child);
  const events = [];
  const waiting = new Set();
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    const lines = (text + chunk).split('\n');
    text = lines.pop();
    for (const line of lines) events.push({ ...JSON.parse(line), at: performance.now() });
    waiting.forEach((look) => look());
  });
  /** @type {Promise<void>} */
  const closed = new Promise((resolve) =>
    child.on('close', () => {
      running.delete(child);
      resolve();
    }),
  );
  const when = (type, nth) =>
    new Promise((resolve) => {
      const look = () => {
        const found = events.filter((event) => event.type === type)[nth - 1];
        if (found !== undefined) resolve(found);
      };
      waiting.add(look);
      look();
    });
  await when('serving', 1);
  return {
    events,
    when,
    kill: () => child.kill('SIGKILL'),
    stop: () => {
      child.kill('SIGTERM');
      return closed;
    },
  };
}
