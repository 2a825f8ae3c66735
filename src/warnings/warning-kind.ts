/**
 * `error`: scores are wrong, or the data cannot be meant like this. `warning`: to be known before
 * the number is used.
 */
export type WarningSeverity = 'error' | 'warning';

/** What a code means. Count, unit and finding make the sentence: `3 queries without text`. */
export interface WarningKind {
  readonly severity: WarningSeverity;
  readonly unit: readonly [one: string, many: string];
  readonly finding: string;
  readonly remedy: string;
}
