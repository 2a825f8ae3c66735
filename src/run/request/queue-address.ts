import { GlottobenchError } from '../../base/errors.js';

/** A Redis server as `--queue` names it. */
export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  readonly database: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** `rediss://` */
  readonly tls: boolean;
  /** For people and files: without user and password. */
  readonly shown: string;
}

const DEFAULT_PORT = 6379;
const HINT = 'redis://HOST:6379, redis://:PASSWORD@HOST:6379/1, or rediss:// for TLS';

/**
 * Reads `redis[s]://[user][:password]@host[:port][/database]`.
 * @throws GB_USAGE; its message never repeats what was given, since that may hold a password
 */
export function parseQueueAddress(given: string): QueueAddress {
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw wrong('is not an address');
  }
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:')
    throw wrong(`begins with ${url.protocol}//, not with redis://`);
  const path = /^\/?(\d{1,4})?\/?$/.exec(url.pathname);
  if (path === null) throw wrong('may have only the number of a database after the host');
  if (url.hostname === '') throw wrong('names no host');
  if (url.search !== '' || url.hash !== '') throw wrong('takes nothing after the database');
  const port = url.port === '' ? DEFAULT_PORT : Number(url.port);
  const database = Number(path[1] ?? 0);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    database,
    tls: url.protocol === 'rediss:',
    user: url.username === '' ? undefined : decoded(url.username),
    password: url.password === '' ? undefined : decoded(url.password),
    shown: `${url.protocol}//${url.hostname}:${port}/${database}`,
  };
}

/** An address as it may be shown; what cannot be read shows nothing. */
export function shownAddress(given: string): string {
  try {
    return parseQueueAddress(given).shown;
  } catch {
    return '(not readable)';
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw wrong('has a % in user or password that is not an escape');
  }
}

function wrong(what: string): GlottobenchError {
  return new GlottobenchError('GB_USAGE', `--queue ${what}`, { hint: HINT });
}
