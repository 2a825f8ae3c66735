import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ADAPTER_CONFIG,
  ADAPTER_WEIGHTS,
  adapterRefusal,
  isAdapterFile,
} from '../../base/adapter-files.js';
import { GlottobenchError } from '../../base/errors.js';
import { readCheckpointObject } from '../config/json-object.js';
import { resolveInside } from '../config/inside-folder.js';
import { loraConfig, type LoraConfig } from './lora-config.js';

/** A LoRA adapter in a checkpoint folder, read but for its tensors. */
export interface Adapter {
  readonly folder: string;
  readonly config: LoraConfig;
  /** Name of the file with its tensors. */
  readonly weights: string;
}

/** Checkpoints of a training run: their adapters are other models. */
const OF_TRAINING = /^checkpoint-\d+$/u;

/**
 * The adapter of a folder, where it has one. Files of adapters of another kind, a part of one, or a
 * second one are refused.
 * @throws GB_ARCHITECTURE_UNKNOWN, GB_CHECKPOINT_CORRUPT
 */
export async function readAdapter(folder: string): Promise<Adapter | undefined> {
  const names = (await readdir(folder)).sort().filter(isAdapterFile);
  if (names.length === 0) return undefined;
  const weights = ADAPTER_WEIGHTS.find((name) => names.includes(name));
  const other = names.find((name) => name !== ADAPTER_CONFIG && !ADAPTER_WEIGHTS.includes(name));
  if (other !== undefined || !names.includes(ADAPTER_CONFIG))
    throw adapterRefusal(other ?? names[0] ?? '', join(folder, other ?? names[0] ?? ''));
  const file = join(folder, ADAPTER_CONFIG);
  await resolveInside(folder, ADAPTER_CONFIG);
  const config = await readCheckpointObject(file);
  if (config === undefined || weights === undefined)
    throw new GlottobenchError(
      'GB_CHECKPOINT_CORRUPT',
      `the adapter has no ${ADAPTER_WEIGHTS[0]}`,
      {
        file: folder,
      },
    );
  await refuseSecond(folder);
  return { folder, config: loraConfig(config), weights };
}

/**
 * peft saves further adapters in folders of their names. @throws GB_ARCHITECTURE_UNKNOWN naming
 * both
 */
async function refuseSecond(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || OF_TRAINING.test(entry.name)) continue;
    if (!(await readdir(join(folder, entry.name))).includes(ADAPTER_CONFIG)) continue;
    throw new GlottobenchError(
      'GB_ARCHITECTURE_UNKNOWN',
      `there are two adapters: ${ADAPTER_CONFIG} and ${entry.name}/${ADAPTER_CONFIG}`,
      {
        file: folder,
        hint: 'keep the one that is meant, each with its base in a folder of its own',
      },
    );
  }
}
