import { GlottobenchError } from '../base/errors.js';
import {
  apiKeyFor,
  endpointName,
  isLoopback,
  type EndpointAddress,
} from '../models/endpoint/address.js';
import { endpointEncoder } from '../models/endpoint/endpoint-encoder.js';
import { identifyEndpoint, type EndpointIdentity } from '../models/endpoint/identity.js';
import type { Connection } from '../models/endpoint/post-embeddings.js';
import { DEFAULT_RETRY, type RetryPolicy } from '../models/endpoint/retry.js';
import type { ModelId } from '../types/encoder.js';
import type { OpenedModel } from './model-facts.js';
import type { RunRequest } from './request.js';
import { openStoredRanker } from './stored-ranker.js';

const TIMEOUT_MS = 120_000;
/** Before anything is done nobody wants to wait long for an address that was mistyped. */
const FIRST_CONTACT: RetryPolicy = { ...DEFAULT_RETRY, attempts: 3 };

/** Name and revision; asks the service for one vector. Vectors that change make another revision. */
export async function identifyEndpointModel(
  address: EndpointAddress,
  request: RunRequest,
): Promise<ModelId> {
  const { hash } = await contact(address, request);
  return {
    name: endpointName(address),
    revision: `endpoint-${hash.slice(0, 12)}${request.endpointMaxChars === undefined ? '' : `-c${request.endpointMaxChars}`}`,
  };
}

/** Opens the model behind the address; its vectors are stored like those of a checkpoint. */
export async function openEndpointModel(
  address: EndpointAddress,
  id: ModelId,
  request: RunRequest,
): Promise<OpenedModel> {
  const { key, warning } = apiKeyFor(address.url, process.env);
  const connection: Connection = { ...address, key, retry: DEFAULT_RETRY, timeoutMs: TIMEOUT_MS };
  const encoder = endpointEncoder(connection, id, await contact(address, request), {
    promptQuery: request.promptQuery,
    promptDocument: request.promptDocument,
    maxChars: request.endpointMaxChars,
  });
  const { ranker, doubts } = await openStoredRanker(encoder);
  const prompts = {
    query: encoder.promptFor({ role: 'query' }),
    document: encoder.promptFor({ role: 'document' }),
  };
  return {
    id,
    ranker,
    warnings: [...(warning === undefined ? [] : [warning]), ...unreached(address, request)],
    line: `${address.model} at ${address.url.host}, ${encoder.dims} dims, prompts: ${Object.entries(
      prompts,
    )
      .map(([role, text]) => `${role} ${text === '' ? 'none' : JSON.stringify(text)}`)
      .join(', ')}`,
    meta: {
      name: id.name,
      revision: id.revision,
      embed_dim: encoder.dims,
      framework: ['API'],
      similarity_fn_name: 'cosine',
      use_instructions: prompts.query !== '' || prompts.document !== '',
    },
    manifest: { prompts, pooling: null, precision: null },
    doubtsAfter: doubts,
    close: () => ranker.close(),
  };
}

/** Settings of the computation that a service does by itself. */
function unreached(
  { url }: EndpointAddress,
  { precision, truncateDim, maxTokens, onnxFile }: RunRequest,
): string[] {
  const given = Object.entries({
    precision: precision === 'fp32' ? undefined : precision,
    'truncate-dim': truncateDim,
    'max-tokens': maxTokens,
    'onnx-file': onnxFile,
  }).filter(([, value]) => value !== undefined);
  return given.map(
    ([flag, value]) =>
      `--${flag} ${String(value)} does not reach ${url.host}: its vectors are taken as they come`,
  );
}

async function contact(
  address: EndpointAddress,
  { offline }: RunRequest,
): Promise<EndpointIdentity> {
  if (offline && !isLoopback(address.url))
    throw new GlottobenchError(
      'GB_OFFLINE',
      `offline mode is on, and ${address.url.host} is another machine`,
    );
  return identifyEndpoint({
    ...address,
    key: apiKeyFor(address.url, process.env).key,
    retry: FIRST_CONTACT,
    timeoutMs: TIMEOUT_MS,
  });
}
