import type { Options } from 'yargs';
import type { RunOption } from '../run/run-options.js';

/** The yargs declaration of the table. Defaults are filled in later, so that a flag that was given can be told from one that was not. */
export function yargsOptions(options: readonly RunOption[]): Record<string, Options> {
  return Object.fromEntries(
    options.map((option): [string, Options] => [
      option.flag,
      {
        group: option.group,
        describe: describeOption(option),
        ...(option.alias === undefined ? {} : { alias: option.alias }),
        ...(option.kind === 'switch'
          ? { type: 'boolean' as const }
          : { type: 'string' as const, requiresArg: true }),
        ...(option.kind === 'names' || option.kind === 'list' ? { array: true } : {}),
      },
    ]),
  );
}

/** Counts and choices are read by `settings.ts`, for flag, environment and file alike; yargs itself sees text, so the help says them in words. */
function describeOption({ kind, choices, fallback, describe }: RunOption): string {
  const parts = [describe];
  if (kind === 'count') parts.push('(whole number)');
  if (choices !== undefined)
    parts.push(`[choices: ${choices.map((choice) => JSON.stringify(choice)).join(', ')}]`);
  if (fallback !== undefined && fallback !== false) parts.push(`[default: ${String(fallback)}]`);
  return parts.join(' ');
}
