import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { snapshotModel } from '../../hub/snapshot-model.js';
import type { HubSettings } from '../../hub/contract/settings.js';
import { weightFileOf } from '../weights/open-weights.js';
import type { Adapter } from './read-adapter.js';

/** The model that was adapted. */
export interface AdapterBase {
  /** Holds config.json and weights. */
  readonly folder: string;
  readonly doubts: readonly string[];
}

const HUB_NAME = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)?$/u;

/**
 * The base of an adapter: what lies beside it where it has configuration and weights (as in
 * transformers), else the folder or the model of the hub that adapter_config.json names.
 * @throws GB_NOT_FOUND, and what fetching from the hub throws
 */
export async function baseOf(
  { folder, config }: Adapter,
  hub: Partial<HubSettings> | undefined,
): Promise<AdapterBase> {
  const { base: name, file } = config;
  if (existsSync(join(folder, 'config.json')) && weightFileOf(folder) !== undefined)
    return { folder, doubts: name === undefined ? [] : [BESIDE(name)] };
  if (name === undefined)
    throw new GlottobenchError('GB_CHECKPOINT_CORRUPT', 'the adapter does not name its base', {
      file,
      pointer: '/base_model_name_or_path',
    });
  for (const path of [resolve(name), resolve(folder, name)])
    if (await isFolder(path)) return { folder: path, doubts: [] };
  if (!HUB_NAME.test(name)) throw absent(name, file);
  const snapshot = await snapshotModel(name, config.revision, { settings: hub });
  return {
    folder: snapshot.folder,
    doubts: [...snapshot.warnings, `the adapter is applied to ${name} at ${snapshot.revision}`],
  };
}

const BESIDE = (name: string): string =>
  `the adapter was trained on ${JSON.stringify(name.slice(0, 200))}; it is applied to the weights beside it, as transformers does`;

function absent(name: string, file: string): GlottobenchError {
  return new GlottobenchError(
    'GB_NOT_FOUND',
    `the base of the adapter is not there: ${JSON.stringify(name.slice(0, 200))}`,
    {
      file,
      pointer: '/base_model_name_or_path',
      hint: "write the base's folder or hub name there, or copy its config.json and weights beside the adapter",
    },
  );
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
