// One process of jest, started again when it dies, hangs or grows.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORKER = fileURLToPath(new URL('jest-worker.mjs', import.meta.url));
const MOST_MEMORY = 1.5 * 2 ** 30;
const MOST_RUNS = 40;
const START_MS = 60_000;

export class Runner {
  #child;
  #runs = 0;

  /** @param {string} copy @param {NodeJS.ProcessEnv} env */
  constructor(copy, env) {
    this.copy = copy;
    this.env = env;
  }

  /**
   * Runs test files in the given order.
   * @param {number} number of the mutant, 0 for none
   * @param {readonly { path: string, limitMs: number }[]} files
   * @param {{ all: boolean }} options `all`: go on after a failure
   * @returns {Promise<{ results: { file: string, failed: string[], tests: number, ms: number }[],
   * broke?: string }>}
   *   `broke`: the file in which the process died or passed its limit, with the reason
   */
  async run(number, files, { all }) {
    const child = await this.#open();
    const limits = new Map(files.map(({ path, limitMs }) => [path, limitMs]));
    const results = [];
    let timer;
    let current = '';
    return new Promise((resolve) => {
      const end = (broke) => {
        clearTimeout(timer);
        child.removeAllListeners('message').removeAllListeners('exit');
        if (broke !== undefined) this.#kill();
        resolve(broke === undefined ? { results } : { results, broke });
      };
      child.on('message', (message) => {
        if (message.started !== undefined) {
          current = message.started;
          clearTimeout(timer);
          timer = setTimeout(() => end(`${current}: over its time`), limits.get(current));
        }
        if (message.file !== undefined) results.push(message);
        if (message.trouble !== undefined) end(`${current}: ${message.trouble}`);
        if (message.ended !== undefined) {
          if (message.rss > MOST_MEMORY || ++this.#runs >= MOST_RUNS) this.#kill();
          end();
        }
      });
      child.on('exit', (code, signal) => end(`${current}: the process ended (${code ?? signal})`));
      // before the first file starts too: a mutant may stop the process where it loads
      timer = setTimeout(() => end('the process does not answer'), START_MS + files[0].limitMs);
      child.send({ number, files: files.map(({ path }) => path), all });
    });
  }

  close() {
    this.#kill();
  }

  async #open() {
    if (this.#child !== undefined) return this.#child;
    const child = fork(
      WORKER,
      [this.copy, join(this.copy, 'scripts/mutate/jest-environment.mjs')],
      {
        cwd: this.copy,
        env: this.env,
        execArgv: ['--experimental-vm-modules', '--no-warnings'],
        stdio: [
          'ignore',
          'ignore',
          process.env.GLOTTOBENCH_MUTATE_DEBUG ? 'inherit' : 'ignore',
          'ipc',
        ],
        detached: true,
      },
    );
    this.#child = child;
    this.#runs = 0;
    await new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`jest does not start (exit ${String(code)})`)));
    });
    child.removeAllListeners('exit');
    return child;
  }

  // the group: a test may have started processes of its own
  #kill() {
    const pid = this.#child?.pid;
    this.#child?.removeAllListeners();
    this.#child = undefined;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // it has ended already
    }
  }
}
