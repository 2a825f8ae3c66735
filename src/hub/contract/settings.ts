import { join } from 'node:path';
import { homedir } from 'node:os';
import { GlottobenchError } from '../../base/errors.js';
import { readToken } from './token.js';

/**
 * Everything that decides how the hub is asked; environment variables as Python's `huggingface_hub`
 * reads them.
 */
export interface HubSettings {
  /** Without a slash at the end. `HF_ENDPOINT`. */
  readonly endpoint: string;
  /**
   * Folder of the cache that is shared with Python. `HF_HUB_CACHE`, `HF_HOME`, `XDG_CACHE_HOME`.
   */
  readonly cache: string;
  readonly token: string | undefined;
  /** Only the cache is read. `HF_HUB_OFFLINE`, `TRANSFORMERS_OFFLINE`. */
  readonly offline: boolean;
  /**
   * Milliseconds without a byte after which a request is given up and tried again.
   * `HF_HUB_DOWNLOAD_TIMEOUT` (seconds).
   */
  readonly stallMs: number;
  /** Tries in a row that may fail without a new byte. */
  readonly attempts: number;
  /** Wait before the second try; doubled before each further one. */
  readonly backoffMs: number;
  /** Longest wait that is still obeyed when the hub asks for one (`Retry-After`). */
  readonly longestWaitMs: number;
  /** Files fetched at the same time. */
  readonly parallel: number;
}

const PUBLIC_HUB = 'https://huggingface.co';

/**
 * Settings of the environment, with the given ones in their place.
 * @throws GB_USAGE for an endpoint that is no address
 */
export function hubSettings(
  given: Partial<HubSettings> = {},
  env: NodeJS.ProcessEnv = process.env,
): HubSettings {
  const home =
    expand(env, env['HF_HOME']) ??
    join(expand(env, env['XDG_CACHE_HOME']) ?? join(homedir(), '.cache'), 'huggingface');
  const seconds = Number(env['HF_HUB_DOWNLOAD_TIMEOUT']);
  const settings: HubSettings = {
    endpoint: filled(env['HF_ENDPOINT']) ?? PUBLIC_HUB,
    cache:
      expand(env, env['HF_HUB_CACHE']) ??
      expand(env, env['HUGGINGFACE_HUB_CACHE']) ??
      join(home, 'hub'),
    token: isTrue(env['HF_HUB_DISABLE_IMPLICIT_TOKEN'])
      ? undefined
      : readToken(env, expand(env, env['HF_TOKEN_PATH']) ?? join(home, 'token')),
    offline: isTrue(filled(env['HF_HUB_OFFLINE']) ?? env['TRANSFORMERS_OFFLINE']),
    stallMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 30_000,
    attempts: 5,
    backoffMs: 500,
    longestWaitMs: 5 * 60_000,
    parallel: 4,
    ...given,
  };
  return { ...settings, endpoint: checkEndpoint(settings.endpoint) };
}

function checkEndpoint(endpoint: string): string {
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol))
    return endpoint.replace(/\/+$/, '');
  throw new GlottobenchError(
    'GB_USAGE',
    `HF_ENDPOINT must be an address with http:// or https://, it is "${endpoint}"`,
  );
}

function filled(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

/** The words that Python's client takes for yes. */
function isTrue(value: string | undefined): boolean {
  return ['1', 'ON', 'YES', 'TRUE'].includes(value?.trim().toUpperCase() ?? '');
}

/** `~`, `$NAME` and `${NAME}` as Python's `expanduser` and `expandvars`; unknown names stay. */
function expand(env: NodeJS.ProcessEnv, value: string | undefined): string | undefined {
  return filled(value)
    ?.replace(/^~(?=$|[\\/])/, () => homedir())
    .replace(
      /\$(?:(\w+)|\{(\w+)\})/g,
      (found, bare: string | undefined, braced: string | undefined) =>
        env[bare ?? braced ?? ''] ?? found,
    );
}
