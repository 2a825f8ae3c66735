import type { JsonValue } from '../../base/json.js';
import { keepsPairs, normalizerKeeps, padsHan, stepsOf } from './cutting-normalizer.js';
import { cutsOf, type Cutter } from './cutting-pre-tokenizer.js';
import { wordRule, type WordRule } from './cut-word.js';
import { isInert } from './inert.js';
import type { AddedTokenJson, TokenizerJson } from './tokenizer-json.js';

/**
 * Where a text may be cut so that the tokens of the part kept are the first (or last) tokens of the
 * whole.
 */
export interface CutRule {
  /** The end of the text that is cut off. */
  readonly side: 'left' | 'right';
  /**
   * Candidates: `left` stands before the place; where there is a `blank` behind it, `right` stands
   * behind the blank.
   */
  readonly candidates: RegExp;
  /** Whether a place may lie beside this character. */
  readonly stays: (character: string) => boolean;
  /** For a text without such a place. */
  readonly word: WordRule | undefined;
}

/** What the library asks of a normaliser. */
type Normalize = (text: string) => string;

const MARKS = '[.,;:!?()\\u3001\\u3002\\uff0c\\uff01\\uff1f]';
const HAN = '[\\u4e00-\\u9fff]';
const LETTER_AND_MARK = new RegExp(`[\\p{L}\\p{Nd}]${MARKS}`, 'u');
const ANY_HAN = new RegExp(HAN, 'u');
/** U+2581 stands for a blank in SentencePiece. */
const AND_BLANK = /\S[\s\u2581]/u;
const BLANK = /[\s\u2581]/u;
const MODELS = new Set(['WordPiece', 'WordLevel', 'Unigram', 'BPE']);

/**
 * The places at which this tokenizer cuts whatever follows; undefined where that is not proved for
 * its construction.
 *
 * A place lies between an inert character and a blank (or a punctuation mark, or between two Han
 * characters), where (1) what the normaliser makes of the text before it does not depend on what
 * stands behind, (2) the pre-tokenizer always ends a word, (3) no added token reaches across.
 * Models see one word at a time, so the tokens before the place are those of the part alone; what
 * comes behind adds none before them. Read in the library's source (tokenizers 0.23.2):
 * added_vocabulary.rs, normalizers/, pre_tokenizers/, models/.
 */
export function cutRule(
  json: TokenizerJson,
  normalize: Normalize,
  side: 'left' | 'right',
): CutRule | undefined {
  const cutter = cutsOf(json.pre_tokenizer);
  if (!isFixed(json) || cutter === undefined || !normalizerKeeps(json.normalizer, cutter.at))
    return undefined;
  const added = patternsOf(json.added_tokens, normalize);
  if (added.some((pattern) => pattern === '' || AND_BLANK.test(pattern))) return undefined;
  const blanks = [' ', '\n'].filter((blank) => blankStays(blank, cutter, normalize)).join('');
  if (blanks === '' || (side === 'left' && !startsAnywhere(cutter, json.normalizer)))
    return undefined;
  const beside = cutter.at === 'regex' ? '[\\p{L}\\p{Nd}]' : '[\\p{L}\\p{Nd}\\p{P}]';
  const behind = [
    `(?<blank>[${blanks}])(?=(?<right>${beside}))`,
    ...(side === 'right' ? withoutBlank(cutter, json.normalizer, added) : []),
  ];
  return {
    side,
    candidates: new RegExp(`(?<left>${beside})(?:${behind.join('|')})`, 'gu'),
    stays: remembering(
      (character) => isInert(character) && leavesNoBlank(character, cutter, normalize),
    ),
    word: side === 'right' ? wordRule(json, added, normalize) : undefined,
  };
}

/** The same word has the same tokens each time, wherever it stands. */
function isFixed({ model }: TokenizerJson): boolean {
  const kind = model.type ?? (Array.isArray(model.vocab) ? 'Unigram' : 'WordPiece');
  return MODELS.has(kind) && !model['dropout'] && !model['alpha'];
}

/** Places without a blank, as the end of a pattern. */
function withoutBlank(cutter: Cutter, normalizer: JsonValue, added: readonly string[]): string[] {
  if (!cutter.marks || !keepsPairs(normalizer)) return [];
  const places: string[] = [];
  if (!added.some((pattern) => LETTER_AND_MARK.test(pattern)))
    places.push(`(?<!\\p{P})(?=${MARKS})`);
  if (padsHan(normalizer) && !added.some((pattern) => ANY_HAN.test(pattern)))
    places.push(`(?<=${HAN})(?=${HAN})`);
  return places;
}

/** What the library looks for: `normalized` tokens in the form that the normaliser gives them. */
function patternsOf(added: readonly AddedTokenJson[], normalize: Normalize): string[] {
  return added.flatMap(({ content, normalized }) =>
    normalized ? [content, normalize(content)] : [content],
  );
}

/** The blank comes out of the normaliser as one that the pre-tokenizer cuts at. */
function blankStays(blank: string, { at }: Cutter, normalize: Normalize): boolean {
  const found = /a(.)b$/su.exec(normalize(`a${blank}b`))?.[1];
  if (at === 'regex') return found === blank;
  return found === ' ' || found === (at === 'white' ? '\n' : '\u2581');
}

/** Where a blank is not merely dropped, the character before it must not bring another. */
function leavesNoBlank(character: string, { at }: Cutter, normalize: Normalize): boolean {
  if (at === 'white') return true;
  const found = normalize(character);
  return found !== '' && !BLANK.test(found);
}

/**
 * Nothing looks at the beginning of the text: its end alone has the tokens that it has in the
 * whole.
 */
function startsAnywhere({ at, looksAtStart }: Cutter, normalizer: JsonValue): boolean {
  return (
    at === 'white' &&
    !looksAtStart &&
    (stepsOf(normalizer) ?? []).every((step) => step['type'] !== 'Prepend')
  );
}

function remembering(judge: (character: string) => boolean): (character: string) => boolean {
  const known = new Map<string, boolean>();
  return (character) => {
    let answer = known.get(character);
    if (answer === undefined) known.set(character, (answer = judge(character)));
    return answer;
  };
}
