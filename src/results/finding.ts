/**
 * Everything that can be wrong with a result. `always`: broken as a file, no reader can use it. The others are errors
 * only under `--strict`: real leaderboard files deviate from today's definitions and still count.
 */
export const FINDING_KINDS = {
  'not-json': { always: true, summary: 'The file is no JSON: empty, truncated, or not UTF-8.' },
  schema: { always: true, summary: 'A member is missing or has the wrong type.' },
  'main-score-missing': { always: true, summary: 'The main score is not a finite number.' },
  'bare-token': { always: false, summary: 'NaN or Infinity, which JSON does not know.' },
  'duplicate-key': { always: false, summary: 'An object names a key twice; readers keep one of the values.' },
  'unknown-key': { always: false, summary: 'A member that MTEB does not have; it ignores and loses it.' },
  'old-layout': { always: false, summary: 'The layout from before mteb 1.11.' },
  'file-name': { always: false, summary: 'The file name is not the task.' },
  'folder-name': { always: false, summary: 'A folder name is not the model, revision or experiment of model_meta.json.' },
  'model-meta-missing': { always: false, summary: "No model_meta.json beside the results: mteb's loaders drop them." },
  'model-meta': { always: false, summary: 'model_meta.json is not what mteb 2.26 writes.' },
  'task-unknown': { always: false, summary: 'No definition of this task is known.' },
  'dataset-revision': { always: false, summary: 'The data set has another revision than the definition.' },
  'split-unknown': { always: false, summary: 'A split that the task does not evaluate.' },
  'split-missing': { always: false, summary: 'A split of the task has no scores.' },
  'subset-unknown': { always: false, summary: 'A subset that the task does not have.' },
  'subset-missing': { always: false, summary: 'A subset of the task has no scores.' },
  'subset-duplicate': { always: false, summary: 'A split holds a subset twice.' },
  languages: { always: false, summary: 'The languages of a subset are not those of the definition.' },
  'language-unknown': { always: false, summary: 'A code that is no ISO 639-3 language with an ISO 15924 script.' },
  'main-score': { always: false, summary: "The main score is not the task's main metric." },
  'metric-missing': { always: false, summary: "The task's main metric is not among the scores." },
  'value-range': { always: false, summary: 'A value outside the range of its metric, a negative time, a date to come.' },
  'metric-order': { always: false, summary: 'A metric that can only grow with its cut-off gets smaller.' },
  'mteb-version': { always: false, summary: 'A version that is none, or not the range of the versions of the subsets.' },
} as const satisfies Record<string, { always: boolean; summary: string }>;

export type FindingKind = keyof typeof FINDING_KINDS;

/** One thing wrong with one file. */
export interface Finding {
  readonly kind: FindingKind;
  /** JSON pointer into the file, `""` for the whole. */
  readonly pointer: string;
  readonly message: string;
}

/** A step of a JSON pointer, escaped (RFC 6901). */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
