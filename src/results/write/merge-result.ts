import type {
  EvaluationPhase,
  SubsetScores,
  TaskResult,
} from '../../types/generated/task-result.js';
import { versionRange } from '../mteb-version.js';

/**
 * Extends a stored result by a new one of the same task and dataset revision, as mteb does: in each
 * split a new entry takes the place of the old one of its subset, others are appended; seconds and
 * CO2 add up; the new phases go behind the old evaluation time; the newer date stays.
 * Source: mteb/results/task_result.py `TaskResult.merge`.
 */
export function mergeResults(stored: TaskResult, added: TaskResult): TaskResult {
  const scores = { ...stored.scores };
  for (const [split, entries] of Object.entries(added.scores))
    scores[split] = mergeEntries(scores[split] ?? [], entries);
  const version = versionRange(
    Object.values(scores).flatMap((entries) =>
      entries.flatMap((entry) => entry.mteb_version ?? []),
    ),
  );
  return {
    dataset_revision: added.dataset_revision,
    task_name: added.task_name,
    mteb_version: version,
    scores: version === null ? scores : withVersions(scores, version),
    evaluation_time: sum(stored.evaluation_time, added.evaluation_time),
    kg_co2_emissions: sum(stored.kg_co2_emissions, added.kg_co2_emissions),
    date: newest(stored.date, added.date),
    evaluation_phases: mergePhases(stored, added),
  };
}

function mergeEntries(
  stored: readonly SubsetScores[],
  added: readonly SubsetScores[],
): SubsetScores[] {
  return [...new Map([...stored, ...added].map((entry) => [entry.hf_subset, entry])).values()];
}

/** An entry without a version gets that of the whole, as in mteb whenever a result is made. */
function withVersions(scores: TaskResult['scores'], version: string): TaskResult['scores'] {
  return Object.fromEntries(
    Object.entries(scores).map(([split, entries]) => [
      split,
      entries.map((entry) =>
        entry.mteb_version === undefined ? { ...entry, mteb_version: version } : entry,
      ),
    ]),
  );
}

function mergePhases(stored: TaskResult, added: TaskResult): EvaluationPhase[] | null {
  const before = stored.evaluation_phases ?? null;
  const after = added.evaluation_phases ?? null;
  if (before === null && after === null) return null;
  // `||` as Python's `or`: a stored time of 0 or NaN says nothing.
  const offset = stored.evaluation_time || Math.max(0, ...(before ?? []).map((phase) => phase.end));
  const shifted = (after ?? []).map((phase) => ({
    ...phase,
    start: phase.start + offset,
    end: phase.end + offset,
  }));
  return [...(before ?? []), ...shifted];
}

function sum(a: number | null | undefined, b: number | null | undefined): number | null {
  return a == null && b == null ? null : (a ?? 0) + (b ?? 0);
}

function newest(a: TaskResult['date'], b: TaskResult['date']): number | null {
  const known = [a, b].filter((date) => typeof date === 'number');
  return known.length === 0 ? null : Math.max(...known);
}
