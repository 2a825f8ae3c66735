import { counted } from '../../base/wording.js';
import { GlottobenchError } from '../../base/errors.js';
import { parseQueueAddress } from '../../run/request/queue-address.js';
import type { WorkerEvent, WorkerRequest } from '../../run/queue/worker-request.js';
import { command } from '../input/command.js';
import { machineSettings } from '../../models/encoder-variant.js';
import { COMMON, encoderOptions, MACHINE_OPTIONS } from '../input/options.js';

const DEFAULT_LOCK_SECONDS = 60;
const LEAST_LOCK_SECONDS = 2;

export const worker = command({
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
  options: {
    queue: {
      kind: 'text',
      describe: 'redis[s]://[USER:PASSWORD@]HOST[:PORT][/DB] [default: $GLOTTOBENCH_QUEUE]',
    },
    model: {
      ...COMMON.model,
      describe:
        'Folder of a checkpoint on this machine; the one with the content of the run is taken',
    },
    data: {
      kind: 'list',
      describe: 'Local folder with the data, as for run: DIR for all tasks, or TASK=DIR',
    },
    ...MACHINE_OPTIONS,
    offline: { kind: 'switch', describe: 'Use only files that are on this machine' },
    lockSeconds: {
      kind: 'count',
      least: LEAST_LOCK_SECONDS,
      fallback: DEFAULT_LOCK_SECONDS,
      describe: 'A worker that is silent for so long has lost its shard to another',
    },
    idleExit: { kind: 'count', describe: 'End after so many seconds without work' },
    json: { kind: 'switch', describe: 'One event per line on stdout' },
    quiet: { ...COMMON.quiet, describe: 'Only warnings' },
  },
  handler: async (given, io) => {
    const { model = [], data = [], lockSeconds, idleExit, json, quiet } = given;
    const queue = given.queue ?? io.env['GLOTTOBENCH_QUEUE'];
    if (queue === undefined || queue === '')
      throw new GlottobenchError('GB_USAGE', 'no queue was given', {
        hint: 'add --queue redis://HOST:6379, or set GLOTTOBENCH_QUEUE',
      });
    parseQueueAddress(queue);
    const request: WorkerRequest = {
      ...machineSettings(encoderOptions(given)),
      queue,
      models: model,
      data,
      offline: given.offline || undefined,
      lockSeconds,
      idleSeconds: idleExit,
    };
    const { runWorker } = await import('../../run/queue/worker.js');
    await runWorker(
      request,
      (event) => {
        if (json) io.out(`${JSON.stringify(event)}\n`);
        else if (!quiet || event.type === 'warning' || event.type === 'refused')
          io.err(`${new Date().toISOString().slice(11, 19)} ${renderEvent(event)}\n`);
      },
      io.signal,
    );
    return 0;
  },
});

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
      return `stopped after ${counted(event.shards, 'shard')}`;
  }
}
