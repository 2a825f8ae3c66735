import { resolve } from 'node:path';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { GlottobenchError, type Issue } from '../../base/errors.js';
import { pythonRound } from '../../base/python.js';
import { validateAgainst } from '../../base/validate.js';
import { boundsFault } from '../../scores/bounds.js';
import type { SubsetScores, TaskResult } from '../../types/generated/task-result.js';
import { pointerStep } from '../finding.js';
import { resultPath } from '../layout.js';
import { dumpPythonJson } from '../python-dump.js';
import { readStored } from './existing.js';
import { mergeResults } from './merge-result.js';
import { resultOfSubset, type SubsetResult } from './subset-result.js';

/**
 * The text of a result file: Python's layout, but strict JSON (null where mteb writes NaN), no
 * final newline.
 */
export function formatTaskResult(result: TaskResult): string {
  return dumpPythonJson(
    { ...result, scores: roundDeep(result.scores) },
    { indent: 2, floats: true },
  );
}

/** One evaluated subset; see {@link writeTaskResults}. */
export function writeTaskResult(folder: string, added: SubsetResult): Promise<string> {
  return writeTaskResults(folder, [added]);
}

/**
 * Merges evaluated subsets of one task into `<folder>/<Task>.json` as mteb's `TaskResult.merge` and
 * `to_disk` do, in one atomic write. A stored result of another dataset revision is replaced: its
 * numbers answer another question.
 * @param folder the revision folder, `<out>/<org>__<name>/<revision>`
 * @param added at least one, all of the same task, in the order of evaluation
 * @returns the path of the file
 * @throws GB_RESULT_INVALID when a main score is not finite, or the stored file is broken (it is
 * then left as it is)
 */
async function writeTaskResults(folder: string, added: readonly SubsetResult[]): Promise<string> {
  const [first] = added;
  if (first === undefined) throw new RangeError('writeTaskResults needs at least one subset');
  const path = resultPath(folder, first.task.name);
  const result = added.map((one) => checkedResult(path, one)).reduce(mergeResults);
  await oneAfterTheOther(path, async () => {
    const stored = await readStored(path, first.task.name);
    const merged =
      stored?.dataset_revision === result.dataset_revision
        ? mergeResults(withFiniteMainScores(stored), result)
        : result;
    await writeFileAtomic(path, formatTaskResult(merged));
  });
  return path;
}

function checkedResult(path: string, added: SubsetResult): TaskResult {
  const result = resultOfSubset(added);
  const issues = validateAgainst(
    'task-result.schema.json',
    JSON.parse(formatTaskResult(result)),
    '#/$defs/writer',
  );
  issues.push(...boundsIssues(result, added.task.main_score));
  if (issues.length > 0)
    throw new GlottobenchError(
      'GB_RESULT_INVALID',
      'the result does not match its schema; nothing was written',
      { file: path, issues },
    );
  return result;
}

/** Scores outside the bounds that the table of scores gives them. */
function boundsIssues(result: TaskResult, mainScore: string): Issue[] {
  return Object.entries(result.scores).flatMap(([split, entries]) =>
    entries.flatMap((entry, i) =>
      Object.entries(entry).flatMap(([key, value]) => {
        if (typeof value !== 'number') return [];
        const message = boundsFault(key === 'main_score' ? mainScore : key, value);
        return message === undefined
          ? []
          : [{ pointer: `/scores${pointerStep(split)}/${String(i)}${pointerStep(key)}`, message }];
      }),
    ),
  );
}

/**
 * Drops entries without a usable main score: they count as missing and cannot be written in strict
 * JSON.
 */
export function withFiniteMainScores(result: TaskResult): TaskResult {
  const splits = Object.entries(result.scores).map(([split, entries]): [string, SubsetScores[]] => [
    split,
    entries.filter((entry) => Number.isFinite(entry.main_score)),
  ]);
  return {
    ...result,
    scores: Object.fromEntries(splits.filter(([, entries]) => entries.length > 0)),
  };
}

function roundDeep(value: unknown): unknown {
  // What was stored is rounded already, and the whole file is written after each subset: the test
  // is cheaper.
  if (typeof value === 'number')
    return Math.round(value * 1e6) / 1e6 === value ? value : pythonRound(value, 6);
  if (Array.isArray(value)) return value.map(roundDeep);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, roundDeep(member)]));
}

const pending = new Map<string, Promise<void>>();

/**
 * Reading, merging and writing one file is one step: two subsets that end together must not lose
 * each other.
 */
async function oneAfterTheOther(path: string, step: () => Promise<void>): Promise<void> {
  const key = resolve(path);
  const before = pending.get(key) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(step);
  pending.set(key, mine);
  try {
    await mine;
  } finally {
    if (pending.get(key) === mine) pending.delete(key);
  }
}
