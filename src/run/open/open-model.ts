import type { CheckpointSummary } from '../../models/checkpoint-summary.js';
import { snapshotModel } from '../../hub/snapshot-model.js';
import { unreachedWarnings } from '../../models/encoder-variant.js';
import { openEncoder } from '../../models/open-encoder.js';
import { openBm25Ranker } from '../../search/bm25/bm25-ranker.js';
import { openRandomRanker } from '../../search/random-ranker.js';
import type { ModelId } from '../../types/encoder.js';
import type { DownloadWatch } from './download-watch.js';
import { machineThreads } from './machine-threads.js';
import { fidelityToFloat } from '../fidelity/checkpoint-fidelity.js';
import type { OpenedModel } from './model-facts.js';
import type { ModelSpec } from './model-spec.js';
import { openEndpointModel } from './open-endpoint.js';
import type { OpeningMeans } from '../request/request.js';
import { openStoredRanker } from './stored-ranker.js';

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

/**
 * What the checkpoint itself tells; card and registry are asked elsewhere (model-meta-facts.ts).
 */
function metaOf(id: ModelId, found: CheckpointSummary): OpenedModel['meta'] {
  return {
    name: id.name,
    revision: id.revision,
    n_parameters: found.parameters,
    n_embedding_parameters: found.embeddingParameters,
    memory_usage_mb: memoryOf(found),
    max_tokens: found.maxTokens.document,
    embed_dim: found.dims,
    // a folder at hand shows no more than that its owner has it, which open weights need
    open_weights: true,
    framework: frameworksOf(found),
    similarity_fn_name: found.similarity,
    use_instructions: found.prompts.some(({ text }) => text !== ''),
  };
}

const BYTES: Readonly<Record<string, number>> = { fp64: 8, fp32: 4, fp16: 2, bf16: 2 };

/**
 * Megabytes of the weights as they are stored, as mteb counts them; null where their precision is
 * not one.
 */
function memoryOf({ parameters, precision }: CheckpointSummary): number | null {
  const bytes = BYTES[precision.stored];
  return parameters === null || bytes === undefined
    ? null
    : Math.round((parameters * bytes) / 2 ** 20);
}

/** What the files of a checkpoint can be opened with, in mteb's words. */
function frameworksOf({ layout, files }: CheckpointSummary): string[] {
  const has = (ending: RegExp): boolean => files.some((file) => ending.test(file));
  return [
    layout === 'sentence-transformers' ? 'Sentence Transformers' : 'Transformers',
    ...(has(/\.bin$/) ? ['PyTorch'] : []),
    ...(has(/\.safetensors$/) ? ['safetensors'] : []),
    ...(has(/\.onnx$/) ? ['ONNX'] : []),
  ];
}
