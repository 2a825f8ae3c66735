import type { ScoreFacts } from '../contract/score.js';
import type { TrecRanking } from './trec-ranking.js';

/** A measure of trec_eval 9, under its own name there. */
export interface TrecScore extends ScoreFacts {
  readonly group: 'trec_eval';
  /** `cuts`: one value per number, whose key is `name_5`; `numbers`: one value from all of them. */
  readonly takes: 'cuts' | 'numbers' | 'nothing';
  /** What trec_eval takes where no numbers are given. */
  readonly defaults: readonly number[];
  /** Digits behind the point of a cut in a key: 2 for `iprec_at_recall_0.10`. */
  readonly digits: 0 | 2;
  /**
   * How the values of the queries become one: a mean, a sum, or exp of the mean (values are
   * logarithms then).
   */
  readonly summary: 'mean' | 'sum' | 'geometric';
  /** Value of one query per cut, or one value. @param numbers ascending where they are cuts */
  readonly measure: (ranking: TrecRanking, numbers: readonly number[]) => readonly number[];
}

type Given = Pick<TrecScore, 'id' | 'label' | 'sentence' | 'measure'> &
  Partial<Omit<TrecScore, 'id' | 'label' | 'sentence' | 'measure' | 'group'>>;

/** Fills in what most measures share. */
export function trecScore(given: Given): TrecScore {
  const takes = given.takes ?? 'nothing';
  return {
    group: 'trec_eval',
    source: `trec_eval ${given.id}`,
    trecEval: given.id,
    direction: 'higher',
    bounds: [0, 1],
    cutoffs: 'never',
    averaged: 'over queries',
    decimals: null,
    takes,
    defaults: [],
    digits: 0,
    summary: 'mean',
    keys: keysOf(given.id, takes),
    forms: [takes === 'cuts' ? `${given.id}_<k>` : given.id],
    ...given,
  };
}

function keysOf(id: string, takes: TrecScore['takes']): RegExp {
  const number = String.raw`-?\d+(?:\.\d+)?`;
  if (takes === 'nothing') return new RegExp(`^${id}$`);
  return takes === 'cuts'
    ? new RegExp(`^${id}_${number}$`)
    : new RegExp(`^${id}(?:_${number}(?:,${number})*)?$`);
}
