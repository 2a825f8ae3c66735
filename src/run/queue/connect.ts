import { isIP } from 'node:net';
import type { Redis } from 'ioredis';
import { GlottobenchError } from '../../base/errors.js';
import type { QueueAddress } from '../request/queue-address.js';

/** How long the first contact may take. */
const FIRST_CONTACT_MS = 5000;
const LONGEST_PAUSE_MS = 5000;
/**
 * A connection that is ended and not closed by the other side is dropped after this; the process
 * waits for it.
 */
const GOODBYE_MS = 200;

/** What happens to a connection while it is used. */
interface ConnectionWatch {
  readonly onLost: () => void;
  readonly onBack: () => void;
}

/**
 * Connects to Redis. The first contact either succeeds or says why; later the connection is taken
 * up again as often as it breaks, and commands wait for it.
 * @throws GB_NETWORK, GB_ACCESS_DENIED
 */
export async function connect(address: QueueAddress, watch?: ConnectionWatch): Promise<Redis> {
  const { Redis: Client } = await import('ioredis');
  let met = false;
  let fault: Error | undefined;
  const client = new Client({
    host: address.host,
    port: address.port,
    db: address.database,
    lazyConnect: true,
    connectTimeout: FIRST_CONTACT_MS,
    disconnectTimeout: GOODBYE_MS,
    ...(address.user !== undefined && { username: address.user }),
    ...(address.password !== undefined && { password: address.password }),
    ...(address.tls && { tls: isIP(address.host) === 0 ? { servername: address.host } : {} }),
    // BullMQ asks for it: commands wait for the connection to come back.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (met ? Math.min(200 * times, LONGEST_PAUSE_MS) : null),
  });
  client.on('error', (error: Error) => (fault = error));
  try {
    await within(client.connect(), FIRST_CONTACT_MS);
    // ioredis takes database 0 in silence where the one that was asked for does not exist.
    await within(client.select(address.database), FIRST_CONTACT_MS);
  } catch (error) {
    client.disconnect();
    throw refused(
      address,
      /^(ERR|NOAUTH|NOPERM|WRONGPASS)/.test((error as Error).message)
        ? (error as Error)
        : (fault ?? (error as Error)),
    );
  }
  met = true;
  let lost = false;
  client.on('close', () => {
    if (!lost) watch?.onLost();
    lost = true;
  });
  client.on('ready', () => {
    if (lost) watch?.onBack();
    lost = false;
  });
  return client;
}

/** Ends a connection that is no longer needed; nobody is told that it broke. */
export function disconnect(client: Redis): void {
  client.removeAllListeners('close');
  client.disconnect();
}

function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${milliseconds / 1000} s`)),
      milliseconds,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What Redis said, as an error of this program. */
export function refused({ shown, database }: QueueAddress, cause: Error): GlottobenchError {
  const reason = cause.message.replace(/^ERR /, '');
  if (/^NOPERM|no permissions/i.test(reason)) {
    return new GlottobenchError(
      'GB_ACCESS_DENIED',
      `Redis at ${shown} does not let this user do what the queue needs: ${reason}`,
      { hint: 'it needs the keys and channels {glottobench}:*' },
    );
  }
  if (/NOAUTH|WRONGPASS|invalid.*password|without any password/i.test(reason)) {
    return new GlottobenchError('GB_ACCESS_DENIED', `Redis at ${shown} refuses user or password`, {
      hint: 'redis://USER:PASSWORD@HOST:6379; GLOTTOBENCH_QUEUE keeps it out of the list of processes',
    });
  }
  if (/DB index/i.test(reason))
    return new GlottobenchError('GB_USAGE', `Redis at ${shown} has no database ${database}`);
  return new GlottobenchError('GB_NETWORK', `Redis at ${shown} cannot be reached: ${reason}`, {
    hint: 'is redis-server running there, and does it listen for other machines?',
  });
}
