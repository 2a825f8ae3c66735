import { MTEB_DICTIONARY, OWN_SCORES, SCORES } from './table.js';
import type { RankedScore, ScoreFacts } from './contract/score.js';

/** A key of a score dictionary, taken apart. */
export interface ScoreKey<S extends ScoreFacts = ScoreFacts> {
  readonly key: string;
  readonly score: S;
  /** Infinity where the key has none: the whole ranking counts. */
  readonly cutoff: number;
  /** NaN where the score has none. */
  readonly parameter: number;
  /** The key without its cut-off: the same for all cut-offs of one score. */
  readonly stem: string;
}

/** `ndcg_at_10` */
export function scoreKey(score: ScoreFacts, cutoff: number, parameter = NaN): string {
  const value = score.parameter === undefined ? '' : `_${score.parameter.name}${String(parameter)}`;
  return `${score.id}${value}${cutoff === Infinity ? '' : `_at_${String(cutoff)}`}`;
}

/** MTEB's variant for queries that were cut into parts. */
const OF_PARTS = 'max_over_subqueries_';
const CUT = /_at_([1-9]\d*)$/;

/** Keys that were looked up: a tree of results repeats the same few hundred in every entry. */
const looked = new Map<string, ScoreKey | undefined>();
const LOOKED_LIMIT = 5000;

/** The score that a key of any result file names, or undefined where nobody here knows it. */
export function findScore(key: string): ScoreKey | undefined {
  if (looked.has(key)) return looked.get(key);
  const found = lookUp(key);
  if (looked.size >= LOOKED_LIMIT) looked.clear();
  looked.set(key, found);
  return found;
}

function lookUp(key: string): ScoreKey | undefined {
  const inner = key.startsWith(OF_PARTS) ? key.slice(OF_PARTS.length) : key;
  for (const score of SCORES) {
    const found = match(score, inner);
    if (found !== undefined)
      return inner === key
        ? found
        : { ...found, key, stem: OF_PARTS + found.stem, score: { ...found.score, group: 'mteb' } };
  }
  return undefined;
}

/** The own score that a key asks for, or undefined where there is none. */
export function findOwnScore(key: string): ScoreKey<RankedScore> | undefined {
  for (const score of OWN_SCORES) {
    const found = match(score, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function match<S extends ScoreFacts>(score: S, key: string): ScoreKey<S> | undefined {
  if (score.keys !== undefined)
    return score.keys.test(key)
      ? { key, score, cutoff: Infinity, parameter: NaN, stem: key }
      : undefined;
  if (!key.startsWith(score.id)) return undefined;
  const cut = CUT.exec(key);
  const stem = cut === null ? key : key.slice(0, cut.index);
  const cutoff = cut === null ? Infinity : Number(cut[1]);
  if (score.cutoffs === (cut === null ? 'always' : 'never')) return undefined;
  const parameter =
    score.parameter === undefined
      ? NaN
      : Number(stem.slice(score.id.length + 1 + score.parameter.name.length));
  if (score.parameter !== undefined && !score.parameter.allowed(parameter)) return undefined;
  // Written anew it must be the same text: 0.80 and 1e-1 would be second names of one score.
  return scoreKey(score, cutoff, parameter) === key
    ? { key, score, cutoff, parameter, stem }
    : undefined;
}

/**
 * Keys that MTEB writes as means for a task with these cut-offs. nAUC scores are written too, but
 * rank no model.
 */
export function mtebKeys(cutoffs: readonly number[]): string[] {
  return MTEB_DICTIONARY.flatMap((score) => {
    if (score.averaged === 'copy') return cutoffs.includes(1) ? [score.id] : [];
    return score.averaged === 'area' ? [] : cutoffs.map((k) => scoreKey(score, k));
  });
}

/** How the keys of a score look: `ndcg_at_<k>`, `rbp_p<p>`, `rbp_p<p>_at_<k>`. */
export function keyForms(score: ScoreFacts): readonly string[] {
  if (score.forms !== undefined) return score.forms;
  const stem =
    score.id +
    (score.parameter === undefined ? '' : `_${score.parameter.name}<${score.parameter.name}>`);
  const forms = { always: [`${stem}_at_<k>`], optional: [stem, `${stem}_at_<k>`], never: [stem] };
  return forms[score.cutoffs];
}
