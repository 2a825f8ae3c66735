import { GlottobenchError } from '../../base/errors.js';
import { openEncoder } from '../../models/open-encoder.js';
import { startEmbeddingServer, type AnsweredRequest } from '../../serve/embedding-server.js';
import { EmbeddingService } from '../../serve/embedding-service.js';
import { CHECKPOINT_OPTIONS, encoderOptions } from '../checkpoint-options.js';
import type { Command } from '../command.js';

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;
const DEFAULT_PORT = 8642;

export const serve: Command = {
  command: 'serve',
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
  builder: (yargs) =>
    yargs.options({
      model: {
        alias: 'm',
        type: 'string',
        demandOption: true,
        requiresArg: true,
        describe: 'Folder of the checkpoint',
      },
      port: {
        type: 'number',
        default: DEFAULT_PORT,
        requiresArg: true,
        describe: 'Port; 0 takes any that is free',
      },
      host: {
        type: 'string',
        default: '127.0.0.1',
        requiresArg: true,
        describe: 'Address to listen at; others than loopback let other machines in',
      },
      name: {
        type: 'string',
        requiresArg: true,
        describe: "What clients call the model (default: the checkpoint's name)",
      },
      ...CHECKPOINT_OPTIONS,
      quiet: { type: 'boolean', describe: 'No line per request' },
    }),
  handler: async (argv, io) => {
    const { port, host } = checkedAddress(argv['port'], argv['host']);
    const key = io.env['GLOTTOBENCH_SERVE_KEY'];
    const { encoder, checkpoint, warnings } = await openEncoder(
      String(argv['model']),
      encoderOptions(argv),
    );
    try {
      const service = new EmbeddingService(
        encoder,
        checkpoint,
        typeof argv['name'] === 'string' ? argv['name'] : checkpoint.id.name,
      );
      const onAnswer =
        argv['quiet'] === true
          ? undefined
          : (line: AnsweredRequest) => io.err(`${renderAnswer(line)}\n`);
      const server = await startEmbeddingServer(service, {
        host,
        port,
        key: key === '' ? undefined : key,
        onAnswer,
      });
      for (const warning of warnings) io.err(`warning: ${warning}\n`);
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
};

function checkedAddress(port: unknown, host: unknown): { port: number; host: string } {
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 0 || port > 65535)
    throw new GlottobenchError('GB_USAGE', '--port needs a whole number from 0 to 65535');
  if (typeof host !== 'string' || host === '')
    throw new GlottobenchError('GB_USAGE', '--host needs one address');
  return { port, host };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function renderAnswer({ method, path, status, milliseconds, error }: AnsweredRequest): string {
  return `${new Date().toISOString().slice(11, 19)} ${method} ${path} ${status} ${milliseconds.toFixed(0)} ms${error === undefined ? '' : `  ${error}`}`;
}
