import { existsSync } from 'node:fs';
import { GlottobenchError } from '../../base/errors.js';
import { bundledFolder } from '../../models/catalog.js';
import { folderCorrection, isHubName } from '../../run/open/model-spec.js';
import type { CommandIo } from './command.js';

/** The word that names a checkpoint to look at. */
export const CHECKPOINT_WORD = {
  kind: 'text',
  required: true,
  describe: 'Folder of the checkpoint, or the name of one that ships (glottobench/tiny-hybrid)',
} as const;

/**
 * The folder that is meant: of a checkpoint that ships with the package by its name, as `run` takes
 * it. `org/name` is the hub's; a folder of that form beside the shell is read, with the correction.
 * @throws GB_NOT_FOUND for a name of the hub, which these commands do not fetch
 */
export function checkpointFolder(given: string, io: Pick<CommandIo, 'err'>): string {
  const bundled = bundledFolder(given);
  if (bundled !== undefined) return bundled;
  const correction = folderCorrection(given);
  if (existsSync(given)) {
    if (correction !== undefined) io.err(`${correction}\n`);
    return given;
  }
  if (isHubName(given))
    throw new GlottobenchError(
      'GB_NOT_FOUND',
      `"${given}" is a name of the hub, and this command opens folders`,
      {
        hint: `a folder beside the shell is written ./${given}; what a run fetched from the hub lies in its cache`,
      },
    );
  return given;
}
