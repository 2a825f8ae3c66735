import { GlottobenchError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import type { Command } from './input/command.js';
import { MTEB_OPTIONS } from './mteb-words.js';
import { flagOf, isMany, pluralOf } from './input/option-table.js';

/** Options of earlier versions → how they are written now, and the option that took their place. */
const RENAMED: ReadonlyMap<string, readonly [option: string, written: string]> = new Map([
  [
    'candidate-text',
    ['loader-option', '--loader-option candidate_text=sentence (or sentence+paragraph)'],
  ],
  ['keep-unanswerable', ['loader-option', '--loader-option skip_unanswerable=false']],
  ['distances', ['distance-table', '--distance-table FILE']],
]);

/** How the options of a command may be written. */
interface Spellings {
  /** Every option as `--help` shows it. */
  readonly flags: ReadonlySet<string>;
  readonly letters: ReadonlySet<string>;
  /** Plural → option. */
  readonly plurals: ReadonlyMap<string, string>;
}

function spellingsOf({ options }: Command): Spellings {
  const specs = Object.entries(options).map(([key, spec]) => ({ flag: flagOf(key, spec), spec }));
  return {
    flags: new Set(['help', ...specs.map(({ flag }) => flag)]),
    letters: new Set(['h', ...specs.flatMap(({ spec }) => spec.alias ?? [])]),
    plurals: new Map(
      specs.filter(({ spec }) => isMany(spec)).map(({ flag }) => [pluralOf(flag), flag]),
    ),
  };
}

/**
 * The words of a command line with every option as `--help` shows it: `--tasks A` → `--task A`.
 * @throws GB_USAGE for an option that the command does not have, with the one that was meant
 */
export function respell(argv: readonly string[], name: string, command: Command): string[] {
  const spellings = spellingsOf(command);
  const end = argv.indexOf('--');
  const unknown: UnknownOption[] = [];
  const respelled = argv.map((word, i) => {
    if (end !== -1 && i >= end) return word;
    const found = respellWord(word, argv[i + 1], name, spellings);
    if (typeof found === 'string') return found;
    unknown.push(found);
    return word;
  });
  if (unknown.length > 0) throw unknownOptions(unknown, name);
  return respelled;
}

/** An option that the command does not have. */
interface UnknownOption {
  readonly option: string;
  /** What was meant, as it is written. */
  readonly near: string | undefined;
}

function respellWord(
  word: string,
  next: string | undefined,
  name: string,
  { flags, letters, plurals }: Spellings,
): string | UnknownOption {
  const found = /^(--|-(?=[A-Za-z](?:=|$)))([A-Za-z][\w-]*)(=.*)?$/s.exec(word);
  if (found === null) return word;
  const [, dashes, option = '', rest = ''] = found;
  if (dashes === '-') {
    if (letters.has(option)) return word;
    if (option === 'o') refuseOut(next, name, flags);
    return { option: `-${option}`, near: undefined };
  }
  if (flags.has(option) || flags.has(option.replace(/^no-/, ''))) return word;
  const [now, written] = RENAMED.get(option) ?? MTEB_OPTIONS.get(option.replaceAll('_', '-')) ?? [];
  if (now !== undefined && flags.has(now))
    throw new GlottobenchError('GB_USAGE', `there is no option --${option}`, {
      hint: RENAMED.has(option)
        ? `it is written ${written ?? ''} now`
        : `mteb's --${option} is ${written ?? ''} here`,
    });
  const singular = plurals.get(option);
  if (singular !== undefined) return `--${singular}${rest}`;
  if (option === 'out') refuseOut(rest === '' ? next : rest.slice(1), name, flags);
  const [near] = didYouMean(option, new Set([...flags, ...plurals.keys()]), 1);
  return { option: `--${option}`, near: near === undefined ? undefined : `--${near}` };
}

/**
 * `--out` is only ever an output. @throws GB_USAGE where a command reads results and writes none
 */
function refuseOut(value: string | undefined, name: string, flags: ReadonlySet<string>): void {
  if (!flags.has('results')) return;
  throw new GlottobenchError('GB_USAGE', `${name} writes nothing to a folder; it reads results`, {
    hint: `--results ${value ?? 'DIR'}`,
  });
}

function unknownOptions(unknown: readonly UnknownOption[], name: string): GlottobenchError {
  const [first, ...others] = unknown;
  const options = unknown.map(({ option }) => option).join(', ');
  const found = unknown.filter(({ near }) => near !== undefined);
  const meant =
    others.length === 0
      ? first?.near
      : found.map(({ option, near }) => `${near ?? ''} for ${option}`).join(', ');
  return new GlottobenchError(
    'GB_USAGE',
    `there ${others.length === 0 ? 'is no option' : 'are no options'} ${options} of ${name}`,
    {
      hint:
        found.length === 0 ? `${name} --help shows the options` : `did you mean: ${meant ?? ''}?`,
    },
  );
}
