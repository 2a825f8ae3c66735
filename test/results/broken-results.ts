import type { FindingKind } from '../../src/results/finding.js';

/** A result file as an object that may be spoilt. */
export interface Spoilable {
  [key: string]: unknown;
  task_name: unknown;
  scores: Record<string, Record<string, unknown>[]>;
}

/** What is done to a good file (as object or as text), and how it has to be called. */
export interface Broken {
  readonly why: string;
  readonly kind: FindingKind;
  readonly pointer: string;
  readonly spoil: (result: Spoilable) => unknown;
  /** Applied to the text afterwards. */
  readonly text?: (text: string) => string | Buffer;
  /** File name, default the good one. */
  readonly name?: string;
}

const same = (result: Spoilable): Spoilable => result;
const at = (result: Spoilable, split = 'test', i = 0): Record<string, unknown> =>
  result.scores[split]?.[i] ?? {};
const set = (key: string, value: unknown) => (result: Spoilable) => ({ ...result, [key]: value });
const without = (key: string) => (result: Spoilable) =>
  Object.fromEntries(Object.entries(result).filter(([name]) => name !== key));
const setEntry = (key: string, value: unknown) => (result: Spoilable) => {
  at(result)[key] = value;
  return result;
};
const dropEntry = (key: string) => (result: Spoilable) => {
  Reflect.deleteProperty(at(result), key);
  return result;
};

/** Broken as files: rejected with and without --strict. */
export const BROKEN_FILES: readonly Broken[] = [
  { why: 'empty', kind: 'not-json', pointer: '', spoil: same, text: () => '' },
  { why: 'blank', kind: 'not-json', pointer: '', spoil: same, text: () => '  \n' },
  {
    why: 'truncated',
    kind: 'not-json',
    pointer: '',
    spoil: same,
    text: (text) => text.slice(0, Math.floor(text.length * 0.6)),
  },
  {
    why: 'truncated after a NaN',
    kind: 'not-json',
    pointer: '',
    spoil: same,
    text: (text) => `${text.replace('null', 'NaN').slice(0, -20)}`,
  },
  {
    why: 'two documents',
    kind: 'not-json',
    pointer: '',
    spoil: same,
    text: (text) => `${text}${text}`,
  },
  {
    why: 'trailing comma',
    kind: 'not-json',
    pointer: '',
    spoil: same,
    text: (text) => text.replace(/\n\}$/, ',\n}'),
  },
  {
    why: 'NaN as a key',
    kind: 'not-json',
    pointer: '',
    spoil: same,
    text: (text) => text.replace('"dataset_revision"', 'NaN: 1, "dataset_revision"'),
  },
  {
    why: 'byte order mark',
    kind: 'not-json',
    pointer: '',
    spoil: same,
    text: (text) => `\ufeff${text}`,
  },
  {
    why: 'Latin-1',
    kind: 'not-json',
    pointer: '',
    spoil: set('dataset_revision', 'r\u00e9vision'),
    text: (text) => Buffer.from(text, 'latin1'),
  },
  {
    why: 'a merge conflict',
    kind: 'not-json',
    pointer: '',
    spoil: same,
    text: (text) => `<<<<<<< HEAD\n${text}`,
  },
  {
    why: 'nested without end',
    kind: 'not-json',
    pointer: '',
    spoil: same,
    text: () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  },
  {
    why: 'a member nested without end',
    kind: 'not-json',
    pointer: '',
    spoil: same,
    text: (text) => text.replace('{', `{"x": ${'{"y":'.repeat(2000)}1${'}'.repeat(2000)},`),
  },
  {
    why: 'UTF-16',
    kind: 'not-json',
    pointer: '',
    spoil: same,
    text: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  },
  {
    why: 'a pointer to a file elsewhere',
    kind: 'not-json',
    pointer: '',
    spoil: same,
    text: () => 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n',
  },
  { why: 'a list', kind: 'schema', pointer: '', spoil: (result) => [result] },
  { why: 'null', kind: 'schema', pointer: '', spoil: () => null },
  { why: 'an empty object', kind: 'schema', pointer: '/scores', spoil: () => ({}) },
  { why: 'no task name', kind: 'schema', pointer: '/task_name', spoil: without('task_name') },
  { why: 'no scores', kind: 'schema', pointer: '/scores', spoil: without('scores') },
  {
    why: 'no data set revision',
    kind: 'schema',
    pointer: '/dataset_revision',
    spoil: without('dataset_revision'),
  },
  { why: 'no version', kind: 'schema', pointer: '/mteb_version', spoil: without('mteb_version') },
  {
    why: 'no evaluation time',
    kind: 'schema',
    pointer: '/evaluation_time',
    spoil: without('evaluation_time'),
  },
  { why: 'empty scores', kind: 'schema', pointer: '/scores', spoil: set('scores', {}) },
  { why: 'scores as a list', kind: 'schema', pointer: '/scores', spoil: set('scores', []) },
  {
    why: 'a split without entries',
    kind: 'schema',
    pointer: '/scores/test',
    spoil: set('scores', { test: [] }),
  },
  {
    why: 'a split that is an object',
    kind: 'schema',
    pointer: '/scores/test',
    spoil: (result) => ({ ...result, scores: { test: at(result) } }),
  },
  {
    why: 'a task name that is a number',
    kind: 'schema',
    pointer: '/task_name',
    spoil: set('task_name', 7),
  },
  {
    why: 'a task name that is a path',
    kind: 'schema',
    pointer: '/task_name',
    spoil: set('task_name', '../Many'),
  },
  {
    why: 'a time that is a text',
    kind: 'schema',
    pointer: '/evaluation_time',
    spoil: set('evaluation_time', '12 s'),
  },
  { why: 'a date that is none', kind: 'schema', pointer: '/date', spoil: set('date', 'yesterday') },
  {
    why: 'phases that are no list',
    kind: 'schema',
    pointer: '/evaluation_phases',
    spoil: set('evaluation_phases', 'fast'),
  },
  {
    why: 'a score that is a text',
    kind: 'schema',
    pointer: '/scores/test/0/main_score',
    spoil: setEntry('main_score', '0.5'),
  },
  {
    why: 'no main score',
    kind: 'schema',
    pointer: '/scores/test/0/main_score',
    spoil: dropEntry('main_score'),
  },
  {
    why: 'a main score of null',
    kind: 'main-score-missing',
    pointer: '/scores/test/0/main_score',
    spoil: setEntry('main_score', null),
  },
  {
    why: 'a main score of NaN',
    kind: 'main-score-missing',
    pointer: '/scores/test/0/main_score',
    spoil: setEntry('main_score', 0.1234),
    text: (text) => text.replace('"main_score": 0.1234', '"main_score": NaN'),
  },
  {
    why: 'a metric that is a text',
    kind: 'schema',
    pointer: '/scores/test/0/ndcg_at_10',
    spoil: setEntry('ndcg_at_10', 'nan'),
  },
  {
    why: 'a metric that is a boolean',
    kind: 'schema',
    pointer: '/scores/test/0/map_at_10',
    spoil: setEntry('map_at_10', true),
  },
  {
    why: 'no subset',
    kind: 'schema',
    pointer: '/scores/test/0/hf_subset',
    spoil: dropEntry('hf_subset'),
  },
  {
    why: 'a subset that is a number',
    kind: 'schema',
    pointer: '/scores/test/0/hf_subset',
    spoil: setEntry('hf_subset', 1),
  },
  {
    why: 'no languages',
    kind: 'schema',
    pointer: '/scores/test/0/languages',
    spoil: dropEntry('languages'),
  },
  {
    why: 'languages that are a text',
    kind: 'schema',
    pointer: '/scores/test/0/languages',
    spoil: setEntry('languages', 'deu-Latn'),
  },
  {
    why: 'a language that is null',
    kind: 'schema',
    pointer: '/scores/test/0/languages/0',
    spoil: setEntry('languages', [null]),
  },
  {
    why: 'an entry that is null',
    kind: 'schema',
    pointer: '/scores/test/0',
    spoil: (result) => ({ ...result, scores: { ...result.scores, test: [null] } }),
  },
];

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
    why: 'an area above 1',
    kind: 'value-range',
    pointer: '/scores/test/0/nauc_ndcg_at_10_max',
    spoil: setEntry('nauc_ndcg_at_10_max', 7),
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
