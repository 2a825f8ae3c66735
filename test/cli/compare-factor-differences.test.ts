import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { validateAgainst } from '../../src/base/validate.js';
import type { FactorialAnalysis } from '../../src/types/generated/factorial.js';
import { runCommand } from '../support/run-command.js';
import { writeSmallModel, XQUAD } from '../support/small-results.js';
import { ease } from './four-conditions.js';

describe('differences between effects in compare --factor', () => {
  it('says whether an effect differs between groups of languages and along their properties', async () => {
    const out = await mkdtemp(join(tmpdir(), 'glottobench-compare-cli-'));
    const latin = new Set(['de', 'en', 'es', 'ro', 'tr', 'vi']);
    for (const kind of ['monolingual', 'hybrid'])
      for (const seed of [1, 2, 3])
        await writeSmallModel(out, {
          name: `local/${kind}-${String(seed)}`,
          subsets: XQUAD,
          score: (subset, i) =>
            ease(i) +
            (kind === 'hybrid' && !latin.has(subset) ? 0.1 : 0) +
            ((i * (seed + subset.charCodeAt(0))) % 7) / 200,
          card: {
            backbone: 'xlmr',
            batch_sampling: { kind },
            seed,
            languages: ['eng-Latn', 'deu-Latn'],
          },
        });
    const asked = ['compare', out, '--factor', 'backbone,batching', '--by', 'script'];
    const { out: text, err } = await runCommand([...asked, '--slope', 'size,fine-tuned', '--json']);
    expect(err).toBe('');
    expect(validateAgainst('factorial.schema.json', JSON.parse(text))).toEqual([]);
    const { differences, families } = JSON.parse(text) as FactorialAnalysis;
    expect(differences.map(({ by, kind }) => [by, kind])).toEqual([
      ['size', 'slope'],
      ['fine-tuned', 'slope'],
    ]);
    const [size, tuned] = differences;
    expect(size?.effects[0]?.name).toBe('(hybrid − monolingual, xlmr): log10 GiB in CC-100');
    // Ten languages were not fine-tuned on, six of them not in Latin script.
    expect(tuned?.effects[0]?.estimate).toBeCloseTo(-0.06, 2);
    for (const { effects } of differences)
      for (const { family, p, untested, languages } of effects) {
        expect(family).toBe('typology');
        expect(p === null).toBe(untested !== null);
        expect((languages.degrees ?? 0) < 4).toBe(untested !== null);
      }
    expect(families.map(({ family }) => family)).toEqual(['main', 'typology']);
    const { out: table } = await runCommand([...asked, '--slope', 'fine-tuned']);
    expect(table).toContain('do effects differ between languages?');
    await rm(out, { recursive: true });
  });
});
