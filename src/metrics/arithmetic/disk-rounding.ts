import { pythonRound } from '../../base/python.js';
import type { ScoreDictionary } from '../../types/scores.js';

/** Decimals of every float in a result file (mteb `TaskResult.to_disk`). */
const DISK_DECIMALS = 6;

/**
 * Scores as a result file holds them: rounded to 6 decimals, halves to even. NaN stays: JSON has no
 * word for it, the writer decides.
 */
export function roundForDisk(scores: ScoreDictionary): ScoreDictionary {
  return Object.fromEntries(
    Object.entries(scores).map(([key, score]) => [key, pythonRound(score, DISK_DECIMALS)]),
  );
}
