import { GlottobenchError } from '../../base/errors.js';
import { hubSettings } from '../../hub/contract/settings.js';
import {
  apiKeyFor,
  endpointName,
  isLoopback,
  type EndpointAddress,
} from '../../models/endpoint/address.js';
import { endpointEncoder } from '../../models/endpoint/endpoint-encoder.js';
import { unreachedWarnings, variantOf } from '../../models/encoder-variant.js';
import { identifyEndpoint, type EndpointIdentity } from '../../models/endpoint/identity.js';
import type { Connection } from '../../models/endpoint/post-embeddings.js';
import { DEFAULT_RETRY, type RetryPolicy } from '../../models/endpoint/retry.js';
import type { ModelId } from '../../types/encoder.js';
import type { OpenedModel } from './model-facts.js';
import type { ModelSpec } from './model-spec.js';
import type { OpeningMeans } from '../request/request.js';
import { openStoredRanker } from './stored-ranker.js';

const TIMEOUT_MS = 120_000;
/** Before anything is done nobody wants to wait long for an address that was mistyped. */
const FIRST_CONTACT: RetryPolicy = { ...DEFAULT_RETRY, attempts: 3 };

type EndpointSpec = Extract<ModelSpec, { kind: 'endpoint' }>;

/**
 * Name, revision, and the spec with what the service said; asks it for one vector. Vectors that
 * change make another revision.
 */
export async function identifyEndpointModel(
  { kind, address }: EndpointSpec,
  { encoder, hub }: OpeningMeans,
): Promise<{ spec: EndpointSpec; id: ModelId }> {
  const identity = await contact(address, hub);
  const id = {
    name: endpointName(address),
    revision: `endpoint-${identity.hash.slice(0, 12)}`,
  };
  return { spec: { kind, address, identity }, id: variantOf(id, encoder, 'endpoint') };
}

/** Opens the model behind the address; its vectors are stored like those of a checkpoint. */
export async function openEndpointModel(
  { address, identity: known }: EndpointSpec,
  id: ModelId,
  { encoder: settings, hub }: OpeningMeans,
): Promise<OpenedModel> {
  const identity = known ?? (await contact(address, hub));
  const { key, warning } = apiKeyFor(address.url, process.env);
  const connection: Connection = { ...address, key, retry: DEFAULT_RETRY, timeoutMs: TIMEOUT_MS };
  const encoder = endpointEncoder(connection, id, identity, settings);
  const { ranker, doubts } = await openStoredRanker(encoder);
  const prompts = {
    query: encoder.promptFor({ role: 'query' }),
    document: encoder.promptFor({ role: 'document' }),
  };
  return {
    id,
    ranker,
    warnings: [
      ...(warning === undefined ? [] : [warning]),
      ...unreachedWarnings(settings, 'endpoint', address.url.host),
    ],
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

async function contact(
  address: EndpointAddress,
  hub: OpeningMeans['hub'],
): Promise<EndpointIdentity> {
  if (hubSettings(hub).offline && !isLoopback(address.url))
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
