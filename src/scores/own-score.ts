import { findOwnScore, findScore, keyForms, scoreKey, type ScoreKey } from './keys.js';
import type { RankedScore } from './contract/score.js';
import { MTEB_RANKED, OWN_SCORES } from './table.js';

/** The own score that a key asks for, or in a sentence what to write instead. */
export function ownScore(key: string): ScoreKey<RankedScore> | string {
  return findOwnScore(key) ?? insteadOf(key);
}

/** Keys as they are asked for, with an example where a number belongs to them. */
export function ownForms(): string[] {
  return OWN_SCORES.flatMap((score) =>
    keyForms(score).map((form) =>
      score.parameter === undefined
        ? form
        : form.replace(`<${score.parameter.name}>`, String(score.parameter.example)),
    ),
  );
}

function insteadOf(key: string): string {
  const known = findScore(key);
  if (known?.score.group === 'mteb')
    return "MTEB's own scores are always written, at the cut-offs of the task (k_values, --k)";
  const named = trecEvalName(key);
  if (named !== undefined) return `trec_eval's ${key} is ${named} here`;
  if (known?.score.group === 'trec_eval')
    return `it is trec_eval's: glottobench score --measure ${known.score.id} gives it`;
  if (known !== undefined)
    return 'it is measured on language pools only ("scoring": language-pool)';
  const near = OWN_SCORES.find(({ id }) => key === id || key.startsWith(`${id}_`));
  if (near?.parameter !== undefined)
    return `${near.label} needs its ${near.parameter.name} (${near.parameter.sentence}): ${scoreKey(near, Infinity, near.parameter.example)} or ${scoreKey(near, 10, near.parameter.example)}`;
  if (near !== undefined) return `${near.label} is written ${keyForms(near).join(' or ')}`;
  return `one of ${ownForms().join(', ')}`;
}

/** The key of a score under its name in trec_eval: `Rprec`, `ndcg_cut_10`. */
export function trecEvalName(name: string): string | undefined {
  const [, stem, cutoff] = /^(.+)_([1-9]\d*)$/.exec(name) ?? [];
  const scores = [...OWN_SCORES, ...MTEB_RANKED];
  const uncut = scores.find(({ trecEval, cutoffs }) => trecEval === name && cutoffs === 'never');
  if (uncut !== undefined) return scoreKey(uncut, Infinity);
  const cut = scores.find(({ trecEval, cutoffs }) => trecEval === stem && cutoffs !== 'never');
  return cut?.trecEval === undefined ? undefined : scoreKey(cut, Number(cutoff));
}
