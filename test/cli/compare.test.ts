import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validateAgainst } from '../../src/base/validate.js';
import type { PowerAnalysis } from '../../src/types/generated/power.js';
import type { Comparison } from '../../src/types/generated/comparison.js';
import { runCommand } from '../support/run-command.js';
import { writeFourConditions } from './four-conditions.js';

let out = '';
beforeAll(async () => {
  out = await writeFourConditions();
});
afterAll(() => rm(out, { recursive: true, force: true }));

describe('compare', () => {
  it('prints a table that fits 100 columns, with a verdict', async () => {
    const { status, out: text } = await runCommand([
      'compare',
      'xlmr-hybrid',
      'xlmr-monolingual',
      '--results',
      out,
      '--by',
      'family,seen',
      '--draws',
      '200',
    ]);
    expect(status).toBe(0);
    expect(text.replace(/\s+/g, ' ')).toContain(
      'XQuADRetrieval · nDCG@10 · monolingual · A = xlmr-hybrid, B = xlmr-monolingual · paired by question',
    );
    expect(text).toMatch(/all: A is better on these data \(effect size/);
    for (const line of text.split('\n').slice(1))
      expect([line, line.length <= 100]).toEqual([line, true]);
  });

  it('names both backbones where "seen" means another thing for each', async () => {
    const { out: text } = await runCommand([
      'compare',
      'xlmr-hybrid',
      'labse-hybrid',
      '--results',
      out,
      '--by',
      'seen',
      '--json',
      '--draws',
      '100',
    ]);
    const { groups } = JSON.parse(text) as Comparison;
    expect(validateAgainst('comparison.schema.json', JSON.parse(text))).toEqual([]);
    expect(groups.map(({ group }) => group)).toEqual(['seen', 'all']);
    const four = await runCommand(['compare', out, '--by', 'seen', '--draws', '100']);
    expect([four.status, four.err]).toEqual([0, '']);
  });

  it('leaves with 5 when A is worse than B by more than the bound, and says by how much', async () => {
    const worse = await runCommand([
      'compare',
      'xlmr-monolingual',
      'xlmr-hybrid',
      '--results',
      out,
      '--fail-if-worse',
      '0.05',
      '--draws',
      '100',
    ]);
    expect(worse.status).toBe(5);
    expect(worse.err).toContain(
      'local/xlmr-monolingual is worse than local/xlmr-hybrid by more than 0.05',
    );
    const better = await runCommand([
      'compare',
      'xlmr-hybrid',
      'xlmr-monolingual',
      '--results',
      out,
      '--fail-if-worse',
      '0',
      '--draws',
      '100',
    ]);
    expect([better.status, better.err]).toEqual([
      0,
      expect.stringContaining('within the bound of 0'),
    ]);
  });

  it('writes one CSV line per pair, all with the same number of fields', async () => {
    const { out: text } = await runCommand(['compare', out, '--csv', '--draws', '100']);
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(1 + 6);
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
  });

  it.each([
    [['compare', 'xlmr-hybrid'], 2, 'two or more models'],
    [['compare', 'xlmr-hybrid', 'nothing'], 2, 'there are no results of "nothing"'],
    [['compare', 'xlmr-hybrid', 'labse-hybrid', '--level', '2'], 2, '--level'],
    [['compare', 'xlmr-hybrid', 'labse-hybrid', '--by', 'famly'], 2, 'did you mean: family'],
    [['compare', 'xlmr-hybrid', 'labse-hybrid', '--metric', 'map_at_3'], 2, 'share no task'],
    [
      [
        'compare',
        'xlmr-hybrid',
        'labse-hybrid',
        '--factor',
        'backbone,batching',
        '--fail-if-worse',
        '1',
      ],
      2,
      'does not go with --factor',
    ],
  ])('%j is refused with a reason', async (argv, status, message) => {
    const found = await runCommand([...argv, '--results', out]);
    expect(found.status).toBe(status);
    expect(found.err).toContain(message);
    expect(found.err).not.toContain('    at ');
  });
});

describe('power --pilot', () => {
  it('gives units for a difference and for an interaction, matching its schema', async () => {
    const { out: text } = await runCommand([
      'power',
      '--pilot',
      'xlmr-hybrid,xlmr-monolingual',
      '--results',
      out,
      '--by',
      'family',
      '--difference',
      '0.02',
      '--json',
    ]);
    expect(validateAgainst('power.schema.json', JSON.parse(text))).toEqual([]);
    const all = (JSON.parse(text) as PowerAnalysis).pilot?.groups.find(({ by }) => by === null);
    expect(all?.questions?.needed).toBeGreaterThan(1);
    // Twice the variance: twice the units, up to the correction for the estimated deviation.
    expect(
      Math.abs((all?.interaction.questions ?? 0) - 2 * (all?.questions?.needed ?? 0)),
    ).toBeLessThanOrEqual(3);
    const { out: table } = await runCommand([
      'power',
      '--pilot',
      'xlmr-hybrid,xlmr-monolingual',
      '--results',
      out,
    ]);
    expect(table).toContain('to find an interaction');
    for (const line of table.split('\n')) expect([line, line.length <= 100]).toEqual([line, true]);
  });
});
