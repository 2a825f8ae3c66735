import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import type { OptionSpec } from './option-table.js';

type OptionValue = string | number | boolean | readonly string[];

/**
 * Text of a flag or of an environment variable → the value that the option holds.
 * @param given one text or several, or true and false of a switch
 * @param source the flag or the variable, for the message
 * @throws GB_USAGE
 */
export function readOption(spec: OptionSpec, given: unknown, source: string): OptionValue {
  const all = (Array.isArray(given) ? given : [given]).map(String);
  switch (spec.kind) {
    case 'switch':
    case 'either':
      return typeof given === 'boolean'
        ? given
        : !['0', 'false', 'no', 'off'].includes(single(all, source).toLowerCase());
    case 'count':
      return readCount(spec, single(all, source), source);
    case 'number':
      return readNumber(spec, single(all, source), source);
    case 'text':
      return readText(spec, single(all, source), source);
    case 'list':
      return all.map((one) => readText(spec, one, source));
    case 'names':
      return readNames(spec, all, source);
  }
}

function single(all: readonly string[], source: string): string {
  const [text = '', ...more] = all;
  if (more.length > 0)
    throw new GlottobenchError(
      'GB_USAGE',
      `${source} was given ${all.length} times; it takes one value`,
    );
  return text;
}

function readNames(spec: OptionSpec, all: readonly string[], source: string): readonly string[] {
  const names = all
    .flatMap((one) => one.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0)
    throw new GlottobenchError('GB_USAGE', `${source} needs at least one name`);
  for (const name of names) checkChoice(spec, name, source);
  return [...new Set(names)];
}

function readText(spec: OptionSpec, text: string, source: string): string {
  if (text === '' && spec.mayBeEmpty !== true)
    throw new GlottobenchError('GB_USAGE', `${source} is empty`);
  checkChoice(spec, text, source);
  return text;
}

function readCount({ least = 1, most }: OptionSpec, text: string, source: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text.trim()) && number >= least && number <= (most ?? Number.MAX_SAFE_INTEGER))
    return number;
  throw new GlottobenchError(
    'GB_USAGE',
    `${source} needs a whole number ${most === undefined ? `of at least ${least}` : `from ${least} to ${most}`}, got "${text}"`,
  );
}

function readNumber({ above, below }: OptionSpec, text: string, source: string): number {
  const number = Number(text);
  const inside = number > (above ?? -Infinity) && number < (below ?? Infinity);
  if (text.trim() !== '' && Number.isFinite(number) && inside) return number;
  const bounds = [
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ].join(' and ');
  throw new GlottobenchError(
    'GB_USAGE',
    `${source} needs a number${bounds === '' ? '' : ` ${bounds}`}, got "${text}"`,
  );
}

function checkChoice({ choices }: OptionSpec, value: string, source: string): void {
  if (choices === undefined || choices.includes(value)) return;
  const near = didYouMean(value, choices, 1)[0];
  throw new GlottobenchError('GB_USAGE', `${source} takes ${choices.join(', ')}; got "${value}"`, {
    hint: near === undefined ? undefined : `did you mean: ${near}?`,
  });
}
