import { GlottobenchError } from '../../base/errors.js';
import { parseQueueAddress } from '../../run/queue/queue-address.js';
import type { WorkerEvent, WorkerRequest } from '../../run/queue/worker-request.js';
import type { Command } from '../command.js';
import { words } from '../words.js';

const DEFAULT_LOCK_SECONDS = 60;
const LEAST_LOCK_SECONDS = 2;

export const worker: Command = {
  command: 'worker',
  describe:
    'Ranks shards for runs that were started with --queue, until Ctrl-C or SIGTERM: the shard at hand is then given back, and the status is 0.',
  examples: [
    ['glottobench worker --queue redis://10.0.0.1:6379', 'with models and data from the hub'],
    [
      'glottobench worker --queue redis://10.0.0.1:6379 --model ./my-checkpoint --data MyTask=/data/my-task',
      'with copies of what the run was given as folders',
    ],
    [
      'GLOTTOBENCH_QUEUE=rediss://:secret@redis.example.org glottobench worker',
      'TLS and a password, kept out of the list of processes',
    ],
  ],
  builder: (yargs) =>
    yargs.options({
      queue: {
        type: 'string',
        requiresArg: true,
        describe: 'redis[s]://[USER:PASSWORD@]HOST[:PORT][/DB] [default: $GLOTTOBENCH_QUEUE]',
      },
      model: {
        alias: 'm',
        type: 'string',
        array: true,
        requiresArg: true,
        describe:
          'Folder of a checkpoint on this machine; the one with the content of the run is taken',
      },
      data: {
        type: 'string',
        array: true,
        requiresArg: true,
        describe: 'Local folder with the data, as for run: DIR for all tasks, or TASK=DIR',
      },
      threads: {
        type: 'number',
        requiresArg: true,
        describe: 'Threads of the runtime (default: all cores)',
      },
      provider: {
        choices: ['cpu', 'cuda'],
        requiresArg: true,
        describe: 'Where ONNX Runtime computes (default cpu); must be that of the run',
      },
      offline: { type: 'boolean', describe: 'Use only files that are on this machine' },
      'lock-seconds': {
        type: 'number',
        default: DEFAULT_LOCK_SECONDS,
        requiresArg: true,
        describe: 'A worker that is silent for so long has lost its shard to another',
      },
      'idle-exit': {
        type: 'number',
        requiresArg: true,
        describe: 'End after so many seconds without work',
      },
      json: { type: 'boolean', describe: 'One event per line on stdout' },
      quiet: { type: 'boolean', describe: 'Only warnings' },
    }),
  handler: async (argv, io) => {
    const given = argv['queue'] ?? io.env['GLOTTOBENCH_QUEUE'];
    if (typeof given !== 'string' || given === '')
      throw new GlottobenchError('GB_USAGE', 'no queue was given', {
        hint: 'add --queue redis://HOST:6379, or set GLOTTOBENCH_QUEUE',
      });
    parseQueueAddress(given);
    const request: WorkerRequest = {
      queue: given,
      models: words(argv['model']),
      data: (argv['data'] as string[] | undefined) ?? [],
      offline: argv['offline'] === true ? true : undefined,
      threads: wholeNumber(argv, 'threads', 1),
      provider: argv['provider'] as WorkerRequest['provider'],
      lockSeconds: wholeNumber(argv, 'lock-seconds', LEAST_LOCK_SECONDS) ?? DEFAULT_LOCK_SECONDS,
      idleSeconds: wholeNumber(argv, 'idle-exit', 1),
    };
    const { runWorker } = await import('../../run/queue/worker.js');
    await runWorker(
      request,
      (event) => {
        if (argv['json'] === true) io.out(`${JSON.stringify(event)}\n`);
        else if (argv['quiet'] !== true || event.type === 'warning' || event.type === 'refused')
          io.err(`${new Date().toISOString().slice(11, 19)} ${renderEvent(event)}\n`);
      },
      io.signal,
    );
    return 0;
  },
};

function wholeNumber(
  argv: Readonly<Record<string, unknown>>,
  flag: string,
  least: number,
): number | undefined {
  const value = argv[flag];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  throw new GlottobenchError('GB_USAGE', `--${flag} needs a whole number of at least ${least}`);
}

function renderEvent(event: WorkerEvent): string {
  switch (event.type) {
    case 'serving':
      return `worker ${event.worker} serves ${event.queue}; Ctrl-C stops it`;
    case 'opened':
      return `open ${event.model} ${event.detail}`;
    case 'started':
      return `start ${event.shard}`;
    case 'done':
      return `done ${event.shard}: ${(event.seconds ?? 0).toFixed(1)} s, ${((event.bytes ?? 0) / 1000).toFixed(0)} kB sent`;
    case 'returned':
      return `returned ${event.shard}`;
    case 'failed':
      return `failed, attempt ${event.attempt}: ${event.shard}: ${event.error}`;
    case 'refused':
      return `refused ${event.shard}: ${event.why}`;
    case 'warning':
      return `warning: ${event.message}`;
    case 'stopped':
      return `stopped after ${event.shards} shard${event.shards === 1 ? '' : 's'}`;
  }
}
