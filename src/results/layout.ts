import { join } from 'node:path';
import type { ModelId } from '../types/encoder.js';

/**
 * Files of MTEB beside the results of a revision; everything else that ends in `.json` there is
 * taken for a result.
 */
export const MODEL_META_FILE = 'model_meta.json';
export const RUN_SETTINGS_FILE = 'run_settings.jsonl';
/** MTEB's folder for results made with other keyword arguments, below the revision. */
export const EXPERIMENTS_FOLDER = 'experiments';
/** Our own folder below the revision: manifest and lock. */
export const RUN_FOLDER = 'run';

/** The folder name of a model as mteb makes it: `/` becomes `__`, a space `_`. */
export function modelFolder(name: string): string {
  return name.replaceAll('/', '__').replaceAll(' ', '_');
}

/** `<out>/<org>__<name>/<revision>`: where the results of one model revision lie. */
export function revisionFolder(out: string, model: ModelId): string {
  return join(out, modelFolder(model.name), model.revision);
}

/** `<folder>/<Task>.json` inside a revision folder. */
export function resultPath(folder: string, task: string): string {
  return join(folder, `${task}.json`);
}
