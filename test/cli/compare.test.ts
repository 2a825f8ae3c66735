import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validateAgainst } from '../../src/base/validate.js';
import type { PowerAnalysis } from '../../src/types/generated/power.js';
import type { Comparison } from '../../src/types/generated/comparison.js';
import type { FactorialAnalysis } from '../../src/types/generated/factorial.js';
import { runCommand } from '../support/run-command.js';
import { writeSmallModel, XQUAD } from '../support/small-results.js';

let out = '';
/** A question's ease, the same for every model. */
const ease = (i: number): number => 0.4 + ((i * 37) % 30) / 100;
const wobble = (i: number, seed: number): number => (((i * seed) % 11) - 5) / 100;

const CONDITIONS = [
  ['xlmr', 'monolingual', 0.0],
  ['xlmr', 'hybrid', 0.1],
  ['labse', 'monolingual', 0.05],
  ['labse', 'hybrid', 0.08],
] as const;

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'glottobench-compare-cli-'));
  for (const [n, [backbone, kind, gain]] of CONDITIONS.entries()) {
    await writeSmallModel(out, {
      name: `local/${backbone}-${kind}`,
      subsets: XQUAD,
      score: (_subset, i) => ease(i) + gain + wobble(i, 3 + n),
      card: {
        backbone,
        batch_sampling: { kind },
        training_datasets:
          kind === 'hybrid' && backbone === 'labse'
            ? [{ name: 'XQuADRetrieval' }]
            : [{ name: 'other' }],
      },
    });
  }
});
afterAll(() => rm(out, { recursive: true, force: true }));

describe('compare', () => {
  it('prints a table that fits 100 columns, with a verdict', async () => {
    const { status, out: text } = await runCommand([
      'compare',
      'xlmr-hybrid',
      'xlmr-monolingual',
      '--out',
      out,
      '--by',
      'family,seen',
      '--draws',
      '200',
    ]);
    expect(status).toBe(0);
    expect(text).toContain(
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
      '--out',
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
      '--out',
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
      '--out',
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
    const found = await runCommand([...argv, '--out', out]);
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
      '--out',
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
      '--out',
      out,
    ]);
    expect(table).toContain('to find an interaction');
    for (const line of table.split('\n')) expect([line, line.length <= 100]).toEqual([line, true]);
  });
});

describe('compare --factor backbone,batching', () => {
  it('gives cell means, main effects and the interaction from the cards', async () => {
    const { status, out: text } = await runCommand([
      'compare',
      out,
      '--factor',
      'backbone,batching',
      '--json',
      '--draws',
      '300',
    ]);
    expect(status).toBe(0);
    expect(validateAgainst('factorial.schema.json', JSON.parse(text))).toEqual([]);
    const {
      groups: [all],
      models,
    } = JSON.parse(text) as FactorialAnalysis;
    expect(all?.cells.map(({ backbone, batching }) => `${backbone} ${batching}`).sort()).toEqual([
      'labse hybrid',
      'labse monolingual',
      'xlmr hybrid',
      'xlmr monolingual',
    ]);
    const effect = (name: string): number =>
      all?.effects.find((one) => one.name === name)?.estimate ?? NaN;
    const mean = (backbone: string, batching: string): number =>
      all?.cells.find((one) => one.backbone === backbone && one.batching === batching)?.mean ?? NaN;
    expect(effect('hybrid − monolingual, xlmr')).toBeCloseTo(
      mean('xlmr', 'hybrid') - mean('xlmr', 'monolingual'),
      12,
    );
    expect(effect('hybrid − monolingual, mean of 2 backbones')).toBeCloseTo(
      (mean('xlmr', 'hybrid') -
        mean('xlmr', 'monolingual') +
        mean('labse', 'hybrid') -
        mean('labse', 'monolingual')) /
        2,
      12,
    );
    expect(effect('(hybrid − monolingual): xlmr − labse')).toBeCloseTo(
      mean('xlmr', 'hybrid') -
        mean('xlmr', 'monolingual') -
        mean('labse', 'hybrid') +
        mean('labse', 'monolingual'),
      12,
    );
    expect(
      all?.effects.every(({ interval, pAdjusted }) => interval !== null && pAdjusted !== null),
    ).toBe(true);
    expect(models.find(({ model }) => model === 'local/labse-hybrid')?.zeroShot).toEqual({
      XQuADRetrieval: 'no',
    });
  });

  it('marks a contaminated model, and has nothing left when told to leave its tasks out', async () => {
    const marked = await runCommand([
      'compare',
      out,
      '--factor',
      'backbone,batching',
      '--draws',
      '100',
    ]);
    expect(marked.out).toContain('TRAINED ON IT');
    const clean = await runCommand([
      'compare',
      out,
      '--factor',
      'backbone,batching',
      '--zero-shot-only',
    ]);
    expect([clean.status, clean.err]).toEqual([2, expect.stringContaining('share no task')]);
  });

  it('leaves out and names a model of which neither card nor table says the factors', async () => {
    const other = await mkdtemp(join(tmpdir(), 'glottobench-compare-cli-'));
    for (const [name, card] of [
      ['local/bare', undefined],
      ['local/mono', { backbone: 'xlmr', batch_sampling: { kind: 'monolingual' } }],
      ['local/hybrid', { backbone: 'xlmr', batch_sampling: { kind: 'hybrid' } }],
    ] as const) {
      await writeSmallModel(other, {
        name,
        subsets: XQUAD,
        score: (_subset, i) => ease(i),
        ...(card === undefined ? {} : { card }),
      });
    }
    const found = JSON.parse(
      (
        await runCommand([
          'compare',
          other,
          '--factor',
          'backbone,batching',
          '--draws',
          '100',
          '--json',
        ])
      ).out,
    ) as FactorialAnalysis;
    expect(found.models.map(({ model }) => model)).toEqual(['local/hybrid', 'local/mono']);
    expect(found.notes).toContain(
      'left out, for neither a card nor --table says their backbone and batching: local/bare',
    );
    const alone = await runCommand([
      'compare',
      'mono',
      'bare',
      '--out',
      other,
      '--factor',
      'backbone,batching',
      '--draws',
      '100',
    ]);
    expect([alone.status, alone.err]).toEqual([
      2,
      expect.stringContaining('backbone and batching of local/bare are not known'),
    ]);
    await rm(other, { recursive: true });
  });

  it('takes the factors from a table instead', async () => {
    const table = join(out, 'models.csv');
    await writeFile(
      table,
      'model,backbone,batching,alpha\nlocal/xlmr-hybrid,big,hybrid,0.3\nxlmr-monolingual,big,monolingual,\n',
    );
    const { out: text } = await runCommand([
      'compare',
      'xlmr-hybrid',
      'xlmr-monolingual',
      '--out',
      out,
      '--factor',
      'backbone,batching',
      '--table',
      table,
      '--csv',
      '--draws',
      '100',
    ]);
    expect(text).toContain('hybrid α=0.3 − monolingual');
    await writeFile(table, 'model,backbone,batching\nlocal/xlmr-hybrid,big,hybird\n');
    const wrong = await runCommand([
      'compare',
      'xlmr-hybrid',
      'xlmr-monolingual',
      '--out',
      out,
      '--factor',
      'backbone,batching',
      '--table',
      table,
    ]);
    expect([wrong.status, wrong.err]).toEqual([2, expect.stringContaining('got "hybird"')]);
  });
});
