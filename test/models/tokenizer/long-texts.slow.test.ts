import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTokenizer } from '../../../src/models/tokenizer/tokenizer.js';
import { wellFormed } from '../../../src/models/tokenizer/well-formed.js';
import { CUT, tokenizerJson, writeTokenizer } from '../../support/long-tokenizers.js';
import { oddText, randomFrom } from '../../support/long-texts.js';
import { oraclePython, realModels, runPython } from '../../support/oracle.js';

const FOUR = ['WordPiece', 'XLM-R', 'T5', 'byte-level BPE'] as const;
const LIMITS = [3, 4, 8, 16, 40, 128];
/** Texts per tokenizer. */
const TEXTS = Number(process.env['GLOTTOBENCH_ODD_TEXTS'] ?? 10_000);
const AT_ONCE = 250;
const MOST_MS = 600_000;

let parent = '';
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'glottobench-'));
});
afterAll(() => rmSync(parent, { recursive: true }));

function folderOf(name: string, config: object = {}): string {
  const parts = CUT[name];
  if (parts === undefined) throw new Error(name);
  const folder = join(parent, `${name} ${JSON.stringify(config)}`);
  writeTokenizer(folder, tokenizerJson(parts()), config);
  return folder;
}

/** Odd texts of 10 to 900 words, most of them beyond what the smaller limits look at. */
function* odd(seed: number, count: number): Generator<string[]> {
  const random = randomFrom(seed);
  for (let made = 0; made < count; made += AT_ONCE)
    yield Array.from({ length: Math.min(AT_ONCE, count - made) }, () =>
      oddText(random, 10 + Math.floor(890 * random() ** 2)),
    );
}

async function comparePair(folder: string, seed: number, count: number): Promise<void> {
  const cutting = await openTokenizer(folder);
  const whole = await openTokenizer(folder, { wholeTexts: true });
  let round = 0;
  for (const texts of odd(seed, count)) {
    const limit = LIMITS[round++ % LIMITS.length] ?? 8;
    const [ids, wanted] = await Promise.all([
      cutting.encode(texts, limit),
      whole.encode(texts, limit),
    ]);
    texts.forEach((text, i) => {
      if (String(ids[i]) !== String(wanted[i]))
        throw new Error(`limit ${limit}: ${JSON.stringify(text)}`);
    });
  }
}

describe('texts beyond the limit', () => {
  it.each(FOUR)(
    `%s gives ${TEXTS} odd texts the ids that it gives without cutting`,
    async (name) => {
      await expect(comparePair(folderOf(name), 11, TEXTS)).resolves.toBeUndefined();
    },
    MOST_MS,
  );

  it.each(FOUR)(
    '%s that keeps the end of a text does so too',
    async (name) => {
      const folder = folderOf(name, { truncation_side: 'left' });
      await expect(comparePair(folder, 12, TEXTS / 10)).resolves.toBeUndefined();
    },
    MOST_MS,
  );

  (oraclePython === undefined ? it.skip : it).each(FOUR)(
    '%s gives the ids of Python',
    async (name) => {
      const folder = folderOf(name);
      const texts = [...odd(13, 500)].flat().map(wellFormed);
      const limit = 16;
      writeFileSync(join(parent, 'texts.json'), JSON.stringify(texts));
      await runPython(['-c', PYTHON, folder, join(parent, 'texts.json'), String(limit)]);
      const wanted = JSON.parse(readFileSync(join(parent, 'texts.json'), 'utf8')) as unknown;
      expect(await (await openTokenizer(folder)).encode(texts, limit)).toEqual(wanted);
    },
    MOST_MS,
  );

  (realModels === undefined ? it.skip : it)(
    'multilingual-e5 gives the ids that it gives without cutting',
    async () => {
      await expect(
        comparePair(join(realModels ?? '', 'e5-small-q4'), 14, TEXTS / 5),
      ).resolves.toBeUndefined();
    },
    MOST_MS,
  );
});

const PYTHON = `
import json, sys
from tokenizers import Tokenizer
folder, file, limit = sys.argv[1:]
tokenizer = Tokenizer.from_file(folder + "/tokenizer.json")
tokenizer.enable_truncation(int(limit))
texts = json.load(open(file, encoding="utf-8"))
json.dump([tokenizer.encode(text).ids for text in texts], open(file, "w"))
`;
