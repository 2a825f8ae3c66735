import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { collectRun } from '../../support/collect-run.js';
import { QueueWorld } from '../../support/queue-world.js';
import { RedisServer, withRedis } from '../../support/redis-server.js';
import { useTemporaryCache } from '../../support/temporary-cache.js';

useTemporaryCache();

withRedis(describe)('a Redis that restarts', () => {
  let world: QueueWorld;
  beforeAll(() => {
    world = new QueueWorld();
  });
  afterAll(() => world.remove());

  it.each([
    ['with what was in it', true],
    ['empty', false],
  ])(
    '%s: the run waits, goes on, and writes what a local run writes',
    async (name, persistent) => {
      const server = await RedisServer.start(
        ...(persistent ? ['--appendonly', 'yes', '--appendfsync', 'always'] : []),
      );
      try {
        const what = {
          ...world.task(`Restart${persistent ? 'Kept' : 'Lost'}`, {
            documents: 1500,
            queries: 20,
            words: 40,
          }),
          models: [world.checkpoint('tiny')],
        };
        await collectRun(world.request(`restart-local-${name}`, what));
        let restarted: Promise<void> | undefined;
        const worker = world.worker(server.url, 'cache-restart', (event) => {
          if (event.type === 'done') restarted ??= server.kill().then(() => server.up());
        });
        const events = await collectRun(
          world.request(`restart-${name}`, { ...what, queue: server.url, shardDocuments: 300 }),
        );
        await restarted;
        expect(restarted).toBeDefined();
        expect(events.at(-1)).toMatchObject({ type: 'finished', failed: 0, scored: 1 });
        expect(
          events.flatMap((event) => (event.type === 'warning' ? [event.message] : [])).join('\n'),
        ).toMatch(/connection to redis:.* broke; waiting[^]*is back/);
        expect(world.results(`restart-${name}`)).toEqual(world.results(`restart-local-${name}`));
        expect(await worker.stop()).toBe(0);
      } finally {
        await server.stop();
      }
    },
    60_000,
  );
});
