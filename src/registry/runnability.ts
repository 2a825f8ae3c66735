import type { TaskDefinition } from '../types/generated/task.js';
import { loaderFacts } from './loader-kinds.js';
import { scoringKind } from './scoring-kinds.js';

/** Whether a task can be run here, and if not, why. */
export interface Runnability {
  readonly runnable: boolean;
  /** Why not, as one sentence per reason; empty if it runs. */
  readonly reasons: readonly string[];
  /**
   * Scores that mteb would add and we do not write; the main score is not among them if the task
   * runs.
   */
  readonly missingScores: readonly string[];
}

type Deciding = Pick<TaskDefinition, 'loader' | 'scoring'>;

/**
 * Decides from the loader rule and the scoring of a definition; `loader-kinds.ts` and
 * `scoring-kinds.ts` hold what exists.
 */
export function runnability(task: Deciding): Runnability {
  const reasons = [
    loaderReason(task.loader),
    scoringReason(task.scoring?.kind ?? 'standard'),
  ].filter((reason) => reason !== undefined);
  return {
    runnable: reasons.length === 0,
    reasons,
    missingScores: scoringKind(task.scoring?.kind ?? 'standard')?.adds ?? [],
  };
}

function loaderReason(loader: Deciding['loader']): string | undefined {
  const kind = loaderFacts(loader.kind);
  if (kind === undefined) return `there is no loader rule "${loader.kind}"`;
  if (kind.implemented) return undefined;
  return loader.reason ?? `the loader rule "${loader.kind}" is not there yet (${kind.describe})`;
}

function scoringReason(name: string): string | undefined {
  const kind = scoringKind(name);
  if (kind === undefined) return `there is no scoring "${name}"`;
  return kind.mainScore ? undefined : `its main score is not computed here: ${kind.describe}`;
}
