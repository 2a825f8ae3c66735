import type { RunEvent } from '../types/event.js';
import type { Warning } from '../types/generated/warning.js';
import { describeWarning } from './describe.js';
import { warningOf } from './record.js';
import type { WarningCode } from './table.js';

type WarningEvent = Extract<RunEvent, { readonly type: 'warning' }>;

/** What is known against the number of a cell. */
export function cellWarning(record: Warning, model: string): WarningEvent {
  return { type: 'warning', message: describeWarning(record), model, ...record };
}

/** What is to be known about a model or about the run itself; the whole sentence is its message. */
export function runWarning(code: WarningCode, message: string, model?: string): WarningEvent {
  return {
    type: 'warning',
    message,
    ...(model !== undefined && { model }),
    ...warningOf(code, null, 1, [message]),
  };
}
