import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { validateAgainst } from '../../src/base/validate.js';
import type { Answer } from '../../src/types/generated/answer.js';
import { runCommand } from '../support/run-command.js';
import { writeSmallModel, XQUAD } from '../support/small-results.js';
import { ease, writeFourConditions } from './four-conditions.js';

let out = '';
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'glottobench-answer-'));
});
afterEach(() => rm(out, { recursive: true, force: true }));

/** A fixed number in [−1, 1) of its arguments. */
const noise = (...of: readonly number[]): number => {
  let hash = 2166136261;
  for (const one of of) hash = Math.imul(hash ^ (one + 977), 16777619) ^ (hash >>> 13);
  return ((hash >>> 8) % 2000) / 1000 - 1;
};

async function writeStudy(gain: number, seeds: readonly number[]): Promise<void> {
  for (const [b, backbone] of ['labse', 'xlmr'].entries())
    for (const [k, kind] of ['monolingual', 'cross-lingual', 'hybrid'].entries())
      for (const seed of seeds)
        await writeSmallModel(out, {
          name: `local/${backbone}-${kind}-${String(seed)}`,
          subsets: XQUAD,
          questions: 40,
          score: (subset, i) =>
            ease(i) +
            (kind === 'hybrid' ? gain : 0) +
            0.004 * noise(b, k, seed) +
            0.02 * noise(b, k, 50 + i) +
            0.05 * noise(b, k, seed, i, subset.charCodeAt(0) * 7 + subset.charCodeAt(1)),
          card: {
            backbone,
            batch_sampling: { kind, ...(kind === 'hybrid' ? { alpha: 0.5 } : {}) },
            seed,
          },
        });
}

async function ask(...more: readonly string[]): Promise<Answer> {
  const { out: text, status, err } = await runCommand(['answer', out, '--json', ...more]);
  expect([status, err]).toEqual([0, '']);
  const document = JSON.parse(text) as Answer;
  expect(validateAgainst('answer.schema.json', document)).toEqual([]);
  if (document.analysis !== null)
    expect(validateAgainst('factorial.schema.json', document.analysis)).toEqual([]);
  checkNumbers(document);
  return document;
}

/**
 * Every number is where its pointer says, stands in the sentence, and no digit of a sentence is
 * without one.
 */
function checkNumbers(document: Answer): void {
  for (const { text, numbers } of document.sentences) {
    let rest = text;
    for (const { text: shown, pointer, value } of numbers) {
      const held = pointer
        .split('/')
        .slice(1)
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document);
      expect(held).toBe(value);
      expect(rest).toContain(shown);
      rest = rest.slice(rest.indexOf(shown) + shown.length);
    }
    const words = numbers.reduce((left, { text: shown }) => left.replace(shown, ''), text);
    expect(words.replace('nDCG@10', '')).not.toMatch(/\d/u);
  }
  const texts = document.sentences.map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
}

const kinds = ({ sentences }: Answer): string[] => sentences.map(({ kind }) => kind);

describe('answer', () => {
  it('claims what runs of several seeds carry', async () => {
    await writeStudy(0.06, [1, 2, 3]);
    const document = await ask();
    expect(document.sentences.length).toBeGreaterThanOrEqual(5);
    expect(document.sentences.length).toBeLessThanOrEqual(10);
    expect(document.counts).toEqual({ models: 18, runs: 18, conditions: 6 });
    const claims = document.sentences.filter(({ kind }) => kind === 'claim');
    expect(claims.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^In monolingual retrieval, hybrid − .*lingual over the backbones is \+\.0/u,
      ),
    ]);
    const { out: page } = await runCommand(['answer', out]);
    expect(page).toContain('- **Claim.** In monolingual retrieval, hybrid');
    expect(page).toContain('| backbone');
  });

  it('claims nothing where nothing differs, and says so of a wide margin', async () => {
    await writeStudy(0, [1, 2, 3]);
    expect(kinds(await ask())).not.toContain('claim');
    const wide = await ask('--margin', '0.5');
    expect(wide.sentences.filter(({ kind }) => kind === 'equivalence').length).toBe(2);
  });

  it('refuses a claim about a method where each condition has one run, and says what would undo it', async () => {
    await writeStudy(0.06, [1]);
    const document = await ask();
    expect(kinds(document)).not.toContain('claim');
    expect(
      document.sentences.find(({ text }) => text.startsWith('Whether batching'))?.text,
    ).toMatch(
      /one run per condition.*which a standard deviation between training runs of \.0\d\d would undo; two or more runs/u,
    );
  });

  it('describes one checkpoint and refuses the rest', async () => {
    await writeSmallModel(out, {
      name: 'local/only',
      subsets: XQUAD,
      score: (_subset, i) => ease(i),
      card: { backbone: 'xlmr', batch_sampling: { kind: 'monolingual' }, seed: 1 },
    });
    const document = await ask();
    expect(kinds(document)).toEqual(['description', 'description', 'refusal']);
    expect(document.sentences.at(-1)?.text).toContain('there is one condition');
  });

  it('refuses where no card says how the models were trained', async () => {
    await writeSmallModel(out, { name: 'lab/bare', subsets: XQUAD, score: (_s, i) => ease(i) });
    const document = await ask();
    expect(document.analysis).toBeNull();
    expect(kinds(document)).toEqual(['refusal']);
    expect(document.sentences[0]?.text).toContain('lab/bare was trained');
  });

  it('speaks of four checkpoints as checkpoints', async () => {
    await rm(out, { recursive: true });
    out = await writeFourConditions();
    expect(kinds(await ask())).not.toContain('claim');
  });
});
