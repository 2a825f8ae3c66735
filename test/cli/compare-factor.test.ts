import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validateAgainst } from '../../src/base/validate.js';
import type { FactorialAnalysis } from '../../src/types/generated/factorial.js';
import { runCommand } from '../support/run-command.js';
import { writeSmallModel, XQUAD } from '../support/small-results.js';
import { ease, writeFourConditions } from './four-conditions.js';

let out = '';
beforeAll(async () => {
  out = await writeFourConditions();
});
afterAll(() => rm(out, { recursive: true, force: true }));

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
    // One run each: these are statements about four checkpoints.
    expect(all?.effects.map(({ p, pAdjusted }) => p ?? pAdjusted)).toEqual(
      all?.effects.map(() => null),
    );
    expect(new Set(all?.effects.map(({ untested }) => untested))).toEqual(
      new Set(['one run per condition']),
    );
    expect(
      all?.effects.every(
        ({ questions, tippingPoint }) => questions.interval !== null && tippingPoint !== null,
      ),
    ).toBe(true);
    expect(all?.cells.map(({ runs }) => runs)).toEqual([1, 1, 1, 1]);
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
      '--results',
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
      '--results',
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
      '--results',
      out,
      '--factor',
      'backbone,batching',
      '--table',
      table,
    ]);
    expect([wrong.status, wrong.err]).toEqual([2, expect.stringContaining('got "hybird"')]);
  });

  it('takes revisions of one name and other folders as runs, and the same weights as one', async () => {
    const out = await mkdtemp(join(tmpdir(), 'glottobench-compare-cli-'));
    const write = (name: string, revision: string, kind: string, shift: number, seed?: number) =>
      writeSmallModel(out, {
        name,
        revision,
        subsets: XQUAD,
        score: (_subset, i) => ease(i) + shift + ((i * (7 + shift * 1000)) % 13) / 200,
        card: {
          backbone: 'xlmr',
          batch_sampling: { kind },
          ...(seed === undefined ? {} : { seed }),
        },
      });
    const hash = 'c0ffee'.padEnd(40, '0');
    await write('lab/mono', 'r1', 'monolingual', 0.001, 1);
    await write('lab/mono', 'r2', 'monolingual', 0.004, 2);
    await write('local/mono-3', 'r1', 'monolingual', 0.002, 3);
    await write('lab/hybrid', 'r1', 'hybrid', 0.05);
    await write('local/hybrid-b', hash, 'hybrid', 0.054);
    await write('local/hybrid-copy', hash, 'hybrid', 0.054);
    await write('local/step-1', 'r1', 'cross-lingual', 0.01, 7);
    await write('local/step-2', 'r1', 'cross-lingual', 0.02, 7);
    const { out: text, status } = await runCommand([
      'compare',
      out,
      '--factor',
      'backbone,batching',
      '--json',
    ]);
    expect(status).toBe(0);
    expect(validateAgainst('factorial.schema.json', JSON.parse(text))).toEqual([]);
    const { groups, runs, notes, families } = JSON.parse(text) as FactorialAnalysis;
    const [all] = groups;
    expect(all?.cells.map(({ batching, runs: count }) => [batching, count])).toEqual(
      expect.arrayContaining([
        ['monolingual', 3],
        ['hybrid', 2],
        ['cross-lingual', 1],
      ]),
    );
    expect(runs.find(({ seed }) => seed === 7)?.models).toEqual(['local/step-1', 'local/step-2']);
    expect(notes).toContainEqual(
      expect.stringContaining('have the same weights: they are one run'),
    );
    expect(notes).toContainEqual(expect.stringContaining('they count as one run'));
    const effect = (name: string) => all?.effects.find((one) => one.name.startsWith(name));
    // With one backbone the pairs of batchings are the main effects.
    expect(effect('hybrid − monolingual')).toMatchObject({
      family: 'main',
      runs: 5,
      untested: null,
    });
    expect(effect('hybrid − monolingual')?.p).not.toBeNull();
    expect(effect('hybrid − cross-lingual')).toMatchObject({
      p: null,
      pAdjusted: null,
      untested: 'one run of xlmr cross-lingual',
    });
    expect(families).toEqual([{ setting: 'monolingual', family: 'main', tests: 1 }]);
    const { out: table } = await runCommand(['compare', out, '--factor', 'backbone,batching']);
    expect(table).toContain('no test over training runs where: one run of xlmr cross-lingual');
    await rm(out, { recursive: true });
  });

  it('tests nothing in a group that is too small', async () => {
    const out = await mkdtemp(join(tmpdir(), 'glottobench-compare-cli-'));
    for (const kind of ['monolingual', 'hybrid'])
      for (const seed of [1, 2, 3])
        await writeSmallModel(out, {
          name: `local/${kind}-${String(seed)}`,
          subsets: XQUAD,
          score: (_subset, i) => ease(i) + (kind === 'hybrid' ? 0.2 : 0) + ((i * seed) % 7) / 100,
          card: { backbone: 'xlmr', batch_sampling: { kind }, seed },
        });
    const { out: text } = await runCommand([
      'compare',
      out,
      '--factor',
      'backbone,batching',
      '--by',
      'family',
      '--json',
    ]);
    const { groups } = JSON.parse(text) as FactorialAnalysis;
    const small = groups.filter(({ tooFew }) => tooFew !== null);
    expect(small.length).toBeGreaterThan(3);
    for (const { effects } of small)
      expect(effects.map(({ p, untested }) => [p, untested?.startsWith('the group is')])).toEqual(
        effects.map(() => [null, true]),
      );
    expect(groups.at(-1)?.effects[0]?.pAdjusted).toBeLessThan(0.001);
    await rm(out, { recursive: true });
  });
});
