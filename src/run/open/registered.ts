import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { hubSettings, type HubSettings } from '../../hub/contract/settings.js';
import { hashWeights, weightBytes } from '../../models/checkpoint/content-files.js';
import { readCheckpoint, type Checkpoint } from '../../models/checkpoint/checkpoint.js';
import {
  ENCODER_SETTINGS,
  type EncoderSetting,
  type EncoderSettings,
} from '../../models/encoder-settings.js';
import {
  isLoader,
  loaderOfModel,
  namedModel,
  promptsOfModel,
} from '../../models/prompt-loading.js';
import { modelFacts, registeredModel } from '../../registry/models/model-registry.js';
import type { RegisteredModel } from '../../types/generated/model-registry.js';

/** How a model of MTEB's registry, or another one, is opened under the user's settings. */
interface ModelLoading {
  /** Settings to open it with: the user's, and what MTEB's loader sets. */
  readonly encoder: EncoderSettings;
  /** The user's settings that make another model of it; they stand in the revision. */
  readonly changes: EncoderSettings;
}

/** A model that is named as MTEB's registry names it: it is opened as MTEB's loader opens it. */
export function loadingByName(model: RegisteredModel, settings: EncoderSettings): ModelLoading {
  const encoder = asRegistered(model, settings);
  return { encoder, changes: changesOf(model, settings) };
}

/**
 * A folder with the weights of a registered model gets its prompts and settings too. It keeps its
 * own name, and its revision says whose prompts it has: without the snapshot in the cache the same
 * folder would have its own.
 */
function loadingByWeights(model: RegisteredModel, settings: EncoderSettings): ModelLoading {
  const { encoder, changes } = loadingByName(model, settings);
  return encoder.prompts === loaderOfModel(model.name)
    ? { encoder, changes: { ...changes, prompts: promptsOfModel(model.name) } }
    : { encoder, changes };
}

function asRegistered(model: RegisteredModel, given: EncoderSettings): EncoderSettings {
  const own = given.prompts === undefined || asksFor(model, given.prompts);
  const { max_seq_length: maxTokens, truncate_dim: truncateDim } = model.settings ?? {};
  return {
    ...(maxTokens !== undefined && { maxTokens }),
    ...(truncateDim !== undefined && { truncateDim }),
    ...given,
    ...(own && { prompts: loaderOfModel(model.name) }),
  };
}

function asksFor(model: RegisteredModel, prompts: string): boolean {
  return prompts === 'mteb' || namedModel(prompts) === model.name;
}

/** The settings that say something else than the registry does. */
function changesOf(model: RegisteredModel, given: EncoderSettings): EncoderSettings {
  const { max_seq_length: maxTokens, truncate_dim: truncateDim } = model.settings ?? {};
  const rule = modelFacts(model).prompt_rule;
  const { query, document, ...others } = rule?.prompts ?? {};
  const plain = rule?.wrapper === 'sentence-transformers' && Object.keys(others).length === 0;
  const same: EncoderSettings = {
    maxTokens,
    truncateDim,
    prompts:
      given.prompts !== undefined &&
      (asksFor(model, given.prompts) || (given.prompts === 'folder' && rule === null))
        ? given.prompts
        : undefined,
    ...(plain && { promptQuery: query, promptDocument: document }),
  };
  return Object.fromEntries(
    Object.entries(given).filter(
      ([key, value]) => value !== (same as Readonly<Record<string, unknown>>)[key],
    ),
  );
}

/**
 * Results under a name of the board are of that model: prompts, template, length, pooling and
 * precision decide it.
 * @throws GB_USAGE where the settings make another model and it has no name of its own
 */
export function refuseOtherModel(
  { name }: RegisteredModel,
  changes: EncoderSettings,
  as: string | undefined,
): void {
  const flags = ENCODER_SETTINGS.filter(
    ({ key, revision, machine }: EncoderSetting & { key: string }) =>
      revision !== undefined && machine !== true && key in changes,
  ).map(({ flag }) => `--${flag}`);
  if (flags.length === 0 || as !== undefined) return;
  throw new GlottobenchError(
    'GB_USAGE',
    `${name} stands in MTEB's registry, and ${flags.join(', ')} ${flags.length === 1 ? 'makes' : 'make'} another model of it`,
    { hint: `give it a name of its own: --as my-org/${name.split('/')[1] ?? name}-changed` },
  );
}

/** The sentences that tell, before a run, what of MTEB's loader is not done here. */
export function unlikeMteb(model: RegisteredModel, revision: string): string[] {
  const { name, not_reproduced: unlike = [], wrapper } = model;
  return [
    ...(unlike.length === 0
      ? []
      : [
          `${name} is not run as MTEB runs it: ${unlike.join('; ')}. ` +
            `${wrapper === 'own' ? 'Its prompts and whatever that code does to texts and vectors are left out' : 'That is left out'}, ` +
            'so scores may differ; the revision says "unlike-mteb"',
        ]),
    ...(model.revision === null || model.revision === revision
      ? []
      : [
          `MTEB's registry names revision ${model.revision.slice(0, 12)} of ${name}, this is ${revision.slice(0, 12)}`,
        ]),
  ];
}

/** The registered model whose snapshot in the hub cache has the weights of a checkpoint. */
async function registeredByWeights(
  checkpoint: Checkpoint,
  hub: Partial<HubSettings>,
): Promise<RegisteredModel | undefined> {
  // with an adapter the weights are not the model
  if (checkpoint.adapter !== undefined) return undefined;
  const bytes = await weightBytes(checkpoint);
  for (const { model, snapshot } of await cachedSnapshots(hubSettings(hub).cache)) {
    const cached = await readCheckpoint(snapshot).catch(() => undefined);
    if (
      cached?.adapter !== undefined ||
      cached === undefined ||
      (await weightBytes(cached)) !== bytes ||
      bytes === 0
    )
      continue;
    if ((await hashWeights(cached)) === (await hashWeights(checkpoint))) return model;
  }
  return undefined;
}

interface CachedSnapshot {
  readonly model: RegisteredModel;
  readonly snapshot: string;
}

/** Snapshots of registered models, in the order of names; of each the registry's revision first. */
async function cachedSnapshots(cache: string): Promise<CachedSnapshot[]> {
  const found: CachedSnapshot[] = [];
  for (const folder of (await readdir(cache).catch(() => [])).sort()) {
    const name = /^models--(.+)$/.exec(folder)?.[1]?.replace('--', '/');
    const model = name === undefined ? undefined : registeredModel(name);
    if (model === undefined) continue;
    const snapshots = join(cache, folder, 'snapshots');
    const revisions = (await readdir(snapshots).catch(() => [])).sort(
      (a, b) => Number(b === model.revision) - Number(a === model.revision),
    );
    for (const revision of revisions) {
      const snapshot = join(snapshots, revision);
      if ((await stat(snapshot)).isDirectory()) found.push({ model, snapshot });
    }
  }
  return found;
}

/** How a folder is opened: as the registered model whose weights it has, else as it is. */
export async function loadingOfFolder(
  checkpoint: Checkpoint,
  settings: EncoderSettings,
  hub: Partial<HubSettings>,
): Promise<ModelLoading & { readonly model: RegisteredModel | undefined }> {
  // a worker is told what the run has found
  const told = isLoader(settings.prompts) ? namedModel(settings.prompts) : undefined;
  const model =
    told === undefined ? await registeredByWeights(checkpoint, hub) : registeredModel(told);
  return model === undefined
    ? { encoder: settings, changes: settings, model }
    : { ...loadingByWeights(model, settings), model };
}
