// A Redis of the bench's own, on a free port and in a folder of its own.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

/**
 * @returns {Promise<{url: string, bytes: () => Promise<number>, stop: () => void}>} `bytes`: all
 * that went over its connections so far
 */
export async function startRedis(folder) {
  const port = await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'string') throw new Error(`a port is needed, not ${address}`);
      const { port: free } = address;
      server.close(() => resolve(free));
    });
  });
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
    { stdio: 'ignore' },
  );
  const failed = new Promise((_, reject) =>
    child.on('error', () =>
      reject(new Error('redis-server is needed (Debian package redis-server)')),
    ),
  );
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const client = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 100 });
  client.on('error', () => undefined);
  await Promise.race([
    failed,
    Promise.race([
      client.ping(),
      sleep(10_000).then(() => {
        throw new Error('redis-server does not answer');
      }),
    ]),
  ]);
  return {
    url: `redis://127.0.0.1:${port}/0`,
    bytes: async () => {
      const stats = await client.info('stats');
      return ['total_net_input_bytes', 'total_net_output_bytes'].reduce(
        (sum, name) => sum + Number(new RegExp(`${name}:(\\d+)`).exec(stats)?.[1] ?? 0),
        0,
      );
    },
    stop: () => {
      client.disconnect();
      kill();
      process.off('exit', kill);
    },
  };
}
