import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../../src/base/folders.js';
import { variant } from '../../support/checkpoint-copy.js';
import { runCommand } from '../../support/run-command.js';

interface Serving {
  readonly url: string;
  readonly stop: (signal: NodeJS.Signals) => Promise<{ code: number | null; err: string }>;
}

/** The program in a process of its own, once it has printed its address. */
function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Serving> {
  const child = spawn(process.execPath, [packagePath('dist', 'cli', 'main.js'), 'serve', ...args], {
    env: { ...process.env, ...env },
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<{ code: number | null; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, err })),
  );
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => {
      resolve({
        url: text.trim(),
        stop: (signal) => {
          child.kill(signal);
          return ended;
        },
      });
    });
    void ended.then(({ code, err: said }) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}

describe('glottobench serve', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'prints its address, serves, logs, and ends with 0 on %s',
    async (signal) => {
      const { url, stop } = await start([
        '--model',
        variant('pool-max'),
        '--port',
        '0',
        '--name',
        'mine/tiny',
      ]);
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
      const answer = await fetch(`${url}/embeddings`, {
        method: 'POST',
        body: JSON.stringify({ model: 'tiny', input: 'a' }),
      });
      expect(await answer.json()).toMatchObject({ model: 'mine/tiny', data: [{ index: 0 }] });
      await fetch(`${url}/nothing`);
      const { code, err } = await stop(signal);
      expect(code).toBe(0);
      expect(err).toMatch(
        /serving mine\/tiny, 16 dims[\s\S]*POST \/v1\/embeddings 200 \d+ ms\n[\s\S]*GET \/v1\/nothing 404 \d+ ms {2}there is nothing/,
      );
      expect(err).not.toContain('warning: other machines');
    },
  );

  it('warns when other machines can come in without a key, and asks for one that is set', async () => {
    const open = await start(['--model', variant('pool-max'), '--port', '0', '--host', '0.0.0.0']);
    expect((await open.stop('SIGINT')).err).toContain(
      'warning: other machines can reach this server',
    );
    const guarded = await start(
      ['--model', variant('pool-max'), '--port', '0', '--host', '0.0.0.0', '--quiet'],
      { GLOTTOBENCH_SERVE_KEY: 'k' },
    );
    expect((await fetch(`${guarded.url.replace('0.0.0.0', '127.0.0.1')}/models`)).status).toBe(401);
    const { err } = await guarded.stop('SIGINT');
    expect(err).not.toContain('warning: other machines');
    expect(err).not.toContain('401');
  });

  it.each([
    [['serve'], 2, /model/],
    [
      ['serve', '--model', variant('pool-max'), '--port', '70000'],
      2,
      /--port needs a whole number from 0 to 65535/,
    ],
    [
      ['serve', '--model', variant('pool-max'), '--port', '0', '--host', '203.0.113.7'],
      2,
      /203\.0\.113\.7:0 cannot be had/,
    ],
    [['serve', '--model', 'no-such-folder'], 3, /no such folder/],
    [['serve', '--model', 'package.json'], 4, /package\.json/],
  ])('%j ends with %d and one clear sentence', async (argv, status, says) => {
    const found = await runCommand(argv);
    expect(found.status).toBe(status);
    expect(found.err).toMatch(says);
    expect(found.out).toBe('');
  });
});
