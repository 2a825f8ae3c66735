import type { TaskDefinition } from '../types/generated/task.js';
import { escapePointer } from '../base/json.js';
import { languageTagFault } from './language-codes.js';
import { DEFAULT_SUBSET, taskSubsets } from './subsets.js';
import { fault, warning, type TaskIssue } from './task-issue.js';

/**
 * Every tag of `eval_langs` that is no real language or script. Reads any value: the schema speaks
 * about its shape.
 */
export function checkLanguages(evalLangs: unknown): TaskIssue[] {
  if (evalLangs === null || typeof evalLangs !== 'object') return [];
  return Object.entries(evalLangs).flatMap(([key, member]) => {
    const pointer = `/eval_langs/${escapePointer(key)}`;
    if (typeof member === 'string') return checkTag(member, pointer);
    return Array.isArray(member)
      ? member.flatMap((tag: unknown, i) =>
          typeof tag === 'string' ? checkTag(tag, `${pointer}/${i}`) : [],
        )
      : [];
  });
}

function checkTag(tag: string, pointer: string): TaskIssue[] {
  const found = languageTagFault(tag);
  return found === undefined ? [] : [fault(pointer, found)];
}

/** Checks what the subsets of a definition ask. */
export function checkSubsets(task: TaskDefinition): TaskIssue[] {
  const subsets = taskSubsets(task);
  const issues: TaskIssue[] = [];
  for (const { subset, languages, setting } of subsets) {
    const pointer = `/eval_langs/${escapePointer(subset)}`;
    if (subset.endsWith('-multi') && languages.length < 2)
      issues.push(
        fault(
          pointer,
          'a subset named x-multi asks a pool of several languages, this one has only one',
        ),
      );
    const ambiguous =
      setting === 'crosslingual' && task.subset_direction === undefined && task.mteb === undefined;
    if (ambiguous)
      issues.push(
        warning(
          pointer,
          `taken as documents ${languages[0] ?? ''}, queries ${languages[1] ?? ''}; state "subset_direction" to be sure`,
        ),
      );
  }
  if (!Array.isArray(task.eval_langs) && subsets.length > 1 && DEFAULT_SUBSET in task.eval_langs) {
    issues.push(
      fault(
        `/eval_langs/${DEFAULT_SUBSET}`,
        `"${DEFAULT_SUBSET}" means a task without subsets, it cannot stand beside others`,
      ),
    );
  }
  for (const setting of task.settings ?? []) {
    if (!subsets.some((subset) => subset.setting === setting))
      issues.push(fault('/settings', `no subset is ${setting}`));
  }
  return issues;
}
