import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaultRules, type Fault } from './hub-faults.js';
import { serveFolder, type ServedFile, type ServedRepository } from './hub-repositories.js';

/** A request as it arrived. */
export interface SeenRequest {
  readonly host: 'hub' | 'storage';
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

/**
 * A hub of this machine: dataset and model repositories from folders, over the same requests as the
 * real one (`/api/…/revision`, `/api/…/tree` in pages, `/resolve` with HEAD, GET and ranges), large
 * files on a second host.
 */
export class HubServer {
  readonly faults = new FaultRules();
  readonly requests: SeenRequest[] = [];
  /** Entries of one page of a listing. */
  pageSize = 1000;
  endpoint = '';
  storage = '';
  readonly #repositories: readonly ServedRepository[];
  readonly #folders = new Map<string, Map<string, ServedFile>>();
  readonly #servers: Server[] = [];

  private constructor(repositories: readonly ServedRepository[]) {
    this.#repositories = repositories;
    for (const { commits } of repositories)
      for (const folder of Object.values(commits)) this.#folders.set(folder, serveFolder(folder));
  }

  static async start(...repositories: ServedRepository[]): Promise<HubServer> {
    const server = new HubServer(repositories);
    server.endpoint = await server.#listen('hub', (asked, answer, url) =>
      server.#hub(asked, answer, url),
    );
    server.storage = await server.#listen('storage', (asked, answer, url) =>
      server.#large(asked, answer, url),
    );
    return server;
  }

  async close(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  /** Requests since the last call, as `GET hub/path`. */
  takeRequests(): string[] {
    return this.requests.splice(0).map(({ method, host, path }) => `${method} ${host}${path}`);
  }

  async #listen(
    host: SeenRequest['host'],
    handle: (asked: IncomingMessage, answer: ServerResponse, url: URL) => void,
  ): Promise<string> {
    const server = createServer((asked, answer) => {
      const url = new URL(asked.url ?? '/', `http://${asked.headers.host ?? 'localhost'}`);
      const { range, authorization } = asked.headers;
      this.requests.push({
        host,
        method: asked.method ?? '',
        path: decodeURIComponent(url.pathname),
        range,
        authorization,
      });
      handle(asked, answer, url);
    });
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  #hub(asked: IncomingMessage, answer: ServerResponse, url: URL): void {
    const fault = this.faults.strike(`hub${decodeURIComponent(url.pathname)}`);
    if (fault?.kind === 'status') {
      refuse(answer, fault.status, fault.headers ?? {});
      return;
    }
    const api = /^\/api\/(dataset|model)s\/([^/]+\/[^/]+)\/(revision|tree)\/([^/]+)$/.exec(
      url.pathname,
    );
    const file = /^\/(datasets\/)?([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(url.pathname);
    const [type, name, revision] =
      api === null
        ? [file?.[1] === undefined ? 'model' : 'dataset', file?.[2], file?.[3]]
        : [api[1], api[2], api[4]];
    const repository = this.#repositories.find(
      (candidate) => candidate.type === type && candidate.name === name,
    );
    // The real hub hides from strangers whether a repository exists.
    if (repository === undefined) {
      refuse(answer, asked.headers.authorization === undefined ? 401 : 404, {
        'x-error-code': 'RepoNotFound',
      });
      return;
    }
    const { access } = repository;
    if (
      access !== undefined &&
      (access.token === undefined || asked.headers.authorization !== `Bearer ${access.token}`) &&
      (access.kind === 'private' || file !== null)
    ) {
      if (access.kind === 'gated')
        refuse(answer, asked.headers.authorization === undefined ? 401 : 403, {
          'x-error-code': 'GatedRepo',
        });
      else refuse(answer, 401, { 'x-error-code': 'RepoNotFound' });
      return;
    }
    const wanted = decodeURIComponent(revision ?? '');
    const commit = repository.refs[wanted] ?? wanted;
    const files = this.#folders.get(repository.commits[commit] ?? '');
    if (files === undefined) {
      refuse(answer, 404, { 'x-error-code': 'RevisionNotFound' });
      return;
    }
    if (api?.[3] === 'revision') {
      json(
        answer,
        {
          _id: '1',
          id: repository.name,
          sha: commit,
          private: false,
          gated: false,
          siblings: [...files.keys()].map((rfilename) => ({ rfilename })),
          lastModified: '2025-01-01T00:00:00.000Z',
          downloads: 0,
          likes: 0,
        },
        fault,
      );
      return;
    }
    if (api !== null) {
      this.#tree(answer, url, files, fault);
      return;
    }
    const found = files.get(decodeURIComponent(file?.[4] ?? ''));
    if (found === undefined) {
      refuse(answer, 404, { 'x-error-code': 'EntryNotFound', 'x-repo-commit': commit });
      return;
    }
    this.#resolve(asked, answer, found, commit, fault);
  }

  #tree(
    answer: ServerResponse,
    url: URL,
    files: ReadonlyMap<string, ServedFile>,
    fault: Fault | undefined,
  ): void {
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const page = [...files.values()]
      .slice(start, start + this.pageSize)
      .map(({ path, content, blobId, sha256 }) => ({
        type: 'file',
        path,
        size: content.length,
        oid: blobId,
        ...(sha256 !== undefined && {
          lfs: { oid: sha256, size: content.length, pointerSize: 130 },
        }),
      }));
    if (start + this.pageSize < files.size) {
      url.searchParams.set('cursor', String(start + this.pageSize));
      answer.setHeader('link', `<${url.href}>; rel="next"`);
    }
    json(answer, page, fault);
  }

  #resolve(
    asked: IncomingMessage,
    answer: ServerResponse,
    { content, blobId, sha256 }: ServedFile,
    commit: string,
    fault: Fault | undefined,
  ): void {
    answer.setHeader('x-repo-commit', commit);
    if (sha256 === undefined) {
      answer.setHeader('etag', `"${blobId}"`);
      send(asked, answer, content, fault);
      return;
    }
    answer.setHeaders(
      new Map([
        ['x-linked-etag', `"${sha256}"`],
        ['x-linked-size', String(content.length)],
        ['location', `${this.storage}/lfs/${sha256}?signature=x`],
        ...Object.entries(fault?.kind === 'headers' ? fault.headers : {}),
      ]),
    );
    answer.writeHead(302).end();
  }

  #large(asked: IncomingMessage, answer: ServerResponse, url: URL): void {
    const sha256 = url.pathname.split('/')[2];
    const fault = this.faults.strike(`storage${url.pathname}`);
    if (fault?.kind === 'status') {
      refuse(answer, fault.status, fault.headers ?? {});
      return;
    }
    const found = [...this.#folders.values()]
      .flatMap((files) => [...files.values()])
      .find((file) => file.sha256 === sha256);
    if (found === undefined) {
      refuse(answer, 404, {});
      return;
    }
    answer.setHeader('etag', `"${'0'.repeat(32)}"`);
    send(asked, answer, found.content, fault);
  }
}

function refuse(
  answer: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
): void {
  answer
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify({ error: `status ${status}` }));
}

function json(answer: ServerResponse, value: unknown, fault: Fault | undefined): void {
  answer.setHeader('content-type', 'application/json');
  deliver(answer, 200, Buffer.from(JSON.stringify(value)), fault);
}

/** The content, or the range of it that is asked for. */
function send(
  asked: IncomingMessage,
  answer: ServerResponse,
  content: Buffer,
  fault: Fault | undefined,
): void {
  const body = fault?.kind === 'body' ? fault.body : content;
  answer.setHeader('accept-ranges', 'bytes');
  const start = /^bytes=(\d+)-$/.exec(asked.headers.range ?? '')?.[1];
  if (asked.method === 'HEAD') {
    answer.writeHead(200, { 'content-length': body.length }).end();
  } else if (
    start === undefined ||
    fault?.kind === 'no-ranges' ||
    (fault?.kind === 'cut' && fault.ranges === false)
  ) {
    deliver(answer, 200, body, fault);
  } else if (Number(start) >= body.length) {
    answer.writeHead(416, { 'content-range': `bytes */${body.length}` }).end();
  } else {
    answer.setHeader('content-range', `bytes ${start}-${body.length - 1}/${body.length}`);
    deliver(answer, 206, body.subarray(Number(start)), fault);
  }
}

function deliver(
  answer: ServerResponse,
  status: number,
  whole: Buffer,
  fault: Fault | undefined,
): void {
  const body = fault?.kind === 'body' && status === 200 ? fault.body : whole;
  answer.writeHead(status, {
    'content-length': body.length,
    ...(fault?.kind === 'headers' ? fault.headers : {}),
  });
  if (fault?.kind !== 'stall' && fault?.kind !== 'cut') {
    answer.end(body);
    return;
  }
  answer.write(body.subarray(0, fault.after), () => {
    // A client that learns of the break before it has read what came drops it.
    if (fault.kind === 'cut') setTimeout(() => answer.destroy(), fault.lingerMs ?? 30);
  });
  // Headers alone must leave too.
  answer.flushHeaders();
}
