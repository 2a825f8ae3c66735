import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import type { TaskDefinition } from '../../types/generated/task.js';

/**
 * The folder that the user gives for a task among `folders`: `TASK=DIR`, else a plain `DIR` for all
 * tasks. Of a folder that holds the task's own as in its repository (`lareqa/xquad-r`), that one.
 */
export function dataFolder(
  { name, dataset }: Pick<TaskDefinition, 'name' | 'dataset'>,
  folders: readonly string[],
): string | undefined {
  const given = parseData(folders);
  const folder = given.byTask.get(name) ?? given.forAll;
  if (
    folder === undefined ||
    !dataset.path.startsWith('github:') ||
    typeof dataset.name !== 'string'
  )
    return folder;
  const inside = join(folder, dataset.name);
  return existsSync(inside) ? inside : folder;
}

/** @throws GB_USAGE when data is given for a task that is not run */
export function checkDataNames(
  tasks: readonly Pick<TaskDefinition, 'name'>[],
  folders: readonly string[],
): void {
  const names = tasks.map(({ name }) => name);
  for (const name of parseData(folders).byTask.keys()) {
    if (names.includes(name)) continue;
    const near = didYouMean(name, names, 1)[0];
    throw new GlottobenchError('GB_USAGE', `--data names the task "${name}", which is not run`, {
      hint:
        near === undefined ? `tasks of this run: ${names.join(', ')}` : `did you mean: ${near}?`,
    });
  }
}

interface GivenData {
  readonly forAll: string | undefined;
  readonly byTask: ReadonlyMap<string, string>;
}

/**
 * `DIR`, `TASK=DIR`, `TASK=DIR,TASK=DIR`. A folder whose name holds `=` is written with a slash
 * before: `./a=b`.
 */
function parseData(values: readonly string[]): GivenData {
  let forAll: string | undefined;
  const byTask = new Map<string, string>();
  // A comma parts two entries only where a name and = follow: folders may hold commas.
  for (const part of values.flatMap((value) => value.split(/,(?=[A-Za-z0-9][\w.-]*=)/))) {
    const [, name, folder] = /^([A-Za-z0-9][\w.-]*)=(.+)$/.exec(part) ?? [];
    if (name !== undefined && folder !== undefined) byTask.set(name, folder);
    else if (forAll === undefined || forAll === part) forAll = part;
    else
      throw new GlottobenchError(
        'GB_USAGE',
        `--data gives two folders for all tasks: ${forAll} and ${part}`,
        { hint: 'say whose each is: --data XQuADRRetrieval=DIR,MLQARRetrieval=DIR' },
      );
  }
  return { forAll, byTask };
}
