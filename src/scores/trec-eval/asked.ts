import { NICKNAMES, TREC_SCORES } from './table.js';
import { isText, textsOf, TREC_TEXTS, type AskedTexts } from './texts.js';
import type { TrecScore } from './trec-score.js';

/** A measure with its numbers: what is computed in one pass over a ranking. */
export interface TrecColumns {
  readonly score: TrecScore;
  readonly numbers: readonly number[];
  /** Key of each value. */
  readonly keys: readonly string[];
}

/**
 * The measures that these words ask for, in trec_eval's order: `map`, `P`, `P.5,10`, `P_5,10`,
 * `set_F.0.5`, `official`. Cuts of one measure from several words are taken together, as
 * pytrec_eval does.
 * @returns in a sentence what is wrong, where a word names no measure
 */
export function askedMeasures(words: readonly string[]): readonly TrecColumns[] | string {
  const asked = new Map<string, readonly number[]>();
  const texts = askedTexts(words);
  if (typeof texts === 'string') return texts;
  for (const word of withoutNicknames(words).filter((one) => !isText(one))) {
    const found = parse(word);
    if (typeof found === 'string') return found;
    const { score, numbers } = found;
    const known = asked.get(score.id) ?? [];
    if (score.takes === 'numbers' && known.length > 0 && numbers.length > 0)
      return `${score.id} is asked for twice with numbers`;
    asked.set(score.id, [...known, ...numbers]);
  }
  return TREC_SCORES.flatMap((score) => {
    const numbers = asked.get(score.id);
    return numbers === undefined ? [] : [columnsOf(score, numbers)];
  });
}

/** The texts that these words ask for. @returns in a sentence what is wrong */
export function askedTexts(words: readonly string[]): AskedTexts | string {
  return textsOf(withoutNicknames(words));
}

function withoutNicknames(words: readonly string[]): readonly string[] {
  return words.flatMap((one) => NICKNAMES[one] ?? [one]);
}

function parse(word: string): { score: TrecScore; numbers: readonly number[] } | string {
  // The longest name that fits: ndcg_cut_10 is no ndcg.
  const score = TREC_SCORES.filter(
    ({ id }) => word === id || word.startsWith(`${id}.`) || word.startsWith(`${id}_`),
  ).sort((a, b) => b.id.length - a.id.length)[0];
  if (score === undefined)
    return `trec_eval has no measure "${word}"; there are ${[...Object.keys(NICKNAMES), ...TREC_TEXTS, ...TREC_SCORES.map(({ id }) => id)].join(', ')}`;
  if (word === score.id) return { score, numbers: [] };
  const parts = word.slice(score.id.length + 1).split(',');
  if (score.takes === 'nothing') return `${score.id} takes no numbers, "${word}" gives some`;
  const fault = numbersFault(score, parts);
  return fault === undefined ? { score, numbers: parts.map(Number) } : `"${word}": ${fault}`;
}

function numbersFault(score: TrecScore, parts: readonly string[]): string | undefined {
  if (parts.some((part) => !/^-?\d+(\.\d+)?$/.test(part)))
    return 'numbers are separated by commas, as in P.5,10';
  if (score.id === 'utility' && parts.length !== 4) return 'utility takes four numbers';
  if (score.id === 'set_F' && parts.length !== 1) return 'set_F takes one number';
  if (score.takes === 'numbers') return undefined;
  if (score.digits === 0 && parts.some((part) => !/^[1-9]\d{0,8}$/.test(part)))
    return 'cut-offs are whole numbers from 1';
  if (parts.some((part) => part.startsWith('-'))) return 'cut-offs are numbers from 0';
  return undefined;
}

function columnsOf(score: TrecScore, given: readonly number[]): TrecColumns {
  const numbers = given.length > 0 ? given : score.defaults;
  if (score.takes === 'nothing') return { score, numbers: [], keys: [score.id] };
  if (score.takes === 'numbers')
    return {
      score,
      numbers,
      keys: [given.length === 0 ? score.id : `${score.id}_${given.map(String).join(',')}`],
    };
  const cuts = [...new Set(numbers)].sort((a, b) => a - b);
  return { score, numbers: cuts, keys: cuts.map((k) => `${score.id}_${k.toFixed(score.digits)}`) };
}
