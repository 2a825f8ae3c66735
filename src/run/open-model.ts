import { GlottobenchError } from '../base/errors.js';
import { backboneOf } from '../models/graph/backbone.js';
import { ModelConfig } from '../models/graph/config.js';
import { limitsFor } from '../models/batching/plan.js';
import { readCheckpoint, checkpointName } from '../models/checkpoint/checkpoint.js';
import { hashCheckpoint } from '../models/checkpoint/content-files.js';
import type { CheckpointSummary } from '../models/checkpoint-summary.js';
import { openEncoder } from '../models/open-encoder.js';
import { BM25_VERSION, openBm25Ranker } from '../search/bm25/bm25-ranker.js';
import { openDenseRanker } from '../search/dense-ranker.js';
import { openRandomRanker } from '../search/random-ranker.js';
import type { ModelId } from '../types/encoder.js';
import type { CheckpointCard } from '../types/generated/checkpoint-card.js';
import { BACKBONES, type Backbone } from '../types/language.js';
import { machineThreads } from './machine-threads.js';
import type { OpenedModel } from './model-facts.js';
import type { ModelSpec } from './model-spec.js';
import type { RunRequest } from './request.js';
import { cachingEncoder } from './store/caching-encoder.js';
import { EmbeddingStore, type StoreState } from './store/embedding-store.js';
import { embeddingRoot } from './store/store-folder.js';
import { storeLimit } from './store/store-limit.js';

/** What a user reads when vectors could not be kept. */
const STORE_DOUBTS: Readonly<Record<StoreState, readonly string[]>> = {
  ok: [],
  full: ['the embedding store is full: the vectors made after that are not kept (glottobench cache info; GLOTTOBENCH_CACHE_LIMIT_GB)'],
  damaged: ['the embedding store of this model was damaged: it was left aside and removed; the next run makes its vectors anew'],
};

/** What the plan needs to know of a model. */
export interface ModelIdentity {
  readonly id: ModelId;
  /** Backbone whose pretraining languages the typology tables know. */
  readonly backbone: Backbone | undefined;
  readonly card: CheckpointCard | undefined;
}

/** Name, revision and backbone without opening the weights. */
export async function identifyModel(spec: ModelSpec, request: RunRequest): Promise<ModelIdentity> {
  switch (spec.kind) {
    case 'bm25':
      return { id: { name: 'glottobench/bm25', revision: `v${BM25_VERSION}` }, backbone: undefined, card: undefined };
    case 'random':
      return { id: { name: 'glottobench/random', revision: `seed-${spec.seed}` }, backbone: undefined, card: undefined };
    case 'folder': {
      const checkpoint = await readCheckpoint(spec.path);
      const id = variantOf({ name: checkpointName(checkpoint), revision: (await hashCheckpoint(checkpoint)).slice(0, 40) }, request);
      const found = checkpoint.card?.backbone ?? backboneOf(new ModelConfig(spec.path, checkpoint.config.members));
      return { id, backbone: BACKBONES.find((known) => known === found), card: checkpoint.card };
    }
    case 'hub':
      throw new GlottobenchError('GB_MODEL_UNKNOWN', `"${spec.name}" is neither a folder here nor a built-in model`, {
        hint: 'download it first: opening models straight from the hub is not there yet',
      });
  }
}

/** Settings that change vectors are part of the revision: two runs with different prompts are two results. */
function variantOf(id: ModelId, request: RunRequest): ModelId {
  const parts = [
    request.precision === 'fp32' ? '' : request.precision,
    request.promptQuery === undefined ? '' : 'pq',
    request.promptDocument === undefined ? '' : 'pd',
  ].filter((part) => part !== '');
  return parts.length === 0 ? id : { name: id.name, revision: `${id.revision}-${parts.join('-')}` };
}

/** Opens the model. The ranker's encoder looks into the embedding store first. */
export async function openModel(spec: ModelSpec, id: ModelId, request: RunRequest): Promise<OpenedModel> {
  switch (spec.kind) {
    case 'bm25':
      return plain(id, openBm25Ranker(), 'BM25 (Lucene idf, k1 1.5, b 0.75), ICU words, Snowball stems', 'sparse');
    case 'random':
      return plain(id, openRandomRanker(spec.seed), `random order, seed ${spec.seed}`, 'sparse');
    case 'folder':
      return openCheckpoint(spec.path, id, request);
    case 'hub':
      throw new Error('identifyModel refuses hub names');
  }
}

function plain(id: ModelId, ranker: OpenedModel['ranker'], line: string, type: string): OpenedModel {
  return {
    id, ranker, line, warnings: [], doubtsAfter: () => [],
    meta: { name: id.name, revision: id.revision, open_weights: true, license: 'apache-2.0', n_parameters: 0, model_type: [type] },
    manifest: { prompts: {}, pooling: null, precision: null },
    close: () => ranker.close(),
  };
}

async function openCheckpoint(path: string, id: ModelId, request: RunRequest): Promise<OpenedModel> {
  const threads = request.threads ?? machineThreads();
  const { encoder, checkpoint, warnings } = await openEncoder(path, {
    id, precision: request.precision, threads, batch: limitsFor(threads), promptQuery: request.promptQuery, promptDocument: request.promptDocument,
  });
  const store = await EmbeddingStore.open(embeddingRoot(), encoder.fingerprint, encoder.dims, storeLimit(), id);
  const ranker = await openDenseRanker(cachingEncoder(encoder, store), threads);
  const prompt = (role: 'query' | 'document'): string => encoder.promptFor({ role });
  return {
    id, ranker, warnings,
    doubtsAfter: () => STORE_DOUBTS[store.state],
    line: describe(checkpoint),
    meta: metaOf(id, checkpoint),
    manifest: { prompts: { query: prompt('query'), document: prompt('document') }, pooling: checkpoint.pooling.join('+'), precision: request.precision },
    close: () => ranker.close(),
  };
}

function describe(found: CheckpointSummary): string {
  const prompts = found.prompts.map(({ role, text }) => `${role} ${text === '' ? 'none' : JSON.stringify(text)}`).join(', ');
  return `${found.architecture} (${found.backbone}), ${found.dims} dims, ${found.pooling.join('+')} pooling, ${found.precision.computed}, prompts: ${prompts}`;
}

function metaOf(id: ModelId, found: CheckpointSummary): OpenedModel['meta'] {
  const card = found.card;
  return {
    name: id.name,
    revision: id.revision,
    languages: null,
    n_parameters: found.parameters,
    n_embedding_parameters: found.embeddingParameters,
    max_tokens: found.maxTokens.document,
    embed_dim: found.dims,
    license: card?.license ?? null,
    open_weights: true,
    framework: ['Sentence Transformers', 'ONNX'],
    similarity_fn_name: found.similarity,
    use_instructions: found.prompts.some(({ text }) => text !== ''),
    adapted_from: card?.base_model ?? null,
    training_datasets: card?.training_datasets?.map((dataset) => dataset.name) ?? null,
  };
}
