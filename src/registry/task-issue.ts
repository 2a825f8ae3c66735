import type { Issue } from '../base/errors.js';

/** A fault of a definition, or (warning) something that works but that the author should know. */
export interface TaskIssue extends Issue {
  readonly severity: 'error' | 'warning';
}

export function fault(pointer: string, message: string): TaskIssue {
  return { severity: 'error', pointer, message };
}

export function warning(pointer: string, message: string): TaskIssue {
  return { severity: 'warning', pointer, message };
}
