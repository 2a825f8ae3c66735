import { GlottobenchError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { loaderOption, loaderOptions, mustBe } from '../registry/loader-options.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { DataWishes } from './request/request.js';

type Options = Pick<DataWishes, 'loaderOptions'>;

/**
 * Options of a run that change the data of a task, put into its definition. They enter the dataset
 * revision, so that results of different data are never merged: the writer replaces a stored result
 * of another revision.
 * @throws GB_USAGE for a value that the option does not have
 */
export function withTaskOptions(definition: TaskDefinition, request: Options): TaskDefinition {
  const given = parse(request);
  const changes = loaderOptions(definition.loader.kind).flatMap(([key, option]) => {
    const text = given.get(key);
    if (text === undefined) return [];
    const value = option.values.find((one) => String(one) === text);
    if (value === undefined)
      throw new GlottobenchError(
        'GB_USAGE',
        `--loader-option: ${key} ${mustBe(option)}, got "${text}"`,
      );
    return value === loaderOption(definition, key) ? [] : [[key, value] as const];
  });
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

/**
 * @throws GB_USAGE for an option that none of the tasks has: a run without it would be taken for
 * one with it
 */
export function checkTaskOptions(tasks: readonly TaskDefinition[], request: Options): void {
  const known = new Set(
    tasks.flatMap(({ loader }) => loaderOptions(loader.kind).map(([key]) => key)),
  );
  for (const key of parse(request).keys()) {
    if (known.has(key)) continue;
    const near = didYouMean(key, known, 1)[0];
    throw new GlottobenchError('GB_USAGE', `no task of this run has the loader option "${key}"`, {
      hint:
        near === undefined
          ? `they have: ${[...known].join(', ') || 'none'}; glottobench tasks show NAME lists them`
          : `did you mean: ${near}?`,
    });
  }
}

/** `KEY=VALUE`, each key once. */
function parse({ loaderOptions: given = [] }: Options): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const text of given) {
    const [, key, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
    if (key === undefined || value === undefined)
      throw new GlottobenchError('GB_USAGE', `--loader-option takes KEY=VALUE, got "${text}"`);
    const before = values.get(key);
    if (before !== undefined && before !== value)
      throw new GlottobenchError(
        'GB_USAGE',
        `--loader-option gives two values of ${key}: ${before} and ${value}`,
      );
    values.set(key, value);
  }
  return values;
}
