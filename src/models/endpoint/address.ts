import { GlottobenchError } from '../../base/errors.js';

/** An embeddings service and one of its models. */
export interface EndpointAddress {
  /** Up to and with `/v1`, without a slash at the end; a query string stays. */
  readonly url: URL;
  /** As the service calls it. */
  readonly model: string;
}

/** @throws GB_USAGE for an address that is none, or holds a password */
export function parseEndpoint(text: string, model: string | undefined): EndpointAddress {
  if (!URL.canParse(text))
    throw new GlottobenchError('GB_USAGE', `"${text}" is not a valid address`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw new GlottobenchError(
      'GB_USAGE',
      'an address must not hold a name or password: results repeat it',
      { hint: 'the key belongs into the environment variable GLOTTOBENCH_API_KEY' },
    );
  }
  if (model === undefined || model === '')
    throw new GlottobenchError('GB_USAGE', `the endpoint ${url.host} needs the name of a model`, {
      hint: 'add --endpoint-model NAME',
    });
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/embeddings$/, '');
  url.hash = '';
  return { url, model };
}

/** Whether nothing of it leaves this machine. */
export function isLoopback(url: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}

/**
 * `org/name` for results: mteb's name of OpenAI's models, the host before others that have no
 * slash.
 */
export function endpointName({ url, model }: EndpointAddress): string {
  if (model.includes('/')) return model;
  const host =
    url.hostname === 'api.openai.com'
      ? 'openai'
      : isLoopback(url)
        ? 'localhost'
        : url.hostname.replaceAll(/[[\]]/g, '').replaceAll(':', '-');
  return `${host}/${model}`;
}

/** The key for this address, or why none is sent. A key never leaves the machine unencrypted. */
export function apiKeyFor(
  url: URL,
  env: NodeJS.ProcessEnv,
): { readonly key?: string; readonly warning?: string } {
  const name = ['GLOTTOBENCH_API_KEY', 'OPENAI_API_KEY'].find(
    (variable) => (env[variable] ?? '').trim() !== '',
  );
  const key = name === undefined ? undefined : env[name]?.trim();
  if (name === undefined || key === undefined) return {};
  if (url.protocol === 'https:' || isLoopback(url)) return { key };
  return { warning: `${name} is not sent to ${url.host}: the connection is not encrypted` };
}
