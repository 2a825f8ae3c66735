import { dirname, resolve } from 'node:path';
import { parseJson, duplicateKeys } from '../base/json.js';
import { validateAgainst } from '../base/validate.js';
import type { TaskDefinition } from '../types/generated/task.js';
import { checkLanguages, checkSubsets } from './subset-checks.js';
import { TASK_CHECKS } from './task-checks.js';
import { SHIPPED_FOLDERS, shippedPath } from './task-folders.js';
import { readIndex } from './task-index.js';
import { fault, warning, type TaskIssue } from './task-issue.js';

/**
 * Checks a task definition: schema, then meaning (file name, languages, scores, loader rule,
 * subsets, dates).
 * @param file path that the definition has or will have; its name must be the task's
 * @returns every fault and warning, in the order of the checks; empty if there is nothing to say
 */
export async function validateTask(value: unknown, file: string): Promise<TaskIssue[]> {
  const languages = checkLanguages((value as Partial<TaskDefinition> | null)?.eval_langs);
  const tagged = new Set(languages.map((issue) => issue.pointer));
  // A bad tag is told once, by the check that knows what may have been meant.
  const shape = validateAgainst('task.schema.json', value)
    .filter((issue) => !tagged.has(issue.pointer))
    .map((issue) => fault(issue.pointer, issue.message));
  const broken = new Set(
    [...shape, ...languages].map((issue) => issue.pointer.split('/')[1] ?? ''),
  );
  if (broken.has('')) return shape;
  const task = value as TaskDefinition;
  const meaning = TASK_CHECKS.filter((check) =>
    check.reads.every((key) => !broken.has(key)),
  ).flatMap((check) => check.run(task, file));
  const subsets = ['eval_langs', 'settings', 'subset_direction'].some((key) => broken.has(key))
    ? []
    : checkSubsets(task);
  return [
    ...shape,
    ...languages,
    ...meaning,
    ...subsets,
    ...(broken.has('name') || broken.has('tasks') ? [] : await checkNames(task, file)),
  ];
}

/**
 * The same for the text of a file, so that a key that stands twice is found too. @throws
 * GB_TASK_INVALID if it is not JSON
 */
export async function validateTaskText(text: string, file: string): Promise<TaskIssue[]> {
  const value = parseJson(text, file, 'GB_TASK_INVALID');
  const repeated = duplicateKeys(text).map((pointer) =>
    fault(
      pointer,
      `stands twice: ${pointer.startsWith('/eval_langs/') ? 'a subset' : 'a key'} may be defined only once`,
    ),
  );
  return [...repeated, ...(await validateTask(value, file))];
}

/** Members of an aggregate task exist; a user's task does not hide behind a shipped one. */
async function checkNames(task: TaskDefinition, file: string): Promise<TaskIssue[]> {
  const shipped = new Set((await readIndex()).tasks.map((entry) => entry.name));
  const unknown = (task.tasks ?? []).flatMap((name, i) =>
    shipped.has(name) ? [] : [fault(`/tasks/${i}`, `there is no task "${name}"`)],
  );
  const isShipped = SHIPPED_FOLDERS.some(
    (folder) => resolve(dirname(file)) === shippedPath(folder),
  );
  const hidden =
    !isShipped && shipped.has(task.name)
      ? [
          warning(
            '/name',
            `a task "${task.name}" ships with glottobench: by its name that one is loaded, this one only by its path`,
          ),
        ]
      : [];
  return [...unknown, ...hidden];
}
