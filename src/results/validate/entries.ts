import type { SubsetScores } from '../../types/generated/task-result.js';
import { pointerStep } from '../finding.js';
import type { LoadedResult } from '../read/task-result.js';

/** An entry with its place in the file it was read from. */
export interface PlacedEntry {
  readonly split: string;
  readonly entry: SubsetScores;
  readonly pointer: string;
}

/**
 * All entries of a result; in a file of the old layout the pointer leads to the split or the
 * subset.
 */
export function placedEntries({ result, legacy, document }: LoadedResult): PlacedEntry[] {
  return Object.entries(result.scores).flatMap(([split, entries]) =>
    entries.map((entry, i) => ({
      split,
      entry,
      pointer: legacy
        ? legacyPointer(document.value, split, entry.hf_subset)
        : `/scores${pointerStep(split)}/${i}`,
    })),
  );
}

function legacyPointer(value: unknown, split: string, subset: string): string {
  const content = (value as Record<string, unknown>)[split];
  const nested = typeof content === 'object' && content !== null && subset in content;
  return nested ? pointerStep(split) + pointerStep(subset) : pointerStep(split);
}
