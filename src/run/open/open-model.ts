import { backboneOf } from '../../models/graph/backbone.js';
import {
  readCheckpoint,
  checkpointName,
  type Checkpoint,
} from '../../models/checkpoint/checkpoint.js';
import { hashCheckpoint } from '../../models/checkpoint/content-files.js';
import type { CheckpointSummary } from '../../models/checkpoint-summary.js';
import { snapshotModel } from '../../hub/snapshot-model.js';
import { unreachedWarnings, variantOf } from '../../models/encoder-variant.js';
import { openEncoder } from '../../models/open-encoder.js';
import { BM25_VERSION, openBm25Ranker } from '../../search/bm25/bm25-ranker.js';
import { openRandomRanker } from '../../search/random-ranker.js';
import type { ModelId } from '../../types/encoder.js';
import type { CheckpointCard } from '../../types/generated/checkpoint-card.js';
import type { Backbone } from '../../types/language.js';
import { backbones } from '../../typology/backbones.js';
import { didYouMean } from '../../base/suggest.js';
import type { DownloadWatch } from './download-watch.js';
import { machineThreads } from './machine-threads.js';
import { fidelityToFloat } from '../fidelity/checkpoint-fidelity.js';
import type { OpenedModel } from './model-facts.js';
import type { ModelSpec } from './model-spec.js';
import { identifyEndpointModel, openEndpointModel } from './open-endpoint.js';
import type { OpeningMeans } from '../request/request.js';
import { openStoredRanker } from './stored-ranker.js';

/** What the plan needs to know of a model. */
export interface ModelIdentity {
  /** What the user named; a hub model pinned to its commit, a service with what it answered. */
  readonly spec: ModelSpec;
  readonly id: ModelId;
  /** Backbone whose pretraining languages the typology tables know. */
  readonly backbone: Backbone | undefined;
  readonly card: CheckpointCard | undefined;
  readonly warnings: readonly string[];
}

/**
 * Name, revision and backbone without opening the weights; of a hub model only its configuration is
 * fetched.
 */
export async function identifyModel(
  spec: ModelSpec,
  opening: OpeningMeans,
  signal?: AbortSignal,
): Promise<ModelIdentity> {
  switch (spec.kind) {
    case 'bm25':
      return builtIn(spec, { name: 'glottobench/bm25', revision: `v${BM25_VERSION}` });
    case 'random':
      return builtIn(spec, { name: 'glottobench/random', revision: `seed-${spec.seed}` });
    case 'folder': {
      const checkpoint = await readCheckpoint(spec.path, opening.hub);
      const id = variantOf(
        {
          name: checkpointName(checkpoint),
          revision: (await hashCheckpoint(checkpoint, opening.encoder.onnxFile)).slice(0, 40),
        },
        opening.encoder,
        'checkpoint',
      );
      const facts = factsOf(checkpoint);
      const corrections = spec.correction === undefined ? [] : [spec.correction];
      return { spec, id, ...facts, warnings: [...corrections, ...facts.warnings] };
    }
    case 'hub': {
      const { folder, revision, warnings } = await snapshotModel(spec.name, spec.revision, {
        parts: 'configuration',
        settings: opening.hub,
        signal,
      });
      const id = variantOf({ name: spec.name, revision }, opening.encoder, 'checkpoint');
      const facts = factsOf(await readCheckpoint(folder, opening.hub));
      return {
        spec: { ...spec, revision },
        id,
        ...facts,
        warnings: [...warnings, ...facts.warnings],
      };
    }
    case 'endpoint':
      return {
        ...(await identifyEndpointModel(spec, opening)),
        backbone: undefined,
        card: undefined,
        warnings: [],
      };
  }
}

function builtIn(spec: ModelSpec, id: ModelId): ModelIdentity {
  return { spec, id, backbone: undefined, card: undefined, warnings: [] };
}

function factsOf({
  card,
  config,
}: Checkpoint): Pick<ModelIdentity, 'backbone' | 'card' | 'warnings'> {
  const found = card?.backbone ?? backboneOf(config);
  return {
    backbone: backbones().has(found) ? found : undefined,
    card,
    warnings: backboneDoubt(card?.backbone),
  };
}

/** A card may name any backbone; one that the table does not have may be a slip of the pen. */
function backboneDoubt(named: string | undefined): string[] {
  const table = backbones();
  if (named === undefined || named === 'other' || table.has(named)) return [];
  const [near] = didYouMean(named, new Set(table.keys()), 1);
  return [
    `glottobench.json names the backbone "${named}", of which nothing is known${near === undefined ? '' : ` (did you mean ${near}?)`}: its languages are "unknown"; a file in GLOTTOBENCH_BACKBONES adds it (docs/typology.md)`,
  ];
}

/**
 * Opens the model, fetching it from the hub first where it lies there. The ranker's encoder looks
 * into the embedding store first.
 */
export async function openModel(
  spec: ModelSpec,
  id: ModelId,
  opening: OpeningMeans,
  watch: DownloadWatch,
): Promise<OpenedModel> {
  switch (spec.kind) {
    case 'bm25':
      return plain(
        id,
        openBm25Ranker(),
        'BM25 (Lucene idf, k1 1.5, b 0.75), ICU words, Snowball stems',
        'sparse',
      );
    case 'random':
      return plain(id, openRandomRanker(spec.seed), `random order, seed ${spec.seed}`, 'sparse');
    case 'folder':
      return openCheckpoint(spec.path, id, opening);
    case 'endpoint':
      return openEndpointModel(spec, id, opening);
    case 'hub':
      return openCheckpoint(
        (await snapshotModel(spec.name, spec.revision, watch)).folder,
        id,
        opening,
      );
  }
}

function plain(
  id: ModelId,
  ranker: OpenedModel['ranker'],
  line: string,
  type: string,
): OpenedModel {
  return {
    id,
    ranker,
    line,
    warnings: [],
    doubtsAfter: () => [],
    meta: {
      name: id.name,
      revision: id.revision,
      open_weights: true,
      license: 'apache-2.0',
      n_parameters: 0,
      model_type: [type],
    },
    manifest: { prompts: {}, pooling: null, precision: null },
    close: () => ranker.close(),
  };
}

async function openCheckpoint(
  path: string,
  id: ModelId,
  opening: OpeningMeans,
): Promise<OpenedModel> {
  const { encoder: settings, sessions } = opening;
  const { precision = 'fp32', provider = 'cpu', threads = machineThreads() } = settings;
  const { encoder, checkpoint, warnings, inFloat32 } = await openEncoder(path, {
    ...settings,
    id,
    threads,
    sessions,
    hub: opening.hub,
  });
  const { sampled, doubts, ranker } = await openStoredRanker(encoder, threads);
  const prompt = (role: 'query' | 'document'): string => encoder.promptFor({ role });
  return {
    id,
    ranker,
    warnings: [...warnings, ...unreachedWarnings(settings, 'checkpoint', id.name)],
    fingerprint: encoder.fingerprint,
    doubtsAfter: doubts,
    line: describe(checkpoint),
    meta: metaOf(id, checkpoint),
    manifest: {
      prompts: { query: prompt('query'), document: prompt('document') },
      pooling: checkpoint.pooling.join('+'),
      precision,
      provider,
      card: checkpoint.card === null ? null : { ...checkpoint.card },
    },
    ...(precision !== 'fp32' && {
      fidelity: (signal: AbortSignal) =>
        fidelityToFloat(inFloat32, sampled, sampled.sample, signal),
    }),
    close: () => ranker.close(),
  };
}

function describe(found: CheckpointSummary): string {
  const prompts = found.prompts
    .map(({ role, text }) => `${role} ${text === '' ? 'none' : JSON.stringify(text)}`)
    .join(', ');
  const backbone =
    found.backbone === 'other' || found.backbone === 'unknown' ? '' : ` (${found.backbone})`;
  return `${found.architecture}${backbone}, ${found.dims} dims, ${found.pooling.join('+')} pooling, ${found.precision.computed}, prompts: ${prompts}`;
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
