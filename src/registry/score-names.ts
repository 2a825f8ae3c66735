import { didYouMean } from '../base/suggest.js';
import { scoringKind } from './scoring-kinds.js';

/** Cut-offs of MTEB's retrieval tasks where a task has no others. */
export const DEFAULT_K_VALUES: readonly number[] = [1, 3, 5, 10, 20, 100, 1000];

/** Scores at a cut-off, in the order in which MTEB writes them. */
const AT_CUTOFF = ['ndcg', 'map', 'recall', 'precision', 'mrr', 'hit_rate'];

/** The same for scores of ours. */
const OWN_AT_CUTOFF: Readonly<Record<string, readonly string[]>> = {
  'language-pool': ['lareqa_map'],
};

/** Main scores that a scoring kind brings of its own (mteb 2.26.24). */
const OWN_SCORES: Readonly<Record<string, RegExp>> = {
  'p-mrr': /^p-MRR$/,
  robustness: /^robustness_at_10$/,
  'paired-accuracy': /^paired_accuracy$/,
  'max-over-subqueries': /^max_over_subqueries_(ndcg|map|recall|precision|hit_rate)_at_\d+$/,
};

/** Main scores that MTEB writes for a task with these cut-offs. nAUC scores are written too, but rank no model. */
export function scoreNames(kValues: readonly number[], scoring = 'standard'): string[] {
  // accuracy is recall@1 under another name.
  return [
    ...(kValues.includes(1) ? ['accuracy'] : []),
    ...[...AT_CUTOFF, ...(OWN_AT_CUTOFF[scoring] ?? [])].flatMap((score) =>
      kValues.map((k) => `${score}_at_${k}`),
    ),
  ];
}

/** Why a score cannot be the main score of a task, or `undefined` if it can. */
export function mainScoreFault(
  score: string,
  kValues: readonly number[],
  scoring: string,
): string | undefined {
  const names = scoreNames(kValues, scoring);
  if (names.includes(score) || OWN_SCORES[scoring]?.test(score) === true) return undefined;
  const [, base = '', cutoff = ''] = /^([a-z_]+)_at_(\d+)$/.exec(score) ?? [];
  if (AT_CUTOFF.includes(base))
    return `k_values hold no ${cutoff}: the cut-offs are ${kValues.join(', ')}`;
  const near = didYouMean(score, names, 1)[0];
  const hint =
    near === undefined
      ? `scores are ${AT_CUTOFF.map((name) => `${name}_at_<k>`).join(', ')} and accuracy`
      : `did you mean "${near}"?`;
  return `MTEB writes no score "${score}"${scoringKind(scoring) === undefined ? '' : ` with scoring "${scoring}"`}; ${hint}`;
}
