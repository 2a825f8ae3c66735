import { didYouMean } from '../base/suggest.js';
import { findScore, keyForms, mtebKeys, scoreKey } from '../scores/keys.js';
import { ownForms, ownScore, trecEvalName } from '../scores/own-score.js';
import { DEFAULT_K_VALUES, MTEB_RANKED } from '../scores/table.js';
import type { TaskDefinition } from '../types/generated/task.js';
import { scoringKind } from './scoring-kinds.js';

/** What of a definition decides which scores are written. */
type Scored = Pick<TaskDefinition, 'k_values' | 'scoring' | 'extra_scores'>;

/** Main scores that a scoring kind brings of its own (mteb 2.26.24). */
const MAIN_OF_SCORING: Readonly<Record<string, RegExp>> = {
  'p-mrr': /^p-MRR$/,
  robustness: /^robustness_at_10$/,
  'paired-accuracy': /^paired_accuracy$/,
  'max-over-subqueries': /^max_over_subqueries_(ndcg|map|recall|precision|hit_rate)_at_\d+$/,
};

/**
 * Keys of the own scores that a run of the task writes behind MTEB's: those it asks for, and those
 * of its scoring kind.
 */
export function extraScores(task: Scored): string[] {
  const ofScoring = scoringKind(task.scoring?.kind ?? 'standard')?.own ?? [];
  const cutoffs = task.k_values ?? DEFAULT_K_VALUES;
  return [
    ...new Set([
      ...(task.extra_scores ?? []),
      ...ofScoring.flatMap((score) => cutoffs.map((k) => scoreKey(score, k))),
    ]),
  ];
}

/** Why a score cannot be the main score of a task, or `undefined` if it can. */
export function mainScoreFault(score: string, task: Scored): string | undefined {
  const scoring = task.scoring?.kind ?? 'standard';
  const cutoffs = task.k_values ?? DEFAULT_K_VALUES;
  const names = [...mtebKeys(cutoffs), ...extraScores(task)];
  if (names.includes(score) || MAIN_OF_SCORING[scoring]?.test(score) === true) return undefined;
  const found = findScore(score);
  if (MTEB_RANKED.some((known) => known === found?.score))
    return `k_values hold no ${String(found?.cutoff)}: the cut-offs are ${cutoffs.join(', ')}`;
  if (typeof ownScore(score) !== 'string')
    return `"${score}" is not MTEB's: the definition asks for it by "extra_scores": ["${score}"]`;
  const kind = scoringKind(scoring) === undefined ? '' : ` with scoring "${scoring}"`;
  return `MTEB writes no score "${score}"${kind}; ${hint(score, names)}`;
}

/** Why a key of `extra_scores` names no own score, or `undefined` if it does. */
export function extraScoreFault(key: string): string | undefined {
  const found = ownScore(key);
  if (typeof found !== 'string') return undefined;
  const near = didYouMean(key, ownForms(), 1)[0];
  return `there is no score "${key}" to ask for; ${found.startsWith('one of') && near !== undefined ? `did you mean "${near}"?` : found}`;
}

function hint(score: string, names: readonly string[]): string {
  const elsewhere = trecEvalName(score);
  if (elsewhere !== undefined) return `trec_eval's ${score} is ${elsewhere} here`;
  const near = didYouMean(score, names, 1)[0];
  return near === undefined
    ? `scores are ${MTEB_RANKED.flatMap(keyForms).join(', ')} and accuracy`
    : `did you mean "${near}"?`;
}
