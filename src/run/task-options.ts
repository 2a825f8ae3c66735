import { GlottobenchError } from '../base/errors.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { DataWishes } from './request.js';

/**
 * Options of a run that change the data of a task, put into its definition. They enter the dataset revision, so that
 * results of different data are never merged: the writer replaces a stored result of another revision.
 */
export function withTaskOptions(definition: TaskDefinition, data: DataWishes): TaskDefinition {
  if (!takesOptions(definition)) return definition;
  const changes = Object.entries(loaderOptions(data)).filter(
    ([key, value]) => value !== undefined && definition.loader[key] !== value,
  );
  if (changes.length === 0) return definition;
  const revision = [
    definition.dataset.revision,
    ...changes.map(([key, value]) => `${key}=${String(value)}`),
  ].join('+');
  return {
    ...definition,
    loader: { ...definition.loader, ...Object.fromEntries(changes) },
    dataset: { ...definition.dataset, revision },
  };
}

/** @throws GB_USAGE for an option that none of the tasks has: a run without it would be taken for one with it */
export function checkTaskOptions(tasks: readonly TaskDefinition[], data: DataWishes): void {
  const given =
    data.candidateText !== undefined
      ? '--candidate-text'
      : data.keepUnanswerable
        ? '--keep-unanswerable'
        : undefined;
  if (given !== undefined && !tasks.some(takesOptions)) {
    throw new GlottobenchError(
      'GB_USAGE',
      `${given} is for tasks of the kind lareqa; none of these is one`,
      { hint: 'XQuADRRetrieval, MLQARRetrieval' },
    );
  }
}

function takesOptions({ loader }: TaskDefinition): boolean {
  return loader.kind === 'lareqa';
}

function loaderOptions({
  candidateText,
  keepUnanswerable,
}: DataWishes): Record<string, string | boolean | undefined> {
  return { candidate_text: candidateText, skip_unanswerable: keepUnanswerable ? false : undefined };
}
