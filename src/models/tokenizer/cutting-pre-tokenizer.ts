import type { JsonValue } from '../../base/json.js';

/** How a pre-tokenizer cuts. */
export interface Cutter {
  /**
   * `white`: at every white character, which is dropped. `metaspace`: at every blank. `regex`:
   * behind a letter or digit that a blank follows, as the patterns below do.
   */
  readonly at: 'white' | 'metaspace' | 'regex';
  /** Ends a word between a letter and a punctuation mark. */
  readonly marks: boolean;
  /** The first word is treated as no other is. */
  readonly looksAtStart: boolean;
}

/**
 * Patterns of which one match never holds a letter or digit and then a white character or a
 * punctuation mark, nor looks behind the end of a run of letters or digits: each alternative with
 * letters or digits ends at the run's end.
 */
const PROVED_PATTERNS = new Set([
  // GPT-2
  "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
  // cl100k, Llama 3
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  // Qwen 2 and 3
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
]);

/** The cut of a pre-tokenizer; undefined where none is proved. */
export function cutsOf(preTokenizer: JsonValue): Cutter | undefined {
  const members = membersOf(preTokenizer);
  // What comes behind a cut works on each word by itself; what comes before it must look at single
  // characters only.
  const first = members.findIndex((member) => !looksAtCharacters(member));
  const member = members[first];
  if (member === undefined) return undefined;
  const cut = cutOf(member);
  const looksAtStart = members.some((other) => other['prepend_scheme'] === 'first');
  return cut === undefined ? undefined : { ...cut, looksAtStart };
}

type Member = Readonly<Record<string, JsonValue>>;

/** Every member of a sequence, in order. */
export function membersOf(preTokenizer: JsonValue): readonly Member[] {
  if (typeof preTokenizer !== 'object' || preTokenizer === null || Array.isArray(preTokenizer))
    return [];
  const { type, pretokenizers } = preTokenizer;
  return type === 'Sequence' && Array.isArray(pretokenizers)
    ? pretokenizers.flatMap(membersOf)
    : [preTokenizer];
}

function looksAtCharacters({ type, behavior }: Member): boolean {
  return type === 'Digits' || (type === 'Punctuation' && (behavior ?? 'Isolated') === 'Isolated');
}

function cutOf(member: Member): Omit<Cutter, 'looksAtStart'> | undefined {
  switch (member['type']) {
    case 'BertPreTokenizer':
      return { at: 'white', marks: true };
    case 'WhitespaceSplit':
    case 'Whitespace':
      return { at: 'white', marks: false };
    case 'Metaspace': {
      const { split, replacement } = member;
      return split !== false && replacement === '\u2581'
        ? { at: 'metaspace', marks: false }
        : undefined;
    }
    case 'ByteLevel':
      return member['use_regex'] !== false ? { at: 'regex', marks: true } : undefined;
    case 'Split':
      return isProvedSplit(member) ? { at: 'regex', marks: true } : undefined;
    default:
      return undefined;
  }
}

/**
 * Every match is a word: either kept apart from what lies between, or what lies between is dropped
 * (there is nothing).
 */
function isProvedSplit({ pattern, behavior, invert }: Member): boolean {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) return false;
  const regex = pattern['Regex'];
  return (
    typeof regex === 'string' &&
    PROVED_PATTERNS.has(regex) &&
    ((behavior === 'Isolated' && invert !== true) || (behavior === 'Removed' && invert === true))
  );
}
