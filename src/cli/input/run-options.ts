import { checkRunOptions } from '../../run/request/option-values.js';
import type { RunOptions } from '../../run/request/run-options.js';
import type { ResolvedSetting } from './settings.js';

/** Settings of the table → what `evaluate` takes. */
export function toRunOptions(settings: ReadonlyMap<string, ResolvedSetting>): RunOptions {
  const options: unknown = Object.fromEntries(
    [...settings].flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])),
  );
  checkRunOptions(options);
  return options;
}
