import { join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { validateAgainst } from '../../base/validate.js';
import { CARD_FILE } from '../../hub/model-files.js';
import type { CheckpointCard } from '../../types/generated/checkpoint-card.js';
import { readCheckpointJson } from '../config/json-object.js';

/**
 * Reads the checkpoint card beside the weights, if there is one. Every key is optional; what is
 * there must be right.
 * @throws GB_CHECKPOINT_CORRUPT with every fault of the card
 */
export async function readCard(folder: string): Promise<CheckpointCard | undefined> {
  const file = join(folder, CARD_FILE);
  const value = await readCheckpointJson(file);
  if (value === undefined) return undefined;
  const issues = validateAgainst('checkpoint-card.schema.json', value);
  if (issues.length > 0)
    throw new GlottobenchError(
      'GB_CHECKPOINT_CORRUPT',
      'the checkpoint card does not match its schema',
      { file, issues },
    );
  return value as unknown as CheckpointCard;
}
