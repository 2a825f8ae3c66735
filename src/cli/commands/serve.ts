import { openEncoder } from '../../models/open-encoder.js';
import { startEmbeddingServer, type AnsweredRequest } from '../../serve/embedding-server.js';
import { EmbeddingService } from '../../serve/embedding-service.js';
import { checkpointFolder } from '../input/checkpoint-folder.js';
import { checkpointSettings } from '../input/checkpoint-settings.js';
import { command } from '../input/command.js';
import { CHECKPOINT_OPTIONS, COMMON } from '../input/options.js';

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;
const DEFAULT_PORT = 8642;

export const serve = command({
  describe:
    'Serves a checkpoint over the OpenAI embeddings API (/v1/embeddings, /v1/models, /health), for Python mteb and other clients. Ctrl-C stops it.',
  examples: [
    [
      'glottobench serve --model ./my-checkpoint',
      `at http://127.0.0.1:${DEFAULT_PORT}/v1, from this machine only`,
    ],
    [
      'glottobench serve --model ./my-checkpoint --port 0',
      'at any free port; the address is printed on stdout',
    ],
    [
      'GLOTTOBENCH_SERVE_KEY=... glottobench serve --model ./my-checkpoint --host 0.0.0.0',
      'for other machines, with a key',
    ],
  ],
  options: {
    model: {
      kind: 'text',
      alias: 'm',
      required: true,
      describe: 'Folder of the checkpoint, or the name of one that ships (glottobench/tiny-hybrid)',
    },
    port: {
      kind: 'count',
      least: 0,
      most: 65535,
      fallback: DEFAULT_PORT,
      describe: 'Port; 0 takes any that is free',
    },
    host: {
      kind: 'text',
      fallback: '127.0.0.1',
      describe: 'Address to listen at; others than loopback let other machines in',
    },
    name: {
      kind: 'text',
      describe: "What clients call the model (default: the checkpoint's name)",
    },
    ...CHECKPOINT_OPTIONS,
    quiet: { ...COMMON.quiet, describe: 'No line per request' },
  },
  handler: async (given, io) => {
    const { port, host, quiet } = given;
    const key = io.env['GLOTTOBENCH_SERVE_KEY'];
    const folder = checkpointFolder(given.model, io);
    const { settings, warnings: found } = await checkpointSettings(folder, given);
    const { encoder, checkpoint, warnings } = await openEncoder(folder, settings);
    try {
      const service = new EmbeddingService(encoder, checkpoint, given.name ?? checkpoint.id.name);
      const onAnswer = quiet
        ? undefined
        : (line: AnsweredRequest) => io.err(`${renderAnswer(line)}\n`);
      const server = await startEmbeddingServer(service, {
        host,
        port,
        key: key === '' ? undefined : key,
        onAnswer,
      });
      for (const warning of [...found, ...warnings]) io.err(`warning: ${warning}\n`);
      if (!LOOPBACK.test(host) && (key ?? '') === '')
        io.err(
          'warning: other machines can reach this server, and it asks for no key; set GLOTTOBENCH_SERVE_KEY\n',
        );
      io.err(`serving ${service.name}, ${encoder.dims} dims; Ctrl-C stops\n`);
      io.out(`${server.url}\n`);
      await aborted(io.signal);
      io.err('stopping: requests that were accepted are finished\n');
      await server.close();
      return 0;
    } finally {
      await encoder.close();
    }
  },
});

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function renderAnswer({ method, path, status, milliseconds, error }: AnsweredRequest): string {
  return `${new Date().toISOString().slice(11, 19)} ${method} ${path} ${status} ${milliseconds.toFixed(0)} ms${error === undefined ? '' : `  ${error}`}`;
}
