import { openFolder } from '../data/folder-repository.js';
import { openPackage } from '../data/package-repository.js';
import { GlottobenchError } from '../base/errors.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { RepositoryFiles } from '../types/repository.js';
import { dataFolder } from './data-folder.js';
import type { RunRequest } from './request.js';

/** Where the data of a task lies: the user's folder, an npm package, a folder named by the definition, or the hub. */
export async function openSource({ name, dataset }: TaskDefinition, request: RunRequest): Promise<RepositoryFiles> {
  const folder = dataFolder({ name, dataset }, request);
  if (folder !== undefined) return openFolder(folder);
  if (dataset.path.startsWith('npm:')) return openPackage(dataset.path.slice('npm:'.length));
  if (/^(\.{0,2}\/|~)/.test(dataset.path)) return openFolder(dataset.path);
  throw new GlottobenchError('GB_OFFLINE', `the data of ${name} lies on the hub (${dataset.path}), which cannot be read yet`, { hint: 'give a local copy with --data DIR' });
}
