import type { HubRequest } from './hub-request.js';
import { request } from './request.js';
import { retrying } from './retry.js';

/**
 * A `fetch` for the client of the hub: with our retries, stall watch, token and errors. The client
 * itself has none of them, refuses tokens that do not begin with `hf_`, and would send one to
 * whatever host a `Link` header names.
 */
export function clientFetch(asked: HubRequest): typeof fetch {
  const withAccept = { ...asked, headers: { accept: 'application/json', ...asked.headers } };
  return (input) =>
    retrying(asked.settings, asked.signal, () =>
      whole(input instanceof Request ? input.url : String(input), withAccept),
    );
}

async function whole(url: string, asked: HubRequest): Promise<Response> {
  const answer = await request(url, asked);
  try {
    const parts: Uint8Array[] = [];
    for await (const chunk of answer.chunks()) parts.push(chunk);
    return new Response(Buffer.concat(parts), { status: answer.status, headers: answer.headers });
  } finally {
    answer.close();
  }
}
