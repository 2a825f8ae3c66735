import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

const PROGRAM = process.env['GLOTTOBENCH_REDIS_SERVER'] ?? 'redis-server';
const installed = spawnSync(PROGRAM, ['--version']).status === 0;
if (!installed)
  process.stderr.write(
    'skipped: tests of the queue need redis-server (Debian package redis-server)\n',
  );

/** `test` where redis-server is installed, else `test.skip`; the reason has been printed. */
export function withRedis<T extends { skip: unknown }>(test: T): T {
  return installed ? test : (test.skip as T);
}

/** A Redis of the test's own: a free port, a folder of its own, no configuration of the machine. */
export class RedisServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'glottobench-redis-'));
  #child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly options: readonly string[],
  ) {}

  /** @param options of redis-server, such as `--appendonly yes` */
  static async start(...options: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options);
    await server.up();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  async up(): Promise<void> {
    this.#child = spawn(
      PROGRAM,
      [
        '--port',
        String(this.port),
        '--bind',
        '127.0.0.1',
        '--dir',
        this.#folder,
        '--save',
        '',
        ...this.options,
      ],
      { stdio: 'ignore' },
    );
    const child = this.#child;
    // Nothing stays behind where a test ends before it stops its server.
    process.once('exit', () => child.kill('SIGKILL'));
    for (;;) {
      const client = this.client();
      try {
        await client.connect();
        // while it loads its file it answers with an error
        await client.ping();
        return;
      } catch {
        await sleep(50);
      } finally {
        client.disconnect();
      }
    }
  }

  /**
   * Ends the process at once, as a machine that goes away; `up` starts it again on what lies in its
   * folder.
   */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill(signal);
    });
  }

  /** A client that does not try again by itself. */
  client(): Redis {
    const client = new Redis({
      port: this.port,
      host: '127.0.0.1',
      lazyConnect: true,
      disconnectTimeout: 100,
      ...this.#secret(),
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
    });
    client.on('error', () => undefined);
    return client;
  }

  #secret(): { password?: string } {
    const at = this.options.indexOf('--requirepass');
    return at < 0 ? {} : { password: this.options[at + 1] ?? '' };
  }

  async keys(): Promise<string[]> {
    return ((await this.command('keys', '*')) as string[]).sort();
  }

  async command(name: string, ...words: string[]): Promise<unknown> {
    const client = this.client();
    await client.connect();
    try {
      return await client.call(name, ...words);
    } finally {
      client.disconnect();
    }
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
