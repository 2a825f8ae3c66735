// Programs that are compared: each runs in a process of its own, from start to end, with its wall
// and CPU seconds.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const glottobench = join(root, 'dist/cli/main.js');

const running = new Set();
// A bench that is stopped leaves nothing behind.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

/**
 * Runs a command. @returns {Promise<{seconds: number, out: string, peakMegabytes: number}>}; throws
 * with the end of its stderr when it fails. The peak of resident memory is sampled every 50 ms from
 * /proc (0 where there is none).
 */
export function runProgram(command, args, { env = {}, cwd = root } = {}) {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let out = '';
  let err = '';
  let peakMegabytes = 0;
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err = (err + text).slice(-4000)));
  const sampling = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, memoryOf(child.pid).peak);
  }, 50);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      running.delete(child);
      clearInterval(sampling);
      if (code === 0)
        resolve({ seconds: (performance.now() - started) / 1000, out, peakMegabytes });
      else
        reject(
          new Error(
            `${command} ${args.join(' ').slice(0, 200)} ended with ${code}:\n${err.slice(-1500)}`,
          ),
        );
    });
  });
}

/** Our command line. */
export const runOurs = (args, options) =>
  runProgram(process.execPath, [glottobench, ...args], options);

/** Resident memory of a process now and at its highest, in MB. */
export function memoryOf(pid = process.pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name) =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1000;
    return { now: field('VmRSS'), peak: field('VmHWM') };
  } catch {
    return { now: 0, peak: 0 };
  }
}

/** The last line of a program's output, as JSON. */
export const lastJson = (out) => JSON.parse(out.trim().split('\n').at(-1));
