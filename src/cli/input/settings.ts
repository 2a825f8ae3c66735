import { existsSync } from 'node:fs';
import { GlottobenchError } from '../../base/errors.js';
import { parseJson, readText } from '../../base/json.js';
import { validateAgainst } from '../../base/validate.js';
import type { GlottobenchConfig } from '../../types/generated/config.js';
import type { RunOption } from '../../run/request/run-options.js';
import { readOption } from './read-option.js';

export const CONFIG_FILE = 'glottobench.config.json';

/** A setting and where it came from, as `--print-config` shows it. */
export interface ResolvedSetting {
  readonly value: unknown;
  readonly origin: string;
}

/** Where the options of a run may stand. */
export interface Sources {
  /** Values of the flags that were given, by key. */
  readonly given: Readonly<Record<string, unknown>>;
  /** The config file that was named. */
  readonly config?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Flag > environment > config file > default, for every option of the table.
 * @throws GB_CONFIG_INVALID, GB_USAGE, GB_NOT_FOUND (a config file that was named and is not there)
 */
export async function resolveSettings(
  options: readonly RunOption[],
  { given, config, env }: Sources,
): Promise<Map<string, ResolvedSetting>> {
  const path = config ?? (existsSync(CONFIG_FILE) ? CONFIG_FILE : undefined);
  const file: Readonly<Record<string, unknown>> =
    path === undefined ? {} : { ...(await readConfig(path)) };
  return new Map(
    options.map((option): [string, ResolvedSetting] => {
      const { key, flag, environment, fallback } = option;
      const fromFlag = given[key];
      if (fromFlag !== undefined) return [key, { value: fromFlag, origin: `--${flag}` }];
      const variable = environment === undefined ? undefined : env[environment];
      if (environment !== undefined && variable !== undefined && variable !== '')
        return [
          key,
          { value: readOption(option, variable, environment), origin: `$${environment}` },
        ];
      const stored = file[key];
      if (stored !== undefined) return [key, { value: stored, origin: path ?? '' }];
      return [key, { value: fallback, origin: fallback === undefined ? 'not set' : 'default' }];
    }),
  );
}

async function readConfig(path: string): Promise<GlottobenchConfig> {
  const value = parseJson(await readText(path), path, 'GB_CONFIG_INVALID');
  const issues = validateAgainst('config.schema.json', value);
  if (issues.length > 0) {
    throw new GlottobenchError(
      'GB_CONFIG_INVALID',
      issues.length === 1 ? 'one fault' : `${issues.length} faults`,
      { file: path, issues },
    );
  }
  return value as GlottobenchConfig;
}
