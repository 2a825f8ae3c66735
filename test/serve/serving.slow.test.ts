import { describe, expect, it } from '@jest/globals';
import { startEmbeddingServer } from '../../src/serve/embedding-server.js';
import { WorkQueue } from '../../src/serve/work-queue.js';
import { faultOf } from '../support/checkpoint-copy.js';
import { serveVariant } from '../support/serve-variant.js';

const post = (
  url: string,
  body: Record<string, unknown>,
  init: RequestInit = {},
): Promise<Response> =>
  fetch(`${url}/embeddings`, { method: 'POST', body: JSON.stringify(body), ...init });

describe('a serving process', () => {
  it('cuts vectors to the dimensions asked for, and gives them length 1 again where the checkpoint does', async () => {
    const served = await serveVariant('truncate-dim');
    try {
      const model = 'truncate-dim';
      const of = async (dimensions?: number): Promise<number[]> => {
        const answer = (await (
          await post(served.url, {
            model,
            input: 'free',
            ...(dimensions !== undefined && { dimensions }),
          })
        ).json()) as { data: { embedding: number[] }[] };
        return answer.data[0]?.embedding ?? [];
      };
      const whole = await of();
      const cut = await of(3);
      expect(cut).toHaveLength(3);
      const scale = (cut[0] ?? NaN) / (whole[0] ?? NaN);
      cut.forEach((value, i) => expect(value).toBeCloseTo((whole[i] ?? NaN) * scale, 6));
    } finally {
      await served.close();
    }
  });

  it('asks for its key, but for /health', async () => {
    const served = await serveVariant('pool-max', { key: 'secret' });
    try {
      const body = { model: 'pool-max', input: 'a' };
      expect((await post(served.url, body)).status).toBe(401);
      expect(
        (await post(served.url, body, { headers: { Authorization: 'Bearer secre' } })).status,
      ).toBe(401);
      expect(
        (await post(served.url, body, { headers: { Authorization: 'Bearer secret' } })).status,
      ).toBe(200);
      expect((await fetch(`${served.url}/models`)).status).toBe(401);
      expect((await fetch(new URL('/health', served.url))).status).toBe(200);
    } finally {
      await served.close();
    }
  });

  it('turns requests away when too many wait, and says when to come back', async () => {
    const served = await serveVariant('pool-max', { capacity: 2 });
    try {
      const body = {
        model: 'pool-max',
        input: Array.from({ length: 1000 }, (_, i) => `born free and equal ${i} `.repeat(8)),
      };
      const answers = await Promise.all(Array.from({ length: 6 }, () => post(served.url, body)));
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2);
      const refused = answers.find(({ status }) => status === 503);
      expect(refused?.headers.get('retry-after')).toBe('1');
      expect(await refused?.json()).toMatchObject({
        error: { type: 'server_error', code: 'overloaded' },
      });
      expect((await post(served.url, { model: 'pool-max', input: 'a' })).status).toBe(200);
    } finally {
      await served.close();
    }
  });

  it('finishes what it accepted when it stops, and takes nothing more', async () => {
    const served = await serveVariant('pool-max');
    const accepted = post(served.url, {
      model: 'pool-max',
      input: Array.from({ length: 200 }, (_, i) => `born free ${i}`),
    });
    while (
      ((await (await fetch(new URL('/health', served.url))).json()) as { waiting: number })
        .waiting === 0
    )
      await new Promise((resolve) => setTimeout(resolve, 2));
    const closing = served.close(30_000);
    expect((await accepted).status).toBe(200);
    await closing;
    await expect(post(served.url, { model: 'pool-max', input: 'a' })).rejects.toThrow(
      'fetch failed',
    );
  });

  it('stops working for a client that hung up', async () => {
    const lines: string[] = [];
    const served = await serveVariant('pool-max', {
      onAnswer: ({ error }) => {
        if (error !== undefined) lines.push(error);
      },
    });
    try {
      const controller = new AbortController();
      const pending = post(
        served.url,
        {
          model: 'pool-max',
          input: Array.from({ length: 2000 }, () => 'born free and equal '.repeat(6)),
        },
        { signal: controller.signal },
      );
      pending.catch(() => undefined);
      // Hung up only once the work was accepted, however slow the machine is.
      while (
        ((await (await fetch(new URL('/health', served.url))).json()) as { waiting: number })
          .waiting === 0
      )
        await new Promise((resolve) => setTimeout(resolve, 2));
      controller.abort();
      await expect(pending).rejects.toThrow();
      expect((await post(served.url, { model: 'pool-max', input: 'a' })).status).toBe(200);
      expect(lines).toEqual([expect.stringMatching(/stopped|abort/i)]);
    } finally {
      await served.close();
    }
  });

  it('says that an address is taken', async () => {
    const served = await serveVariant('pool-max');
    try {
      const port = Number(new URL(served.url).port);
      const fault = await faultOf(startEmbeddingServer({} as never, { host: '127.0.0.1', port }));
      expect(fault).toMatchObject({
        code: 'GB_USAGE',
        exitCode: 2,
        message: `the address 127.0.0.1:${port} is in use`,
      });
    } finally {
      await served.close();
    }
  });
});

describe('work queue', () => {
  it('runs one piece at a time in the order of arrival, goes on after a failure, and skips what was given up', async () => {
    const queue = new WorkQueue(10);
    const order: number[] = [];
    const controller = new AbortController();
    const never = new AbortController().signal;
    const piece =
      (n: number, fail = false) =>
      async () => {
        order.push(n);
        await new Promise((resolve) => setTimeout(resolve, 3));
        order.push(-n);
        if (fail) throw new Error('no');
      };
    const all = Promise.allSettled([
      queue.run(piece(1), never),
      queue.run(piece(2, true), never),
      queue.run(piece(3), controller.signal),
      queue.run(piece(4), never),
    ]);
    controller.abort();
    expect((await all).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(order).toEqual([1, -1, 2, -2, 4, -4]);
    expect(queue.length).toBe(0);
  });
});
