import { basename } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import { locateResults } from '../../results/read/locate.js';
import type { StoredScores } from '../../types/stored-scores.js';

/** @throws GB_USAGE for a metric that no entry of the results has */
export function checkMetric(metric: string, stored: readonly StoredScores[]): void {
  const present = metricsOf(stored);
  if (!present.has(metric))
    throw unknown(`the results hold no metric "${metric}"`, metric, [...present].sort(), 'metrics');
}

/** @throws GB_USAGE for a task that the results folder has no file of */
export async function checkTasks(wanted: readonly string[], path: string): Promise<void> {
  if (wanted.length === 0) return;
  const present = new Set<string>();
  for await (const { files } of locateResults(path))
    for (const file of files) present.add(basename(file, '.json'));
  for (const task of wanted) {
    if (present.size > 0 && !present.has(task))
      throw unknown(`the results hold no task "${task}"`, task, [...present].sort(), 'tasks');
  }
}

function metricsOf(stored: readonly StoredScores[]): Set<string> {
  const found = new Set<string>();
  for (const { result } of stored) {
    for (const entry of Object.values(result.scores).flat()) {
      for (const [name, value] of Object.entries(entry))
        if (typeof value === 'number') found.add(name);
    }
  }
  return found;
}

function unknown(
  message: string,
  wanted: string,
  present: readonly string[],
  what: string,
): GlottobenchError {
  const near = didYouMean(wanted, present);
  return new GlottobenchError('GB_USAGE', message, {
    hint:
      near.length > 0
        ? `did you mean: ${near.join(', ')}?`
        : present.length > 0
          ? `${what}: ${present.slice(0, 10).join(', ')}`
          : undefined,
  });
}
