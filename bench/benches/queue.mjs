import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UDHR_LANGUAGES } from '../../dist/data/loaders/udhr.js';
import { udhrLanguage } from '../../dist/data/udhr/languages.js';
import { largestDifference } from '../support/compare.mjs';
import { model } from '../support/peers.mjs';
import { startWorker } from '../support/queue-workers.mjs';
import { startRedis } from '../support/redis.mjs';
import { evaluateOurs } from '../support/run-command.mjs';

const LOCK_SECONDS = 4;
/** A lock runs out, and the next look at the locks comes half a lock later. */
const STALL_SECONDS = 1.5 * LOCK_SECONDS;
const SHARDS = 8;

/** A corpus of many languages, cut into shards of one length of time. */
async function writeCorpus(folder, documents, queries) {
  const texts = [];
  for (const language of UDHR_LANGUAGES) {
    if (texts.length >= documents) break;
    texts.push(...(await udhrLanguage(language)).paragraphs.map(({ text }) => text));
  }
  const corpus = Array.from({ length: documents }, (_, i) => ({
    _id: `d${i}`,
    text: texts[(i * 7919) % texts.length] + (i < texts.length ? '' : ` ${i}`),
  }));
  mkdirSync(join(folder, 'data/qrels'), { recursive: true });
  writeFileSync(
    join(folder, 'data/corpus.jsonl'),
    corpus.map((row) => JSON.stringify(row)).join('\n'),
  );
  writeFileSync(
    join(folder, 'data/queries.jsonl'),
    Array.from({ length: queries }, (_, i) =>
      JSON.stringify({ _id: `q${i}`, text: corpus[(i * 13) % documents].text.slice(0, 60) }),
    ).join('\n'),
  );
  writeFileSync(
    join(folder, 'data/qrels/test.tsv'),
    [
      'query-id\tcorpus-id\tscore',
      ...Array.from({ length: queries }, (_, i) => `q${i}\td${(i * 13) % documents}\t1`),
    ].join('\n'),
  );
  const task = join(folder, 'QueueBench.json');
  writeFileSync(
    task,
    JSON.stringify({
      name: 'QueueBench',
      description: 'Paragraphs of the UDHR.',
      type: 'Retrieval',
      dataset: { path: 'org/none', revision: '1' },
      modalities: ['text'],
      eval_splits: ['test'],
      eval_langs: ['eng-Latn'],
      main_score: 'ndcg_at_10',
      loader: { kind: 'standard' },
    }),
  );
  return task;
}

/**
 * Whole commands with empty stores. Workers run already, as they would; they open the checkpoint
 * within the time that is measured.
 */
export const bench = {
  title: 'one corpus through Redis on this machine, e5-small, fp32',
  atMost: {
    '1 worker / local': 1.1,
    '2 workers / local, the same threads in all': 1.1,
    'lost by a killed worker / (one shard + stall + start)': 1,
  },
  prepare: async ({ scratch, small, threads, documents: wanted }) => {
    const checkpoint = model('e5-small-q4');
    const [documents, queries] = small ? [120, 10] : [wanted ?? 4000, 200];
    const task = await writeCorpus(scratch, documents, queries);
    const redis = await startRedis(scratch);
    const [split, shard] = [Math.max(1, Math.floor(threads / 2)), Math.ceil(documents / SHARDS)];
    const common = ['-m', checkpoint, '--data', join(scratch, 'data')];
    const queued = ['--queue', redis.url, '--shard-documents', String(shard)];
    const withWorkers = async (workers, meanwhile) => {
      const before = await redis.bytes();
      const running = evaluateOurs(scratch, task, [...common, '--threads', '1', ...queued]);
      await meanwhile?.();
      const ended = await running;
      const events = workers.flatMap((worker) => worker.events);
      for (const worker of workers) await worker.stop();
      return {
        ...ended,
        bytes: (await redis.bytes()) - before,
        shardSeconds: events.filter(({ type }) => type === 'done').map(({ seconds }) => seconds),
      };
    };
    return {
      inputs: { documents, queries, shards: SHARDS },
      close: () => redis.stop(),
      pair: async () => {
        const local = await evaluateOurs(scratch, task, [...common, '--threads', String(threads)]);
        const one = await withWorkers([
          await startWorker(redis.url, scratch, threads, LOCK_SECONDS),
        ]);
        const two = await withWorkers([
          await startWorker(redis.url, scratch, split, LOCK_SECONDS),
          await startWorker(redis.url, scratch, split, LOCK_SECONDS),
        ]);
        const doomed = await startWorker(redis.url, scratch, threads, LOCK_SECONDS);
        const spare = [];
        let startSeconds = 0;
        const killed = await withWorkers(spare, async () => {
          await doomed.when('started', 2);
          doomed.kill();
          const began = performance.now();
          spare.push(await startWorker(redis.url, scratch, threads, LOCK_SECONDS));
          startSeconds = ((await spare[0].when('opened', 1)).at - began) / 1000;
        });
        const shardSeconds = Math.max(...one.shardSeconds);
        const lost = killed.seconds - one.seconds;
        return {
          measures: {
            '1 worker / local': one.seconds / local.seconds,
            '2 workers / local, the same threads in all': two.seconds / local.seconds,
            'lost by a killed worker / (one shard + stall + start)':
              lost / (shardSeconds + STALL_SECONDS + startSeconds),
            'local, s': local.seconds,
            '1 worker, s': one.seconds,
            '2 workers, s': two.seconds,
            'with a killed worker, s': killed.seconds,
            'one shard, s': shardSeconds,
            'over the network per shard, kB': one.bytes / SHARDS / 1000,
          },
          difference: Math.max(
            ...[one, two, killed].map(({ scores }) => largestDifference(local.scores, scores)),
          ),
        };
      },
    };
  },
};
