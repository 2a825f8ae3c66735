import type { TrecRanking } from './trec-ranking.js';
import { IN_POOL, NOT_JUDGED } from './trec-ranking.js';

/** What trec_eval prints as text: `runid` after all queries, `relstring` after each. */
export interface AskedTexts {
  readonly runid: boolean;
  readonly relstring: AskedString | undefined;
}

export interface AskedString {
  /** As it is printed: `relstring`, or `relstring_20` where a length was given. */
  readonly key: string;
  /** Hits that it shows at most. */
  readonly length: number;
}

/** Names of the measures that are texts, as `--measure` takes them. */
export const TREC_TEXTS = ['runid', 'relstring'] as const;
const DEFAULT_LENGTH = 10;

/** Whether a word asks for a text; what is wrong with it says `textsOf`. */
export function isText(word: string): boolean {
  return TREC_TEXTS.some(
    (id) => word === id || word.startsWith(`${id}.`) || word.startsWith(`${id}_`),
  );
}

/**
 * The texts among words without nicknames. @returns in a sentence what is wrong, where a word asks
 * for none
 */
export function textsOf(words: readonly string[]): AskedTexts | string {
  let relstring: AskedString | undefined;
  for (const word of words.filter(isText)) {
    if (word === 'runid') continue;
    if (word.startsWith('runid')) return `runid takes no numbers, "${word}" gives some`;
    const given = word.slice('relstring.'.length);
    if (word !== 'relstring' && !/^[1-9]\d{0,8}$/.test(given))
      return `"${word}": relstring takes one whole number from 1, the hits that it shows`;
    // A length that was given wins over the default, wherever it stands.
    if (word === 'relstring') relstring ??= { key: word, length: DEFAULT_LENGTH };
    else if (relstring === undefined || relstring.key === 'relstring')
      relstring = { key: `relstring_${given}`, length: Number(given) };
    else if (relstring.length !== Number(given)) return 'relstring is asked for twice with numbers';
  }
  return { runid: words.includes('runid'), relstring };
}

/**
 * One character per hit: its grade, `>` above 9, `-` without a judgement, `.` in the pool and not
 * judged (a negative grade).
 */
export function relevanceString({ grades }: TrecRanking, length: number): string {
  return Array.from(grades.subarray(0, length), (grade) => {
    if (grade === NOT_JUDGED) return '-';
    if (grade === IN_POOL) return '.';
    return grade > 9 ? '>' : String(grade);
  }).join('');
}
