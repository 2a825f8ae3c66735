import type { Argv, Options, PositionalOptions } from 'yargs';
import { GlottobenchError } from '../base/errors.js';
import type { Command } from './input/command.js';
import { flagOf, isMany, type OptionSpec, type OptionTable } from './input/option-table.js';
import { readOption } from './input/read-option.js';

/** The words of a command as usage shows them: `<name> [models..]`. */
export function wordsUsage(words: OptionTable): string {
  return Object.entries(words)
    .map(([key, spec]) => {
      const name = `${key}${isMany(spec) ? '..' : ''}`;
      return spec.required === true ? `<${name}>` : `[${name}]`;
    })
    .join(' ');
}

/**
 * Declares words and options to yargs. What a value may be is checked by `valuesOf`; yargs sees
 * text.
 */
export function declare(parser: Argv, { words, options, examples, epilogue }: Command): Argv {
  for (const [key, spec] of Object.entries(words)) parser.positional(key, wordDeclaration(spec));
  for (const [key, spec] of Object.entries(options))
    parser.option(flagOf(key, spec), optionDeclaration(spec));
  if (examples.length > 0)
    parser.example(examples.map(([line, does]): [string, string] => [line, does]));
  return epilogue === undefined ? parser : parser.epilogue(epilogue);
}

function wordDeclaration(spec: OptionSpec): PositionalOptions {
  return { type: 'string', describe: describeOption(spec), ...(isMany(spec) && { array: true }) };
}

function optionDeclaration(spec: OptionSpec): Options {
  const isSwitch = spec.kind === 'switch' || spec.kind === 'either';
  return {
    describe: describeOption(spec),
    ...(spec.group !== undefined && { group: spec.group }),
    ...(spec.alias !== undefined && { alias: spec.alias }),
    ...(isSwitch ? { type: 'boolean' } : { type: 'string', requiresArg: true }),
    ...(isMany(spec) && { array: true }),
  };
}

/** yargs itself sees text, so the help says in words what a value may be. */
function describeOption({
  kind,
  choices,
  fallback,
  shownFallback,
  required,
  describe,
}: OptionSpec): string {
  const shown = shownFallback ?? fallback;
  return [
    describe,
    ...(kind === 'count' ? ['(whole number)'] : []),
    ...(kind === 'number' ? ['(number)'] : []),
    ...(choices === undefined
      ? []
      : [`[choices: ${choices.map((choice) => JSON.stringify(choice)).join(', ')}]`]),
    ...(shown === undefined ? [] : [`[default: ${String(shown)}]`]),
    ...(required === true ? ['[required]'] : []),
  ].join(' ');
}

/**
 * What was given, by key, read and checked.
 * @param argv as yargs parsed it, without expansion of names
 * @throws GB_USAGE
 */
export function valuesOf(
  { words, options }: Command,
  argv: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries<unknown>([
    ...Object.entries(words).map(([key, spec]) => [key, valueOf(spec, argv[key], key)] as const),
    ...Object.entries(options).map(([key, spec]) => {
      const flag = flagOf(key, spec);
      return [key, valueOf(spec, argv[flag], `--${flag}`)] as const;
    }),
  ]);
}

function valueOf(spec: OptionSpec, given: unknown, source: string): unknown {
  // yargs gives an empty list for words that are not there
  if (given !== undefined && !(Array.isArray(given) && given.length === 0))
    return readOption(spec, given, source);
  if (spec.required === true)
    throw new GlottobenchError('GB_USAGE', `${source} is missing: ${spec.describe}`, {
      hint: 'add --help to see the options',
    });
  return spec.kind === 'switch' ? false : spec.fallback;
}
