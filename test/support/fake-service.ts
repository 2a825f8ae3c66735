import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connection } from '../../src/models/endpoint/post-embeddings.js';

export interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly model?: string;
    readonly input: readonly string[];
    readonly encoding_format?: string;
  };
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it is. */
  readonly body: unknown;
  readonly delayMs?: number;
}

export interface FakeService {
  readonly url: URL;
  readonly heard: readonly Heard[];
  readonly close: () => Promise<void>;
}

/** A real HTTP service of this process, which answers as the test says. */
export async function fakeService(
  reply: (heard: Heard, count: number) => Reply,
): Promise<FakeService> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one: Heard = {
        path: request.url ?? '',
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString()) as Heard['body'],
      };
      heard.push(one);
      const { status = 200, headers, body, delayMs = 0 } = reply(one, heard.length);
      setTimeout(
        () =>
          response
            .writeHead(status, headers)
            .end(typeof body === 'string' ? body : JSON.stringify(body)),
        delayMs,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`),
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The length of each text and its first character as a vector. */
export function lengths(texts: readonly string[]): Reply {
  return {
    body: {
      object: 'list',
      data: texts.map((text, index) => ({
        object: 'embedding',
        index,
        embedding: [text.length, text.charCodeAt(0)],
      })),
    },
  };
}

export function connectionTo({ url }: FakeService, given: Partial<Connection> = {}): Connection {
  return {
    url,
    model: 'm',
    key: undefined,
    timeoutMs: 2000,
    retry: { attempts: 4, firstDelayMs: 5, maxDelayMs: 20 },
    ...given,
  };
}
