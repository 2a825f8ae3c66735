import type { JsonValue } from '../../base/json.js';
import { stepsOf } from './cutting-normalizer.js';
import { membersOf } from './cutting-pre-tokenizer.js';
import type { TokenizerJson } from './tokenizer-json.js';

/** Where a word that does not end may be left, with a proof by the tokens themselves. */
export interface WordRule {
  /** The longest piece of the vocabulary, in UTF-16 units. */
  readonly longest: number;
  /** The longest added token. */
  readonly margin: number;
  readonly normalize: (text: string) => string;
}

const PLAIN = /^[\p{L}\p{Nd}\p{P}]*$/u;
const BLANK = /[\s\u2581]/u;
/** How far a stretch of plain characters is looked for. */
const WITHIN = 50_000;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Unigram looks for the best path through a word from its beginning, and the best path to a
 * character does not depend on what follows (Viterbi; models/unigram/model.rs, `encode_optimized`).
 * Whatever follows, the path of the whole word leads through one of as many neighbouring characters
 * as the longest piece has. Where the paths to all of them begin with the same tokens, so does the
 * whole word.
 * @param added what the library looks for as added tokens
 * @returns undefined where the construction is another than SentencePiece's, as XLM-R and T5 have
 * it
 */
export function wordRule(
  { model, normalizer, pre_tokenizer: preTokenizer }: TokenizerJson,
  added: readonly string[],
  normalize: (text: string) => string,
): WordRule | undefined {
  const { vocab } = model;
  const isUnigram = Array.isArray(vocab) && (model.type ?? 'Unigram') === 'Unigram';
  const isKnown =
    (stepsOf(normalizer) ?? [{ type: null }]).every(leavesPlain) &&
    membersOf(preTokenizer).every(({ type }) => type === 'WhitespaceSplit' || type === 'Metaspace');
  // a token of plain characters could lie across the place
  if (!isUnigram || !isKnown || added.some((token) => PLAIN.test(token))) return undefined;
  const longestOf = (texts: readonly string[]): number =>
    texts.reduce((most, text) => Math.max(most, text.length), 1);
  return { longest: longestOf(vocab.map(([piece]) => piece)), margin: longestOf(added), normalize };
}

/**
 * The character map works cluster by cluster; the others, as `cutRule` admits them, change blanks
 * alone.
 */
function leavesPlain({ type, pattern }: Readonly<Record<string, JsonValue>>): boolean {
  if (type !== 'Replace') return type === 'Precompiled' || type === 'Strip';
  return typeof pattern === 'object' && pattern !== null && 'Regex' in pattern;
}

/**
 * The parts of a text that end at each of `longest` neighbouring characters, the first at or behind
 * so many UTF-16 units: if all of them begin with the same tokens, so does the text. Undefined
 * where no stretch near by is plain enough.
 */
export function neighbouringParts(
  text: string,
  units: number,
  rule: WordRule,
): string[] | undefined {
  const { longest, margin } = rule;
  const size = longest + 2 * margin;
  const near = text.slice(units, units + WITHIN);
  for (const { index } of near.matchAll(new RegExp(`[\\p{L}\\p{Nd}\\p{P}]{${size}}`, 'gu'))) {
    const stretch = near.slice(index, index + size);
    if (!isPlain(stretch, rule)) continue;
    const start = units + index + margin;
    return Array.from({ length: longest }, (_, i) => text.slice(0, start + i));
  }
  return undefined;
}

/** Every character is a cluster of its own and becomes one plain character. */
function isPlain(stretch: string, { normalize }: WordRule): boolean {
  const characters = Array.from(stretch);
  const made = characters.map(normalize);
  return (
    characters.length === stretch.length &&
    [...graphemes.segment(stretch)].length === stretch.length &&
    made.every((character) => character.length === 1 && !BLANK.test(character)) &&
    PLAIN.test(made.join('')) &&
    normalize(stretch) === made.join('')
  );
}
