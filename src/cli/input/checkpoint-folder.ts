import { bundledFolder } from '../../models/catalog.js';

/** The word that names a checkpoint to look at. */
export const CHECKPOINT_WORD = {
  kind: 'text',
  required: true,
  describe: 'Folder of the checkpoint, or the name of one that ships (glottobench/tiny-hybrid)',
} as const;

/** The folder that is meant: of a checkpoint that ships with the package by its name, as `run` takes it. */
export function checkpointFolder(given: string): string {
  return bundledFolder(given) ?? given;
}
