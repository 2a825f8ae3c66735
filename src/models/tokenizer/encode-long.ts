import { GlottobenchError } from '../../base/errors.js';
import type { CutRule } from './cut-rule.js';
import { cutText } from './cut-text.js';
import { neighbouringParts } from './cut-word.js';

export type Ids = readonly number[];

/**
 * A token has four to five characters in most languages, one or two in some: the first try mostly
 * does.
 */
const UNITS_PER_TOKEN = 8;
const UNITS_AT_LEAST = 256;
const NEXT_TRY = 4;
/** A text so many times as long is worth a proof that looks at its beginning several times. */
const WORTH = 32;
/** The library holds up to 260 bytes for each unit of the texts of one call. */
const UNITS_PER_CALL = 1 << 21;
/** 4 GB in the library. The longest document of MTEB has 10 million characters. */
const LONGEST_WHOLE = 1 << 24;

/**
 * Token ids of texts that are cut after `maxTokens`, in time and memory that depend on the tokens
 * rather than on the texts: of a long text only so much is tokenized as yields enough, cut by the
 * rule of its tokenizer.
 * @param tokenize the tokenizer itself, which cuts after `maxTokens` too
 * @param rule undefined where no place is sure: whole texts are tokenized, in time linear in their
 * length
 * @throws GB_INPUT_INVALID for a text of over 16 million characters that cannot be cut
 */
export async function encodeLong(
  texts: readonly string[],
  maxTokens: number | null,
  rule: CutRule | undefined,
  tokenize: (texts: readonly string[]) => Promise<readonly Ids[]>,
): Promise<readonly Ids[]> {
  const out: Ids[] = new Array<Ids>(texts.length).fill([]);
  const first =
    maxTokens === null || rule === undefined
      ? Infinity
      : Math.max(UNITS_AT_LEAST, UNITS_PER_TOKEN * maxTokens);
  let waiting: Waiting[] = [];
  for (const [index, text] of texts.entries()) {
    const ids = await firstOfWord(text, first, maxTokens ?? 0, rule, tokenize);
    if (ids === undefined) waiting.push({ text, index, units: first });
    else out[index] = ids;
  }
  while (waiting.length > 0) {
    const parts = waiting.map(({ text, units }) => partOf(text, units, rule));
    const found = await inCalls(parts, tokenize);
    waiting = waiting.flatMap(({ text, index }, n) => {
      const ids = (out[index] = found[n] ?? []);
      const length = parts[n]?.length ?? 0;
      const isEnough = length === text.length || ids.length >= (maxTokens ?? 0);
      return isEnough ? [] : [{ text, index, units: NEXT_TRY * length }];
    });
  }
  return out;
}

interface Waiting {
  readonly text: string;
  readonly index: number;
  /** Tokenized next. */
  readonly units: number;
}

/**
 * The tokens of a long text without a place, where they are sure before its end; else undefined.
 */
async function firstOfWord(
  text: string,
  first: number,
  maxTokens: number,
  rule: CutRule | undefined,
  tokenize: (texts: readonly string[]) => Promise<readonly Ids[]>,
): Promise<Ids | undefined> {
  const { word } = rule ?? {};
  if (rule === undefined || word === undefined || text.length < WORTH * first) return undefined;
  if (cutText(text, first, rule).length < text.length) return undefined;
  for (let units = first; WORTH * units < text.length; units *= NEXT_TRY) {
    const parts = neighbouringParts(text, units, word);
    if (parts === undefined) continue;
    const found = await inCalls(parts, tokenize);
    const [ids = []] = found;
    if (ids.length >= maxTokens && found.every((other) => String(other) === String(ids)))
      return ids;
  }
  return undefined;
}

function partOf(text: string, units: number, rule: CutRule | undefined): string {
  const part = rule === undefined ? text : cutText(text, units, rule);
  if (part.length > LONGEST_WHOLE)
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      `a text of ${text.length} characters has no place at which its tokenizer surely cuts, and is too long to be tokenized whole (at most ${LONGEST_WHOLE})`,
      { hint: 'divide the text, or put blanks into it' },
    );
  return part;
}

/** Few large texts at a time: the library tokenizes all texts of one call at once. */
async function inCalls(
  parts: readonly string[],
  tokenize: (texts: readonly string[]) => Promise<readonly Ids[]>,
): Promise<Ids[]> {
  const found: Ids[] = [];
  let start = 0;
  while (start < parts.length) {
    let end = start;
    let units = 0;
    do units += parts[end++]?.length ?? 0;
    while (end < parts.length && units + (parts[end]?.length ?? 0) <= UNITS_PER_CALL);
    found.push(...(await tokenize(parts.slice(start, end))));
    start = end;
  }
  return found;
}
