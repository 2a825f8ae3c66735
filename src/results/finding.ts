import { escapePointer } from '../base/json.js';

/**
 * Everything that can be wrong with a result. `always`: broken as a file, no reader can use it. The
 * others are errors only under `--strict`: real leaderboard files deviate from today's definitions
 * and still count.
 */
export const FINDING_KINDS = {
  'not-json': { always: true, summary: 'Empty, truncated, not UTF-8, or otherwise no JSON' },
  schema: { always: true, summary: 'A member is missing or has the wrong type' },
  'main-score-missing': { always: true, summary: 'The main score is not a finite number' },
  'bare-token': { always: false, summary: 'NaN or Infinity, which JSON does not know' },
  'duplicate-key': { always: false, summary: 'A key stands twice; readers keep one of the values' },
  'unknown-key': { always: false, summary: 'A member that mteb ignores on reading' },
  'old-layout': { always: false, summary: 'The layout from before mteb 1.11' },
  'file-name': { always: false, summary: 'The file name is not the task' },
  'folder-name': { always: false, summary: 'Not the model, revision or experiment of the meta' },
  'model-meta-missing': {
    always: false,
    summary: 'Without model_meta.json mteb drops the results',
  },
  'model-meta': { always: false, summary: 'model_meta.json is not what mteb 2.26 writes' },
  'task-unknown': { always: false, summary: 'No definition of this task is known' },
  'dataset-revision': {
    always: false,
    summary: 'Another revision of the data than the definition',
  },
  'split-unknown': { always: false, summary: 'A split that the task does not evaluate' },
  'split-missing': { always: false, summary: 'A split of the task has no scores' },
  'subset-unknown': { always: false, summary: 'A subset that the task does not have' },
  'subset-missing': { always: false, summary: 'Subsets of the task have no scores' },
  'subset-duplicate': { always: false, summary: 'A split holds a subset twice' },
  languages: { always: false, summary: 'Other languages than the definition of the subset' },
  'language-unknown': { always: false, summary: 'No ISO 639-3 language with an ISO 15924 script' },
  'main-score': { always: false, summary: "The main score is not the task's main metric" },
  'metric-missing': { always: false, summary: 'The main metric or a cut-off is not there' },
  'value-range': { always: false, summary: 'Outside the range of its metric; an impossible time' },
  'percent-scale': { always: true, summary: 'All scores are in percent, not shares' },
  'metric-order': { always: false, summary: 'A metric falls where it can only grow' },
  'metric-contradiction': {
    always: false,
    summary: 'Metrics of one cut-off that cannot go together',
  },
  'mteb-version': { always: false, summary: 'No version, or not that of the subsets' },
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
  return `/${escapePointer(String(key))}`;
}
