import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadTask } from '../../src/registry/load-task.js';
import { taskSubsets } from '../../src/registry/subsets.js';
import { runCommand } from '../support/run-command.js';
import { writeSmallModel, XQUAD } from '../support/small-results.js';

/**
 * Every number of the analysis on one invented tree, intervals included, as it was when each part
 * was held against scipy, statsmodels and Python mteb (golden.test.ts beside each part). A number
 * that moves here needs an entry under "Scores" in the changelog.
 */
const CONDITIONS = [
  ['xlmr', 'monolingual', 0.0],
  ['xlmr', 'hybrid', 0.07],
  ['labse', 'monolingual', 0.03],
  ['labse', 'hybrid', 0.05],
] as const;
const DRAWS = ['--draws', '120', '--flips', '400'];

let tree = '';

/**
 * Ease of a question in a subset for a model: nothing in it is even, so that no two sums agree by
 * chance.
 */
function score(model: number, gain: number, subset: string, i: number): number {
  const letters =
    Array.from(subset).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 101;
  const noise = ((i * 37 + model * 11 + letters * (model + 3)) % 29) / 120;
  return 0.2 + letters / 400 + gain * (1 + (letters % 7) / 5) + noise;
}

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'glottobench-whole-'));
  const crossed = await subsetsOf('MLQARetrieval', 'crosslingual', 9);
  const spoken = await subsetsOf('BelebeleRetrieval', 'monolingual', 60);
  for (const [n, [backbone, kind, gain]] of CONDITIONS.entries()) {
    const name = `local/${backbone}-${kind}`;
    const of = (subset: string, i: number): number => score(n, gain, subset, i);
    const own = n === 3 ? 'XQuADRetrieval' : 'other';
    const card = { backbone, batch_sampling: { kind }, training_datasets: [{ name: own }] };
    const common = { name, score: of, card };
    await writeSmallModel(tree, { ...common, subsets: XQUAD });
    await writeSmallModel(tree, {
      ...common,
      subsets: crossed,
      task: 'MLQARetrieval',
      questions: 17 + n,
    });
    await writeSmallModel(tree, {
      ...common,
      subsets: spoken,
      task: 'BelebeleRetrieval',
      split: 'test',
      questions: 12,
      withoutQueries: true,
    });
  }
});
afterAll(() => rm(tree, { recursive: true, force: true }));

async function subsetsOf(
  task: string,
  setting: string,
  count: number,
): Promise<Record<string, string[]>> {
  const all = taskSubsets(await loadTask(task)).filter((one) => one.setting === setting);
  const step = Math.max(1, Math.floor(all.length / count));
  return Object.fromEntries(
    all
      .filter((_, i) => i % step === 0)
      .map(({ subset, queryLanguages, documentLanguages }) => [
        subset,
        [...new Set([...queryLanguages, ...documentLanguages])],
      ]),
  );
}

/**
 * Twelve digits: what is beyond belongs to the order of sums. Of sentences only that they are
 * there.
 */
const rounded = (text: string): unknown =>
  JSON.parse(text.replaceAll(tree, 'TREE'), (_key, value: unknown) => {
    if (typeof value === 'number') return Number(value.toPrecision(12));
    return typeof value === 'string' && value.split(' ').length > 6 ? 'a sentence' : value;
  });

const pair = ['xlmr-hybrid', 'xlmr-monolingual'];
const CASES: readonly (readonly [string, (tree: string) => readonly string[]])[] = [
  ['compare two models', (t) => ['compare', ...pair, t, '--by', 'family,seen,setting', ...DRAWS]],
  [
    'compare all models by pairs of languages',
    (t) => ['compare', t, '--side', 'pair', '-t', 'MLQARetrieval', '--adjust', 'bh', ...DRAWS],
  ],
  [
    'compare without questions',
    (t) => [
      'compare',
      t,
      '-t',
      'BelebeleRetrieval',
      '--by',
      'script-class',
      '--level',
      '0.9',
      ...DRAWS,
    ],
  ],
  [
    'compare by the language of the documents',
    (t) => [
      'compare',
      'labse-hybrid',
      'xlmr-hybrid',
      t,
      '--side',
      'document',
      '--by',
      'genus',
      ...DRAWS,
    ],
  ],
  [
    'compare as backbone and batching',
    (t) => ['compare', t, '--factor', 'backbone,batching', '--by', 'seen:all,family', ...DRAWS],
  ],
  [
    'compare as backbone and batching, zero-shot tasks only',
    (t) => ['compare', t, '--factor', 'backbone,batching', '--zero-shot-only', ...DRAWS],
  ],
  ['aggregate by the default groupings', (t) => ['aggregate', t, '--draws', '120']],
  [
    'aggregate by crossed groupings and pairs',
    (t) => [
      'aggregate',
      t,
      '--by',
      'family×seen,macroarea,tone',
      '--side',
      'pair',
      '--draws',
      '60',
    ],
  ],
  [
    'aggregate cross-lingual cells by the documents',
    (t) => [
      'aggregate',
      t,
      '--setting',
      'crosslingual',
      '--side',
      'document',
      '--by',
      'script,query-language',
      '--draws',
      '60',
    ],
  ],
  ['regress scores', (t) => ['regress', t, '-t', 'BelebeleRetrieval', '--draws', '120']],
  [
    'regress a difference on two distances',
    (t) => [
      'regress',
      'xlmr-hybrid',
      t,
      '--minus',
      'xlmr-monolingual',
      '--distance',
      'syntactic,geographic',
      '--pivot',
      'eng,deu',
      '--draws',
      '120',
    ],
  ],
  [
    'power of tasks',
    () => [
      'power',
      '-t',
      'XQuADRetrieval,BelebeleRetrieval',
      '--by',
      'word-order,seen:xlmr',
      '--difference',
      '0.03',
      '--power',
      '0.9',
    ],
  ],
  [
    'power from a pilot',
    (t) => [
      'power',
      '--pilot',
      pair.join(','),
      '--results',
      t,
      '--by',
      'family',
      '--alpha',
      '0.01',
    ],
  ],
];

describe('every number of a table', () => {
  it.each(CASES)('%s', async (_, argv) => {
    const { status, out } = await runCommand([...argv(tree), '--json']);
    expect(status).toBe(0);
    expect(rounded(out)).toMatchSnapshot();
  });

  it('the means and ranks of Python mteb', async () => {
    const { out } = await runCommand(['aggregate', tree, '--mteb', '--json']);
    expect(rounded(out)).toMatchSnapshot();
  });
});
