import { GlottobenchError } from '../base/errors.js';
import type { TaskDefinition } from '../types/generated/task.js';
import { loaderFacts, type LoaderOption } from './loader-kinds.js';

/** The options of a loader rule, in the order of its table. */
export function loaderOptions(kind: string): readonly (readonly [key: string, LoaderOption])[] {
  return Object.entries(loaderFacts(kind)?.options ?? {});
}

/**
 * The value of an option: the definition's, else the default.
 * @throws GB_TASK_INVALID for a value that the option does not have
 */
export function loaderOption(
  { name, loader }: Pick<TaskDefinition, 'name' | 'loader'>,
  key: string,
): string | boolean | undefined {
  const option = loaderFacts(loader.kind)?.options?.[key];
  const value = loader[key] ?? option?.values[0];
  const found = option?.values.find((one) => one === value);
  if (option === undefined || found !== undefined) return found;
  throw new GlottobenchError(
    'GB_TASK_INVALID',
    `${key} ${mustBe(option)}, got ${JSON.stringify(value)}`,
    {
      file: name,
      pointer: `/loader/${key}`,
    },
  );
}

/** `must be sentence or sentence+paragraph` */
export function mustBe({ values }: LoaderOption): string {
  return `must be ${values.map(String).join(' or ')}`;
}
