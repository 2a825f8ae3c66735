import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import { ApiError } from './api-error.js';
import { parseEmbeddingRequest } from './embedding-request.js';
import type { EmbeddingService } from './embedding-service.js';
import { readJsonBody } from './read-body.js';
import { WorkQueue } from './work-queue.js';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Asked from every client as `Authorization: Bearer …`, but for `/health`. */
  readonly key?: string | undefined;
  /** Requests that may wait; 64 without. */
  readonly capacity?: number | undefined;
  /** One call per answered request. */
  readonly onAnswer?: ((line: AnsweredRequest) => void) | undefined;
}

export interface AnsweredRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Why it was refused. */
  readonly error?: string | undefined;
}

interface RunningServer {
  /** `http://host:port/v1` */
  readonly url: string;
  /** Takes no new requests, finishes accepted ones within `graceMs`, then ends what is left. */
  close(graceMs?: number): Promise<void>;
}

/**
 * Serves a checkpoint over the OpenAI embeddings API.
 * @throws GB_USAGE when the address cannot be had
 */
export async function startEmbeddingServer(
  service: EmbeddingService,
  options: ServerOptions,
): Promise<RunningServer> {
  const queue = new WorkQueue(options.capacity ?? 64);
  const stop = new AbortController();
  const server = createServer(
    (request, response) =>
      void answer(request, response, { service, queue, options, stop: stop.signal }),
  );
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}/v1`,
    close: async (graceMs = 10_000) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const timer = setTimeout(() => stop.abort(), graceMs);
      await queue.idle();
      clearTimeout(timer);
      // Idle keep-alive connections would hold the server open; answers that are still being
      // written end by themselves.
      server.closeIdleConnections();
      const last = setTimeout(() => server.closeAllConnections(), 1000);
      await closed;
      clearTimeout(last);
      // Whoever was cut off may still have a batch in the runtime.
      await queue.idle();
    },
  };
}

async function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? 'is in use'
          : error.code === 'EACCES'
            ? 'needs more rights'
            : `cannot be had (${error.code ?? error.message})`;
      reject(
        new GlottobenchError('GB_USAGE', `the address ${host}:${port} ${reason}`, {
          hint: 'take another with --port, or --port 0 for any that is free',
          cause: error,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}

interface Context {
  readonly service: EmbeddingService;
  readonly queue: WorkQueue;
  readonly options: ServerOptions;
  readonly stop: AbortSignal;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  const start = performance.now();
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  let error: string | undefined;
  try {
    send(response, 200, await route(request, response, path, context));
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    error = thrown === refusal || !(thrown instanceof Error) ? refusal.message : thrown.message;
    // A client that hung up gets no answer; a body that was not read to its end cannot be followed
    // by another request.
    if (!request.complete) response.setHeader('Connection', 'close');
    send(response, refusal.status, refusal.body, refusal.details.headers);
  }
  context.options.onAnswer?.({
    method: request.method ?? '',
    path,
    status: response.statusCode,
    milliseconds: performance.now() - start,
    error,
  });
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  context: Context,
): Promise<unknown> {
  const { service, queue, options } = context;
  if (path === '/health') {
    allow(request, 'GET');
    return { status: 'ok', model: service.name, waiting: queue.length };
  }
  authorize(request, options.key);
  if (path === '/v1/models') {
    allow(request, 'GET');
    return { object: 'list', data: [service.describe()] };
  }
  if (path.startsWith('/v1/models/')) {
    const model = decodePath(path.slice('/v1/models/'.length));
    allow(request, 'GET');
    if (service.answersTo(model)) return service.describe();
    throw new ApiError(
      404,
      `there is no model "${model}" here; this server has "${service.name}"`,
      { param: 'model', code: 'model_not_found' },
    );
  }
  if (path !== '/v1/embeddings')
    throw new ApiError(
      404,
      `there is nothing at ${path}; POST /v1/embeddings, GET /v1/models and GET /health are here`,
    );
  allow(request, 'POST');
  const wanted = parseEmbeddingRequest(await readJsonBody(request));
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const signal = AbortSignal.any([gone.signal, context.stop]);
  return queue.run(() => service.embed(wanted, signal), signal);
}

function allow(request: IncomingMessage, method: string): void {
  if (request.method === method) return;
  throw new ApiError(405, `${request.method ?? ''} is not possible here; use ${method}`, {
    headers: { Allow: method },
  });
}

function authorize(request: IncomingMessage, key: string | undefined): void {
  if (key === undefined) return;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${key}`)))
    throw new ApiError(401, 'the key is missing or wrong', { code: 'invalid_api_key' });
}

function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Everything unforeseen is one sentence to the client; what happened stands in the log. */
function refusalOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (isGlottobenchError(error) && error.code === 'GB_INPUT_INVALID')
    return new ApiError(400, error.message, { param: 'input' });
  if (
    (isGlottobenchError(error) && error.code === 'GB_INTERRUPTED') ||
    (error as Error | undefined)?.name === 'AbortError'
  )
    return new ApiError(503, 'the server is stopping', { code: 'stopping' });
  return new ApiError(500, 'the model failed on this input; the log of the server says why');
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.destroyed || response.headersSent) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
