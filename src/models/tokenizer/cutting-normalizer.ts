import type { JsonValue } from '../../base/json.js';
import type { Cutter } from './cutting-pre-tokenizer.js';

type Step = Readonly<Record<string, JsonValue>>;

/** Steps that change nothing about a letter, digit or blank but its case. */
const PLAIN = new Set(['NFC', 'NFKC', 'Lowercase']);
/**
 * Steps that work character by character or, as normal forms and SentencePiece's map do, on a
 * starter with its marks: a blank begins anew. `Prepend` and `Strip` look at the ends of the text,
 * which the part shares or which are not blank.
 */
const LOCAL = new Set([
  ...PLAIN,
  'BertNormalizer',
  'NFD',
  'NFKD',
  'Nmt',
  'Precompiled',
  'Prepend',
  'Strip',
  'StripAccents',
]);
/**
 * Patterns of `Replace` that do not reach over a single blank, and leave one where they find
 * several.
 */
const RUNS_OF_BLANKS = new Set([' {2,}', '\\s+', '\\s{2,}']);

/**
 * Whether what every step makes of a text before an inert character and a blank is independent of
 * what stands behind.
 */
export function normalizerKeeps(normalizer: JsonValue, at: Cutter['at']): boolean {
  const steps = stepsOf(normalizer);
  if (steps === undefined) return false;
  const has = (type: string): boolean => steps.some((step) => step['type'] === type);
  // Bert's removes characters, so that a mark could come to stand on the blank; of a trailing blank
  // it leaves only a bare cut.
  if (has('BertNormalizer') && (has('Precompiled') || at !== 'white')) return false;
  return steps.every((step) => keeps(step, at));
}

function keeps(step: Step, at: Cutter['at']): boolean {
  const { type } = step;
  if (type === 'Replace') return at !== 'regex' && replaceKeeps(step);
  return typeof type === 'string' && (at === 'regex' ? PLAIN : LOCAL).has(type);
}

function replaceKeeps({ pattern, content }: Step): boolean {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) return false;
  const { String: literal, Regex: regex } = pattern;
  if (typeof literal === 'string') return literal !== '' && !/[\s\u2581]/u.test(literal);
  return (
    typeof regex === 'string' &&
    RUNS_OF_BLANKS.has(regex) &&
    (content === ' ' || (content === '\u2581' && regex === ' {2,}'))
  );
}

/**
 * Normal forms and case alone, and what Bert's does to single characters: nothing that joins or
 * makes characters.
 */
export function keepsPairs(normalizer: JsonValue): boolean {
  return (
    stepsOf(normalizer)?.every(
      ({ type }) => type === 'BertNormalizer' || (typeof type === 'string' && PLAIN.has(type)),
    ) ?? false
  );
}

/** BertNormalizer puts blanks around each Han character. */
export function padsHan(normalizer: JsonValue): boolean {
  const steps = stepsOf(normalizer) ?? [];
  return steps.some(
    (step) => step['type'] === 'BertNormalizer' && step['handle_chinese_chars'] !== false,
  );
}

/** Every step in order; undefined where the form is unknown. */
export function stepsOf(normalizer: JsonValue): readonly Step[] | undefined {
  if (normalizer === null) return [];
  if (typeof normalizer !== 'object' || Array.isArray(normalizer)) return undefined;
  const { type, normalizers } = normalizer;
  if (type !== 'Sequence') return [normalizer];
  if (!Array.isArray(normalizers)) return undefined;
  const lists = normalizers.map(stepsOf);
  return lists.some((list) => list === undefined) ? undefined : lists.flatMap((list) => list ?? []);
}
