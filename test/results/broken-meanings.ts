import { at, dropEntry, same, set, setEntry, type Broken } from './spoil.js';

/** Sound as files, wrong in what they say: rejected under --strict, warnings without. */
export const BROKEN_MEANINGS: readonly Broken[] = [
  { why: 'another file name', kind: 'file-name', pointer: '', spoil: same, name: 'Much.json' },
  {
    why: 'an unknown task',
    kind: 'task-unknown',
    pointer: '/task_name',
    spoil: set('task_name', 'Mahny'),
    name: 'Mahny.json',
  },
  {
    why: 'another data set revision',
    kind: 'dataset-revision',
    pointer: '/dataset_revision',
    spoil: set('dataset_revision', 'main'),
  },
  {
    why: 'a subset twice',
    kind: 'subset-duplicate',
    pointer: '/scores/test/3/hf_subset',
    spoil: (result) => (result.scores['test']?.push({ ...at(result) }), result),
  },
  {
    why: 'a lost subset',
    kind: 'subset-missing',
    pointer: '/scores/test',
    spoil: (result) => (result.scores['test']?.pop(), result),
  },
  {
    why: 'a subset lost in the other split only',
    kind: 'subset-missing',
    pointer: '/scores/dev',
    spoil: (result) => (result.scores['dev']?.shift(), result),
  },
  {
    why: 'an unknown subset',
    kind: 'subset-unknown',
    pointer: '/scores/test/3/hf_subset',
    spoil: (result) => (result.scores['test']?.push({ ...at(result), hf_subset: 'xx' }), result),
  },
  {
    why: 'a subset in another case',
    kind: 'subset-unknown',
    pointer: '/scores/test/0/hf_subset',
    spoil: setEntry('hf_subset', 'DE'),
  },
  {
    why: 'a lost split',
    kind: 'split-missing',
    pointer: '/scores',
    spoil: (result) => (Reflect.deleteProperty(result.scores, 'dev'), result),
  },
  {
    why: 'an unknown split',
    kind: 'split-unknown',
    pointer: '/scores/train',
    spoil: (result) => ({ ...result, scores: { ...result.scores, train: result.scores['test'] } }),
  },
  {
    why: 'languages of another subset',
    kind: 'languages',
    pointer: '/scores/test/0/languages',
    spoil: setEntry('languages', ['fra-Latn']),
  },
  {
    why: 'languages in another order',
    kind: 'languages',
    pointer: '/scores/test/2/languages',
    spoil: (result) => ((at(result, 'test', 2)['languages'] as unknown[]).reverse(), result),
  },
  {
    why: 'a repeated language once',
    kind: 'languages',
    pointer: '/scores/test/1/languages',
    spoil: (result) => ((at(result, 'test', 1)['languages'] as unknown[]).pop(), result),
  },
  {
    why: 'no language at all',
    kind: 'languages',
    pointer: '/scores/test/0/languages',
    spoil: setEntry('languages', []),
  },
  {
    why: 'an underscore in a language',
    kind: 'language-unknown',
    pointer: '/scores/test/0/languages/0',
    spoil: setEntry('languages', ['deu_Latn']),
  },
  {
    why: 'a language that does not exist',
    kind: 'language-unknown',
    pointer: '/scores/test/0/languages/0',
    spoil: setEntry('languages', ['qqq-Latn']),
  },
  {
    why: 'a script that does not exist',
    kind: 'language-unknown',
    pointer: '/scores/test/0/languages/0',
    spoil: setEntry('languages', ['deu-Qqqq']),
  },
  {
    why: 'a two-letter language',
    kind: 'language-unknown',
    pointer: '/scores/test/0/languages/0',
    spoil: setEntry('languages', ['de']),
  },
  {
    why: 'another metric as main score',
    kind: 'main-score',
    pointer: '/scores/test/0/main_score',
    spoil: (result) => setEntry('main_score', at(result)['map_at_10'])(result),
  },
  {
    why: 'no main metric',
    kind: 'metric-missing',
    pointer: '/scores/test/0/ndcg_at_10',
    spoil: dropEntry('ndcg_at_10'),
  },
  {
    why: 'a lost cut-off',
    kind: 'metric-missing',
    pointer: '/scores/test/0/recall_at_10',
    spoil: dropEntry('recall_at_10'),
  },
  {
    why: 'a main metric of null',
    kind: 'main-score',
    pointer: '/scores/test/0/main_score',
    spoil: setEntry('ndcg_at_10', null),
  },
  {
    why: 'percentages',
    kind: 'value-range',
    pointer: '/scores/test/0/main_score',
    spoil: (result) => (setEntry('ndcg_at_10', 54.3)(result), setEntry('main_score', 54.3)(result)),
  },
  {
    why: 'a metric above 1',
    kind: 'value-range',
    pointer: '/scores/test/0/precision_at_1',
    spoil: setEntry('precision_at_1', 1.5),
  },
  {
    why: 'a negative metric',
    kind: 'value-range',
    pointer: '/scores/test/0/ndcg_at_1',
    spoil: setEntry('ndcg_at_1', -0.1),
  },
  {
    why: 'an infinite metric',
    kind: 'bare-token',
    pointer: '/scores/test/0/nauc_ndcg_at_10_max',
    spoil: setEntry('nauc_ndcg_at_10_max', 7),
    text: (text) => text.replace('"nauc_ndcg_at_10_max": 7', '"nauc_ndcg_at_10_max": -Infinity'),
  },
  {
    why: 'a NaN token',
    kind: 'bare-token',
    pointer: '/scores/dev/0/nauc_ndcg_at_10_max',
    spoil: same,
    text: (text) => text.replace('null', 'NaN'),
  },
  {
    why: 'swapped cut-offs',
    kind: 'metric-order',
    pointer: '/scores/test/0/recall_at_10',
    spoil: (result) => (
      setEntry('recall_at_1', 0.9)(result),
      setEntry('recall_at_10', 0.2)(result)
    ),
  },
  {
    why: 'more gain than hits',
    kind: 'metric-contradiction',
    pointer: '/scores/test/0/ndcg_at_10',
    spoil: (result) => (setEntry('ndcg_at_10', 0.99)(result), setEntry('main_score', 0.99)(result)),
  },
  {
    why: 'more found than retrieved',
    kind: 'metric-contradiction',
    pointer: '/scores/test/0/recall_at_10',
    spoil: setEntry('recall_at_10', 0.95),
  },
  {
    why: 'a range of versions from new to old',
    kind: 'mteb-version',
    pointer: '/mteb_version',
    spoil: set('mteb_version', '2.20.0-2.1.0'),
  },
  {
    why: 'a negative time',
    kind: 'value-range',
    pointer: '/evaluation_time',
    spoil: set('evaluation_time', -1),
  },
  {
    why: 'a date in milliseconds',
    kind: 'value-range',
    pointer: '/date',
    spoil: set('date', 1795395433444),
  },
  {
    why: 'a phase that ends before it starts',
    kind: 'value-range',
    pointer: '/evaluation_phases/0',
    spoil: set('evaluation_phases', [
      { name: 'Scoring', start: 3, end: 1, split: 'test', subset: 'de' },
    ]),
  },
  {
    why: 'a version that is none',
    kind: 'mteb-version',
    pointer: '/mteb_version',
    spoil: set('mteb_version', 'latest'),
  },
  {
    why: 'a version of null',
    kind: 'mteb-version',
    pointer: '/mteb_version',
    spoil: set('mteb_version', null),
  },
  {
    why: 'a version the subsets do not have',
    kind: 'mteb-version',
    pointer: '/mteb_version',
    spoil: set('mteb_version', '1.0.0'),
  },
  {
    why: 'a subset version that is none',
    kind: 'mteb-version',
    pointer: '/scores/test/0/mteb_version',
    spoil: setEntry('mteb_version', 'mine'),
  },
  { why: 'an unknown member', kind: 'unknown-key', pointer: '/model', spoil: set('model', 'x') },
  {
    why: 'a key twice',
    kind: 'duplicate-key',
    pointer: '/task_name',
    spoil: same,
    text: (text) => text.replace('"task_name"', '"task_name": "Other",\n  "task_name"'),
  },
  {
    why: 'a key twice in an entry',
    kind: 'duplicate-key',
    pointer: '/scores/test/1/main_score',
    spoil: same,
    text: (text) => replaceSecond(text, '"main_score"', '"main_score": 1.0,\n  "main_score"'),
  },
  {
    why: 'the old layout',
    kind: 'old-layout',
    pointer: '',
    spoil: () => ({
      mteb_dataset_name: 'Many',
      mteb_version: '1.0.2',
      dataset_revision: 'rev-1',
      test: { de: { ndcg_at_10: 0.5 } },
    }),
  },
];

/** The good file lists dev first: three entries, then test. The fifth occurrence is test/1. */
function replaceSecond(text: string, what: string, by: string): string {
  let count = 0;
  return text.replaceAll(what, (found) => (++count === 5 ? by : found));
}
