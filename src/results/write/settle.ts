import { existsSync } from 'node:fs';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { readText } from '../../base/json.js';
import { compareCodePoints } from '../../base/python.js';
import type {
  EvaluationPhase,
  SubsetScores,
  TaskResult,
} from '../../types/generated/task-result.js';
import { resultPath } from '../layout.js';
import { readStored } from './existing.js';
import type { JournalCell, JournalContent } from './journal.js';
import { mergeResults } from './merge-result.js';
import { updateManifest } from './run-manifest.js';
import { settleRunSettings } from './run-settings.js';
import { formatTaskResult, withFiniteMainScores } from './task-result.js';

/**
 * Brings the cells of a journal into the result files, `run_settings.jsonl` and the manifest. Doing
 * it again changes nothing: a cell replaces its own entry, and time that was counted is not counted
 * twice. Entries, lines and cells stand in the order of their names, so that no file tells in how
 * many runs it was made.
 * @returns the result files of the tasks
 * @throws GB_RESULT_INVALID when a stored file is broken (it is left as it is); GB_WRITE_FAILED
 */
export async function settleResults(
  folder: string,
  { cells, facts }: JournalContent,
): Promise<string[]> {
  if (facts === undefined || cells.length === 0) return [];
  const paths: string[] = [];
  for (const task of new Set(cells.map(({ record }) => record.task)))
    paths.push(
      await settleTask(
        folder,
        task,
        cells.filter(({ record }) => record.task === task),
      ),
    );
  await settleRunSettings(
    folder,
    cells.map(({ settings }) => settings),
  );
  await updateManifest(
    folder,
    facts,
    cells.map(({ record }) => record),
  );
  return paths;
}

async function settleTask(
  folder: string,
  task: string,
  cells: readonly JournalCell[],
): Promise<string> {
  const path = resultPath(folder, task);
  const results = cells.map(({ result }) => result);
  const revision = results.at(-1)?.dataset_revision;
  const current = results.filter((result) => result.dataset_revision === revision);
  const stored = await readStored(path, task);
  const base =
    stored?.dataset_revision === revision && stored !== undefined
      ? withFiniteMainScores(stored)
      : undefined;
  const text = formatTaskResult(inOrderOfNames(merged(base, current)));
  // In Python's layout a file has no final newline; what is there already is not written again.
  if (!existsSync(path) || (await readText(path)) !== text) await writeFileAtomic(path, text);
  return path;
}

/** One after the other, at a cost that grows with the number of subsets and not with its square. */
function merged(stored: TaskResult | undefined, results: readonly TaskResult[]): TaskResult {
  const [first] = results;
  if (first === undefined) throw new RangeError('there is nothing to merge');
  // A kill between this file and the end of the journal leaves both: the date tells what is in the
  // file.
  const counted = stored?.date ?? -Infinity;
  const added: TaskResult = {
    ...first,
    scores: {},
    evaluation_time: 0,
    evaluation_phases: null,
  };
  const scores = new Map<string, Map<string, SubsetScores>>();
  const phases: EvaluationPhase[] = [];
  for (const result of results) {
    for (const [split, entries] of Object.entries(result.scores)) {
      const ofSplit = scores.get(split) ?? new Map<string, SubsetScores>();
      for (const entry of entries) ofSplit.set(entry.hf_subset, entry);
      scores.set(split, ofSplit);
    }
    if ((result.date ?? Infinity) <= counted) continue;
    const offset = added.evaluation_time ?? 0;
    for (const phase of result.evaluation_phases ?? [])
      phases.push({ ...phase, start: phase.start + offset, end: phase.end + offset });
    added.evaluation_time = offset + (result.evaluation_time ?? 0);
    added.date = result.date ?? null;
  }
  added.scores = Object.fromEntries(
    [...scores].map(([split, entries]) => [split, [...entries.values()]]),
  );
  added.evaluation_phases = phases.length === 0 ? null : phases;
  const nothing: TaskResult = {
    ...first,
    scores: {},
    evaluation_time: null,
    evaluation_phases: null,
    date: null,
  };
  return mergeResults(stored ?? nothing, added);
}

function inOrderOfNames(result: TaskResult): TaskResult {
  const splits = Object.entries(result.scores).sort(([a], [b]) => compareCodePoints(a, b));
  return {
    ...result,
    scores: Object.fromEntries(
      splits.map(([split, entries]) => [
        split,
        entries.toSorted((a, b) => compareCodePoints(a.hf_subset, b.hf_subset)),
      ]),
    ),
  };
}
