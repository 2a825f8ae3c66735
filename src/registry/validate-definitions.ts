import { join } from 'node:path';
import { isGlottobenchError } from '../base/errors.js';
import { BENCHMARK_FOLDERS, jsonFiles, SHIPPED_FOLDERS, shippedPath } from './task-folders.js';
import { fault, type TaskIssue } from './task-issue.js';
import { validateBenchmarkText } from './validate-benchmark.js';
import { validateTaskText } from './validate-task.js';

/** Paths of all definitions that ship with the package: tasks, then benchmarks. */
export async function shippedDefinitions(): Promise<string[]> {
  const folders = [
    ...SHIPPED_FOLDERS,
    ...BENCHMARK_FOLDERS.map((folder) => join('benchmarks', folder)),
  ];
  return (await Promise.all(folders.map((folder) => jsonFiles(shippedPath(folder))))).flat();
}

/**
 * Validates the text of a task or benchmark definition, whichever it is; text that is no JSON is
 * one fault of the whole.
 */
export async function validateDefinitionFile(text: string, file: string): Promise<TaskIssue[]> {
  try {
    return looksLikeBenchmark(text)
      ? await validateBenchmarkText(text, file)
      : await validateTaskText(text, file);
  } catch (error) {
    if (!isGlottobenchError(error) || error.code !== 'GB_TASK_INVALID') throw error;
    return [fault('', error.message)];
  }
}

/** Only a benchmark lists tasks as objects; an aggregate task lists names. */
function looksLikeBenchmark(text: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  if (value === null || typeof value !== 'object' || 'loader' in value || !('tasks' in value))
    return false;
  return Array.isArray(value.tasks) && value.tasks.some((entry) => typeof entry === 'object');
}
