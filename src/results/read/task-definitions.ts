import { dirname, join } from 'node:path';
import { GlottobenchError, isGlottobenchError } from '../../base/errors.js';
import { compareCodePoints } from '../../base/python.js';
import { validateAgainst } from '../../base/validate.js';
import { loadTask } from '../../registry/load-task.js';
import { loaderFacts } from '../../registry/loader-kinds.js';
import { isPath } from '../../registry/task-folders.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { taskFacts, type TaskFacts } from '../task-facts.js';
import { manifestPath, readManifest } from './run-manifest.js';

/** Members of a definition that say what a score means; the others describe the task to people. */
const MEANING = [
  'eval_splits',
  'eval_langs',
  'main_score',
  'extra_scores',
  'scoring',
  'loader',
  'prompt',
  'k_values',
  'ignore_identical_ids',
  'skip_first_result',
  'subset_direction',
] as const satisfies readonly (keyof TaskDefinition)[];

/**
 * The definitions of the tasks of some results: the registry's, else the one that the run has left
 * in its manifest. Every reader of results asks here, so that all of them know the same tasks.
 */
export class TaskDefinitions {
  readonly #registered = new Map<string, Promise<TaskDefinition | undefined>>();
  readonly #manifests = new Map<string, Promise<ReadonlyMap<string, TaskDefinition>>>();
  /** The definition that was given out for a name, and where it is from. */
  readonly #given = new Map<string, { definition: TaskDefinition; from: string }>();
  readonly #warnings = new Set<string>();

  /** Definitions of one name that contradict each other. */
  get warnings(): readonly string[] {
    return [...this.#warnings];
  }

  /** Every definition that was given out, by name. */
  get found(): ReadonlyMap<string, TaskDefinition> {
    return new Map(
      [...this.#given]
        .sort(([a], [b]) => compareCodePoints(a, b))
        .map(([name, { definition }]) => [name, definition]),
    );
  }

  /**
   * @param folder revision folder of the results; the results of a task's first folder decide for
   * its name
   * @throws GB_RESULT_INVALID for a broken manifest, GB_TASK_INVALID for a broken definition of the
   * user's folders
   */
  async find(name: string, folder: string): Promise<TaskDefinition | undefined> {
    const registered = await this.#registry(name);
    const left = (await this.#manifest(folder)).get(name);
    const known =
      this.#given.get(name) ??
      (registered !== undefined
        ? { definition: registered, from: 'the registry' }
        : left === undefined
          ? undefined
          : { definition: left, from: manifestPath(folder) });
    if (known === undefined) return undefined;
    this.#given.set(name, known);
    const other = left === undefined ? [] : differences(known.definition, left);
    if (other.length > 0)
      this.#warnings.add(
        `${name} was run in ${folder} by another definition than that of ${known.from}, which is used: ${other.join(', ')} differ`,
      );
    return known.definition;
  }

  /** As the results layer asks: by name and the result file. */
  readonly lookup = async (name: string, file: string): Promise<TaskFacts | undefined> => {
    const definition = await this.find(name, dirname(file));
    if (definition === undefined) return undefined;
    const { openSubsets } = loaderFacts(definition.loader.kind) ?? {};
    return { ...taskFacts(definition), openSubsets };
  };

  #registry(name: string): Promise<TaskDefinition | undefined> {
    // A name is never a path here: a result could otherwise point at any file.
    const found =
      this.#registered.get(name) ??
      (isPath(name) ? Promise.resolve(undefined) : loadTask(name).catch(unknownTask));
    this.#registered.set(name, found);
    return found;
  }

  #manifest(folder: string): Promise<ReadonlyMap<string, TaskDefinition>> {
    const found = this.#manifests.get(folder) ?? definitionsIn(folder);
    this.#manifests.set(folder, found);
    return found;
  }
}

/** The definitions in the manifest of a folder; an experiment's is that of its revision. */
async function definitionsIn(folder: string): Promise<ReadonlyMap<string, TaskDefinition>> {
  const manifest = (await readManifest(folder)) ?? (await readManifest(join(folder, '..', '..')));
  const definitions = new Map<string, TaskDefinition>();
  for (const [name, value] of Object.entries(manifest?.tasks ?? {})) {
    const issues = validateAgainst('task.schema.json', value);
    if (issues.length > 0 || value['name'] !== name)
      throw new GlottobenchError(
        'GB_RESULT_INVALID',
        `the manifest holds no valid definition of ${name}`,
        { file: manifestPath(folder), pointer: `/tasks/${name}`, issues },
      );
    definitions.set(name, value as unknown as TaskDefinition);
  }
  return definitions;
}

function differences(a: TaskDefinition, b: TaskDefinition): string[] {
  const different: string[] = MEANING.filter((key) => canonical(a[key]) !== canonical(b[key]));
  return a.dataset.revision === b.dataset.revision ? different : [...different, 'dataset revision'];
}

/** Whatever the order of members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => compareCodePoints(a, b)))
      : member,
  );
}

// The leaderboard holds tasks of later releases and private ones: their scores count, only their
// definition is not known.
export function unknownTask(error: unknown): undefined {
  if (isGlottobenchError(error) && error.code === 'GB_TASK_UNKNOWN') return undefined;
  throw error;
}
