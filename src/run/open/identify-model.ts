import { didYouMean } from '../../base/suggest.js';
import { snapshotModel } from '../../hub/snapshot-model.js';
import {
  checkpointName,
  readCheckpoint,
  type Checkpoint,
} from '../../models/checkpoint/checkpoint.js';
import { refuseOtherTypes } from '../../models/checkpoint/model-kind.js';
import { hashCheckpoint } from '../../models/checkpoint/content-files.js';
import type { EncoderSettings } from '../../models/encoder-settings.js';
import { variantOf } from '../../models/encoder-variant.js';
import { backboneOf } from '../../models/graph/backbone.js';
import { baseDoubts } from '../../models/base-doubts.js';
import { promptTable } from '../../models/prompt-loading.js';
import type { PromptTable } from '../../models/prompts/prompts.js';
import { registeredModel } from '../../registry/models/model-registry.js';
import { BM25_VERSION } from '../../search/bm25/bm25-ranker.js';
import type { ModelId } from '../../types/encoder.js';
import type { CheckpointCard } from '../../types/generated/checkpoint-card.js';
import type { RegisteredModel } from '../../types/generated/model-registry.js';
import type { Backbone } from '../../types/language.js';
import { backbones } from '../../typology/backbones.js';
import type { ModelSpec } from './model-spec.js';
import { identifyEndpointModel } from './open-endpoint.js';
import { loadingByName, loadingOfFolder, refuseOtherModel, unlikeMteb } from './registered.js';
import type { OpeningMeans } from '../request/request.js';

/** What the plan needs to know of a model. */
export interface ModelIdentity {
  /** What the user named; a hub model pinned to its commit, a service with what it answered. */
  readonly spec: ModelSpec;
  readonly id: ModelId;
  /** Backbone whose pretraining languages the typology tables know. */
  readonly backbone: Backbone | undefined;
  readonly card: CheckpointCard | undefined;
  readonly warnings: readonly string[];
  /** Settings to open it with: the user's, and what MTEB's loader of the model sets. */
  readonly encoder: EncoderSettings;
  /** Of a checkpoint: decides the prompt of every text. */
  readonly prompts?: PromptTable | undefined;
  /** Models that it was made from, as card and model card name them. */
  readonly bases?: readonly string[] | undefined;
  /** What MTEB's registry says of it, where it stands there. */
  readonly registered?: RegisteredModel | undefined;
}

/**
 * Name, revision, prompts and backbone without opening the weights; of a hub model only its
 * configuration is fetched.
 * @throws GB_USAGE where settings make another model of a registered one that has no name of its
 * own (`--as`)
 */
export async function identifyModel(
  spec: ModelSpec,
  opening: OpeningMeans,
  signal?: AbortSignal,
): Promise<ModelIdentity> {
  const found = await identify(spec, opening, signal);
  return opening.as === undefined
    ? found
    : { ...found, id: { name: opening.as, revision: found.id.revision } };
}

async function identify(
  spec: ModelSpec,
  opening: OpeningMeans,
  signal: AbortSignal | undefined,
): Promise<ModelIdentity> {
  switch (spec.kind) {
    case 'bm25':
      return builtIn(spec, { name: 'glottobench/bm25', revision: `v${BM25_VERSION}` }, opening);
    case 'random':
      return builtIn(spec, { name: 'glottobench/random', revision: `seed-${spec.seed}` }, opening);
    case 'folder':
      return identifyFolder(spec, opening);
    case 'hub':
      return identifyHub(spec, opening, signal);
    case 'endpoint':
      return {
        ...(await identifyEndpointModel(spec, opening)),
        backbone: undefined,
        card: undefined,
        warnings: [],
        encoder: opening.encoder,
      };
  }
}

function builtIn(spec: ModelSpec, id: ModelId, { encoder }: OpeningMeans): ModelIdentity {
  return { spec, id, backbone: undefined, card: undefined, warnings: [], encoder };
}

async function identifyFolder(
  spec: Extract<ModelSpec, { kind: 'folder' }>,
  opening: OpeningMeans,
): Promise<ModelIdentity> {
  const checkpoint = await readCheckpoint(spec.path, opening.hub);
  const { model, encoder, changes } = await loadingOfFolder(
    checkpoint,
    opening.encoder,
    opening.hub,
  );
  const id = variantOf(
    {
      name: checkpointName(checkpoint),
      revision: (await hashCheckpoint(checkpoint, opening.encoder.onnxFile)).slice(0, 40),
    },
    changes,
    'checkpoint',
  );
  const facts = factsOf(checkpoint, encoder);
  const corrections = spec.correction === undefined ? [] : [spec.correction];
  const matched =
    model === undefined
      ? []
      : [
          `its weights are those of ${model.name} in the hub cache: it is opened as MTEB opens that model (--prompts folder: with the prompts of the folder)`,
        ];
  return { spec, id, ...facts, warnings: [...corrections, ...matched, ...facts.warnings], encoder };
}

async function identifyHub(
  spec: Extract<ModelSpec, { kind: 'hub' }>,
  opening: OpeningMeans,
  signal: AbortSignal | undefined,
): Promise<ModelIdentity> {
  const registered = registeredModel(spec.name);
  if (registered !== undefined) refuseOtherTypes(registered.name, registered.model_type);
  const { encoder, changes } =
    registered === undefined
      ? { encoder: opening.encoder, changes: opening.encoder }
      : loadingByName(registered, opening.encoder);
  if (registered !== undefined) refuseOtherModel(registered, changes, opening.as);
  const { folder, revision, warnings } = await snapshotModel(
    spec.name,
    spec.revision ?? registeredCommit(registered),
    { parts: 'configuration', settings: opening.hub, signal },
  );
  const checkpoint = await readCheckpoint(folder, opening.hub);
  const facts = factsOf(checkpoint, encoder);
  const { adapted_from: base } = registered ?? {};
  // those of the checkpoint itself are told when it is opened
  const doubts =
    base === undefined || checkpoint.bases.includes(base) ? [] : baseDoubts([base], facts.prompts);
  const unlike = registered === undefined ? [] : unlikeMteb(registered, revision);
  const id = variantOf({ name: spec.name, revision }, changes, 'checkpoint');
  return {
    spec: { ...spec, revision },
    id:
      registered?.not_reproduced === undefined
        ? id
        : { ...id, revision: `${id.revision}-unlike-mteb` },
    ...facts,
    warnings: [...warnings, ...unlike, ...doubts, ...facts.warnings],
    encoder,
    registered,
  };
}

/** MTEB loads the revision of its registry, whatever the newest is. */
function registeredCommit(model: RegisteredModel | undefined): string | undefined {
  const revision = model?.revision ?? '';
  return /^[0-9a-f]{40}$/.test(revision) ? revision : undefined;
}

function factsOf(
  { card, config, model, bases }: Checkpoint,
  settings: EncoderSettings,
): Pick<ModelIdentity, 'backbone' | 'bases' | 'card' | 'warnings'> & {
  readonly prompts: PromptTable;
} {
  const found = card?.backbone ?? backboneOf(config);
  const prompts = promptTable(model, settings);
  return {
    backbone: backbones().has(found) ? found : undefined,
    card,
    bases,
    warnings: backboneDoubt(card?.backbone),
    prompts,
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
