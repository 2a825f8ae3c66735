import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { corrupt } from './corrupt.js';

/**
 * Resolves a file of a checkpoint folder to its real path, and refuses one that lies outside the
 * folder. One layout may point out of it: the hub cache, whose
 * `models--org--name/snapshots/<revision>/file` links to `models--org--name/blobs/<hash>`, which
 * may itself link to `blobs/<2 digits>/<hash>` of the whole cache.
 * @throws GB_NOT_FOUND for an absent file, GB_CHECKPOINT_CORRUPT for one outside the folder
 */
export async function resolveInside(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  if (isAbsolute(name) || name.split(/[\\/]/).includes('..')) throw outside(path);
  const root = await realpathOf(folder);
  const real = await realpathOf(path);
  if (real === root || real.startsWith(root + sep)) return real;
  const repository = repositoryOfHubCache(root);
  if (repository === undefined) throw outside(path);
  if (dirname(real) === join(repository, 'blobs')) return real;
  // huggingface_hub 2.x keeps blobs from chunk storage once for all repositories of the cache.
  if (dirname(dirname(real)) === join(dirname(repository), 'blobs')) return real;
  throw outside(path);
}

/** `…/models--org--name` when the folder is (inside) a snapshot of the hub cache. */
function repositoryOfHubCache(root: string): string | undefined {
  for (let folder = root; dirname(folder) !== folder; folder = dirname(folder)) {
    const snapshots = dirname(folder);
    if (
      basename(snapshots) === 'snapshots' &&
      /^(models|datasets|spaces)--/.test(basename(dirname(snapshots)))
    )
      return dirname(snapshots);
  }
  return undefined;
}

function outside(path: string): GlottobenchError {
  return corrupt(path, 'points outside of the checkpoint folder', {
    hint: 'Copy the file into the folder; nothing outside of it is read.',
  });
}

async function realpathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    throw new GlottobenchError('GB_NOT_FOUND', 'there is no such file', {
      file: path,
      cause: error,
    });
  }
}
