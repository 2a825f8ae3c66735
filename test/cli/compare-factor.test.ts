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
});
