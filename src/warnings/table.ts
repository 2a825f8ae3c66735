import { DATA_WARNINGS } from './data-warnings.js';
import { RESULT_WARNINGS } from './result-warnings.js';
import { RUN_WARNINGS } from './run-warnings.js';
import type { WarningKind } from './warning-kind.js';

/**
 * Every code of a warning: the one place where its sentence, severity and remedy stand. Terminal,
 * events, manifest, marks and docs/warnings.md (`npm run docs`) read it. Records are in its order.
 */
export const WARNINGS = {
  ...DATA_WARNINGS,
  ...RUN_WARNINGS,
  ...RESULT_WARNINGS,
} as const satisfies Record<string, WarningKind>;

export type WarningCode = keyof typeof WARNINGS;

/** Facts of a code; undefined for one of another release. */
export function warningKind(code: string): WarningKind | undefined {
  return Object.hasOwn(WARNINGS, code) ? WARNINGS[code as WarningCode] : undefined;
}
