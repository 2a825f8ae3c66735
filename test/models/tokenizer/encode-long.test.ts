import { describe, expect, it } from '@jest/globals';
import type { CutRule } from '../../../src/models/tokenizer/cut-rule.js';
import { encodeLong, type Ids } from '../../../src/models/tokenizer/encode-long.js';
import { faultOf } from '../../support/checkpoint-copy.js';

const RULE: CutRule = {
  side: 'right',
  candidates: /(?<left>[a-z])(?<blank> )(?=(?<right>[a-z]))/gu,
  stays: () => true,
  word: undefined,
};

/** A tokenizer of one token per word, which counts what it is given. */
function counting(limit: number): {
  tokenize: (texts: readonly string[]) => Promise<Ids[]>;
  calls: number[];
  units: () => number;
} {
  const calls: number[] = [];
  return {
    calls,
    units: () => calls.reduce((sum, units) => sum + units, 0),
    tokenize: (texts) => {
      calls.push(texts.reduce((sum, text) => sum + text.length, 0));
      return Promise.resolve(
        texts.map((text) => (text.match(/\S+/gu) ?? []).slice(0, limit).map((word) => word.length)),
      );
    },
  };
}

const words = (length: number): string =>
  'born free and equal in dignity and rights '.repeat(Math.ceil(length / 42)).slice(0, length);

describe('tokenizing long texts', () => {
  it('reads as much of 10 million characters as of 10 thousand (../shared/cases/c18, for a checkpoint)', async () => {
    const work: number[] = [];
    for (const length of [1e4, 1e5, 1e6, 1e7]) {
      const tokenizer = counting(128);
      const [ids = []] = await encodeLong([words(length)], 128, RULE, tokenizer.tokenize);
      expect(ids).toHaveLength(128);
      work.push(tokenizer.units());
    }
    expect(new Set(work).size).toBe(1);
    expect(work[0]).toBeLessThan(1100);
  });

  it('reads on where a stretch yields too little, each time four times as far', async () => {
    const text = `a ${' '.repeat(300_000)}${words(1000)}`;
    const tokenizer = counting(20);
    const [ids] = await encodeLong([text], 20, RULE, tokenizer.tokenize);
    expect(ids).toEqual((text.match(/\S+/gu) ?? []).slice(0, 20).map((word) => word.length));
    expect(tokenizer.units()).toBeLessThan(2.34 * text.length + 4096);
  });

  it('gives a text whole where no place comes within a million characters, and where none is sure', async () => {
    const text = `${'w'.repeat(1_100_000)} a b`;
    for (const rule of [RULE, undefined]) {
      const tokenizer = counting(2);
      const [ids] = await encodeLong([text], 2, rule, tokenizer.tokenize);
      expect(ids).toEqual([1_100_000, 1]);
      expect(tokenizer.calls).toEqual([text.length]);
    }
  });

  it('gives few large texts at a time, in their order', async () => {
    const texts = Array.from({ length: 7 }, (_, i) => 'w'.repeat(900_000 + i));
    const tokenizer = counting(8);
    expect(await encodeLong([...texts, 'x'], 8, RULE, tokenizer.tokenize)).toEqual(
      [...texts, 'x'].map(({ length }) => [length]),
    );
    expect(tokenizer.calls.map((units) => Math.round(units / 900_000))).toEqual([2, 2, 2, 1]);
  });

  it('refuses a text of over 16 million characters that it cannot cut, and says what to do', async () => {
    const fault = await faultOf(
      encodeLong(['w'.repeat(2 ** 24 + 1)], 8, RULE, counting(8).tokenize),
    );
    expect(fault.code).toBe('GB_INPUT_INVALID');
    expect(fault.message).toContain('16777217 characters');
    expect(fault.hint).toContain('blanks');
    const long = words(2 ** 24 + 2 ** 20);
    expect(await encodeLong([long], 2, RULE, counting(2).tokenize)).toEqual([[4, 4]]);
  });

  it('cuts nothing where there is no limit', async () => {
    const tokenizer = counting(Infinity);
    const text = words(5000);
    await encodeLong([text], null, RULE, tokenizer.tokenize);
    expect(tokenizer.calls).toEqual([5000]);
  });
});
