import { parseJson, duplicateKeys } from '../base/json.js';
import { didYouMean } from '../base/suggest.js';
import { isGlottobenchError } from '../base/errors.js';
import { validateAgainst } from '../base/validate.js';
import type { BenchmarkDefinition } from '../types/generated/benchmark.js';
import { loadTask } from './load-task.js';
import { subsetLanguages } from './subsets.js';
import { fault, type TaskIssue } from './task-issue.js';

/** Checks a benchmark definition: schema, then that every task, split and subset exists. */
export async function validateBenchmark(value: unknown): Promise<TaskIssue[]> {
  const shape = validateAgainst('benchmark.schema.json', value).map((issue) =>
    fault(issue.pointer, issue.message),
  );
  if (shape.length > 0) return shape;
  const { tasks } = value as BenchmarkDefinition;
  const issues: TaskIssue[] = [];
  for (const [i, entry] of tasks.entries()) {
    if (tasks.findIndex((other) => other.name === entry.name) < i)
      issues.push(fault(`/tasks/${i}/name`, `"${entry.name}" stands twice`));
    issues.push(...(await checkEntry(entry, `/tasks/${i}`)));
  }
  return issues;
}

/** The same for the text of a file. @throws GB_TASK_INVALID if it is not JSON */
export async function validateBenchmarkText(text: string, file: string): Promise<TaskIssue[]> {
  const value = parseJson(text, file, 'GB_TASK_INVALID');
  return [
    ...duplicateKeys(text).map((pointer) =>
      fault(pointer, 'stands twice: a key may be defined only once'),
    ),
    ...(await validateBenchmark(value)),
  ];
}

async function checkEntry(
  entry: BenchmarkDefinition['tasks'][number],
  pointer: string,
): Promise<TaskIssue[]> {
  try {
    const task = await loadTask(entry.name);
    const subsets = subsetLanguages(task).map(([subset]) => subset);
    return [
      ...unknownOf('subset', entry.hf_subsets, subsets, `${pointer}/hf_subsets`),
      ...unknownOf('split', entry.eval_splits, task.eval_splits, `${pointer}/eval_splits`),
    ];
  } catch (error) {
    if (!isGlottobenchError(error)) throw error;
    return [
      fault(
        `${pointer}/name`,
        error.hint === undefined ? error.message : `${error.message}; ${error.hint}`,
      ),
    ];
  }
}

function unknownOf(
  what: string,
  wanted: readonly string[] | null | undefined,
  known: readonly string[],
  pointer: string,
): TaskIssue[] {
  return (wanted ?? []).flatMap((name, i) => {
    if (known.includes(name)) return [];
    const near = didYouMean(name, known, 1)[0];
    return [
      fault(
        `${pointer}/${i}`,
        `the task has no ${what} "${name}"${near === undefined ? '' : `, did you mean "${near}"?`}`,
      ),
    ];
  });
}
