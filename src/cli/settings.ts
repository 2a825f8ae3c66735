import { existsSync } from 'node:fs';
import { GlottobenchError } from '../base/errors.js';
import { parseJson, readText } from '../base/json.js';
import { validateAgainst } from '../base/validate.js';
import type { GlottobenchConfig } from '../types/generated/config.js';
import { checkOptionValue } from '../run/option-values.js';
import type { RunOption } from '../run/run-options.js';

export const CONFIG_FILE = 'glottobench.config.json';

export type SettingValue = string | number | boolean | readonly string[];

/** A setting and where it came from, as `--print-config` shows it. */
export interface Setting {
  readonly value: SettingValue | undefined;
  readonly origin: string;
}

/**
 * Flag > environment > config file > default, for every option of the table.
 * @throws GB_CONFIG_INVALID, GB_USAGE, GB_NOT_FOUND (a config file that was named and is not there)
 */
export async function resolveSettings(
  options: readonly RunOption[],
  argv: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv,
): Promise<Map<string, Setting>> {
  const named = typeof argv['config'] === 'string' ? argv['config'] : undefined;
  const path = named ?? (existsSync(CONFIG_FILE) ? CONFIG_FILE : undefined);
  const file: Readonly<Record<string, unknown>> =
    path === undefined ? {} : { ...(await readConfig(path)) };
  return new Map(
    options.map((option): [string, Setting] => {
      const flag = argv[option.flag];
      if (flag !== undefined)
        return [
          option.key,
          { value: convert(option, flag, `--${option.flag}`), origin: `--${option.flag}` },
        ];
      const variable = option.environment === undefined ? undefined : env[option.environment];
      if (option.environment !== undefined && variable !== undefined && variable !== '') {
        return [
          option.key,
          {
            value: convert(option, variable, option.environment),
            origin: `$${option.environment}`,
          },
        ];
      }
      const stored = file[option.key];
      if (stored !== undefined)
        return [
          option.key,
          {
            value: (option.kind === 'list' && typeof stored === 'string'
              ? [stored]
              : stored) as SettingValue,
            origin: path ?? '',
          },
        ];
      return [
        option.key,
        { value: option.fallback, origin: option.fallback === undefined ? 'not set' : 'default' },
      ];
    }),
  );
}

async function readConfig(path: string): Promise<GlottobenchConfig> {
  const value = parseJson(await readText(path), path, 'GB_CONFIG_INVALID');
  const issues = validateAgainst('config.schema.json', value);
  if (issues.length > 0) {
    throw new GlottobenchError(
      'GB_CONFIG_INVALID',
      `${issues.length === 1 ? 'one fault' : `${issues.length} faults`}`,
      { file: path, issues },
    );
  }
  return value as GlottobenchConfig;
}

/** A flag or a variable is text: read as what the option holds, then checked as every value is. */
function convert(option: RunOption, given: unknown, source: string): SettingValue {
  const value = fromText(option, given, source);
  checkOptionValue(option, value, source);
  return value;
}

function fromText(option: RunOption, given: unknown, source: string): SettingValue {
  const all = (Array.isArray(given) ? given : [given]).map(String);
  switch (option.kind) {
    case 'switch':
      return typeof given === 'boolean'
        ? given
        : !['0', 'false', 'no', 'off'].includes(String(given).toLowerCase());
    case 'count':
      return countFrom(all.at(-1) ?? '', source);
    case 'names': {
      const names = all
        .flatMap((one) => one.split(','))
        .map((name) => name.trim())
        .filter((name) => name !== '');
      if (names.length === 0)
        throw new GlottobenchError('GB_USAGE', `${source} needs at least one name`);
      return [...new Set(names)];
    }
    case 'list': {
      const values = all.filter((one) => one !== '');
      if (values.length === 0) throw new GlottobenchError('GB_USAGE', `${source} needs a value`);
      return values;
    }
    case 'text': {
      const [text = '', ...more] = all;
      if (more.length > 0)
        throw new GlottobenchError(
          'GB_USAGE',
          `${source} was given ${all.length} times; it takes one value`,
        );
      return text;
    }
  }
}

function countFrom(text: string, source: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number) || number < 1)
    throw new GlottobenchError(
      'GB_USAGE',
      `${source} needs a whole number of at least 1, got "${text}"`,
    );
  return number;
}
