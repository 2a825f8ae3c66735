import type { TaskDefinition } from '../types/generated/task.js';

/** What a result can be judged by: the part of a task definition that its result file repeats. */
export interface TaskFacts {
  readonly name: string;
  readonly revision: string;
  readonly mainScore: string;
  /** Own scores that it asks for. */
  readonly extraScores?: readonly string[] | undefined;
  readonly splits: readonly string[];
  /** Subset to its languages in the order of the definition; `default` for a monolingual task. */
  readonly subsets: ReadonlyMap<string, readonly string[]>;
  /** Names of further subsets that the task makes on request; their languages are not listed. */
  readonly openSubsets?: RegExp | undefined;
  /** An aggregate task has one entry `default` with the languages of all its tasks. */
  readonly aggregate: boolean;
}

/**
 * Finds the task of a result by its name and the result's file; undefined when there is none.
 */
export type TaskLookup = (
  name: string,
  file: string,
) => TaskFacts | undefined | Promise<TaskFacts | undefined>;

/** Says why a code such as `eng_Latn` is no language with script; undefined when it is one. */
export type LanguageFault = (code: string) => string | undefined;

/** The facts of a definition. */
export function taskFacts(definition: TaskDefinition): TaskFacts {
  const languages = definition.eval_langs;
  return {
    name: definition.name,
    revision: definition.dataset.revision,
    mainScore: definition.main_score,
    extraScores: definition.extra_scores,
    splits: definition.eval_splits,
    subsets: new Map(
      Array.isArray(languages) ? [['default', languages]] : Object.entries(languages),
    ),
    aggregate: definition.tasks !== undefined && definition.tasks.length > 0,
  };
}

/**
 * All languages of a task, each once, in order of first appearance (mteb gives these to an
 * aggregate's entry).
 */
export function unionOfLanguages(facts: TaskFacts): string[] {
  return [...new Set([...facts.subsets.values()].flat())];
}
