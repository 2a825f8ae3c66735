import { describe, expect, it } from '@jest/globals';
import { Tokenizer } from 'tokenizers';
import { cutRule, type CutRule } from '../../../src/models/tokenizer/cut-rule.js';
import { cutText } from '../../../src/models/tokenizer/cut-text.js';
import { wellFormed } from '../../../src/models/tokenizer/well-formed.js';
import type { TokenizerJson } from '../../../src/models/tokenizer/tokenizer-json.js';
import { CUT, NOT_CUT, tokenizerJson } from '../../support/long-tokenizers.js';
import { ADDED, oddText, randomFrom } from '../../support/long-texts.js';

function opened(
  json: TokenizerJson,
  side: 'left' | 'right',
): { native: Tokenizer; rule: CutRule | undefined } {
  const native = Tokenizer.fromString(JSON.stringify(json));
  const normalizer = native.getNormalizer();
  const normalize = (text: string): string => normalizer?.normalizeString(text) ?? text;
  return { native, rule: cutRule(json, normalize, side) };
}

/** Every part that any number of characters leaves. */
function partsOf(text: string, rule: CutRule): string[] {
  const parts: string[] = [];
  for (let units = 0; units < text.length;) {
    const part = cutText(text, units, rule);
    if (part.length === text.length) break;
    parts.push(part);
    // Between Han characters every place is one.
    units = part.length + (parts.length < 10 ? 1 : 50);
  }
  return parts;
}

async function idsOf(native: Tokenizer, texts: readonly string[]): Promise<number[][]> {
  const encodings = await native.encodeBatch([...texts], { addSpecialTokens: false });
  return encodings.map((encoding) => encoding.getIds());
}

/** @returns how many places were tried */
async function tryPlaces(
  json: TokenizerJson,
  side: 'left' | 'right',
  seed: number,
): Promise<number> {
  const { native, rule } = opened(json, side);
  if (rule === undefined) throw new Error('no rule');
  const random = randomFrom(seed);
  let tried = 0;
  for (let round = 0; round < TEXTS; round += 50) {
    const texts = Array.from({ length: 50 }, () =>
      wellFormed(oddText(random, 1 + Math.floor(random() * 90))),
    );
    const parts = texts.map((text) => partsOf(text, rule));
    const found = await idsOf(native, [...texts, ...parts.flat()]);
    let at = texts.length;
    texts.forEach((text, i) => {
      for (const part of parts[i] ?? []) {
        const whole = found[i] ?? [];
        const ids = found[at++] ?? [];
        const same =
          side === 'right' ? whole.slice(0, ids.length) : whole.slice(whole.length - ids.length);
        if (String(ids) !== String(same))
          throw new Error(
            `${JSON.stringify(text)} cut to ${JSON.stringify(part)}: ${String(ids)} is not in ${String(whole)}`,
          );
      }
    });
    tried += at - texts.length;
  }
  return tried;
}

/** Odd texts per tokenizer. */
const TEXTS = Number(process.env['GLOTTOBENCH_ODD_TEXTS'] ?? 400);

describe('a place at which a text may be cut', () => {
  it.each(Object.keys(CUT))(
    '%s: the tokens before it are the first of the whole text',
    async (name) => {
      const parts = CUT[name];
      if (parts === undefined) throw new Error(name);
      expect(await tryPlaces(tokenizerJson(parts()), 'right', 1)).toBeGreaterThan(TEXTS);
    },
  );

  it.each(['WordPiece', 'XLM-R', 'WordPiece, lower case', 'ALBERT', 'digits first'])(
    '%s: the tokens behind it are the last',
    async (name) => {
      const parts = CUT[name];
      if (parts === undefined) throw new Error(name);
      expect(await tryPlaces(tokenizerJson(parts()), 'left', 2)).toBeGreaterThan(TEXTS);
    },
  );

  it.each(Object.keys(NOT_CUT))('is nowhere with %s', (name) => {
    const parts = NOT_CUT[name];
    if (parts === undefined) throw new Error(name);
    expect(opened(tokenizerJson(parts()), 'right').rule).toBeUndefined();
  });

  it.each(['T5', 'byte-level BPE', 'Unigram, Nmt'])(
    'is not looked for from the end with %s',
    (name) => {
      const parts = CUT[name];
      if (parts === undefined) throw new Error(name);
      expect(opened(tokenizerJson(parts()), 'left').rule).toBeUndefined();
    },
  );

  it.each(['New York', 'a\u2581b', 'x '])('is nowhere when the token %j is added', (content) => {
    const json = tokenizerJson(
      ['unigram', null, { type: 'WhitespaceSplit' }],
      [{ ...ADDED[0], content }],
    );
    expect(opened(json, 'right').rule).toBeUndefined();
  });
});
