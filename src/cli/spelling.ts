import { GlottobenchError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import type { Command } from './input/command.js';
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
  return argv.map((word, i) =>
    end !== -1 && i >= end ? word : respellWord(word, argv[i + 1], name, spellings),
  );
}

function respellWord(
  word: string,
  next: string | undefined,
  name: string,
  { flags, letters, plurals }: Spellings,
): string {
  const found = /^(--|-(?=[A-Za-z](?:=|$)))([A-Za-z][\w-]*)(=.*)?$/s.exec(word);
  if (found === null) return word;
  const [, dashes, option = '', rest = ''] = found;
  if (dashes === '-') {
    if (letters.has(option)) return word;
    if (option === 'o') refuseOut(next, name, flags);
    throw unknownOption(`-${option}`, name, undefined);
  }
  if (flags.has(option) || flags.has(option.replace(/^no-/, ''))) return word;
  const [now, written] = RENAMED.get(option) ?? [];
  if (now !== undefined && flags.has(now))
    throw new GlottobenchError('GB_USAGE', `there is no option --${option}`, {
      hint: `it is written ${written ?? ''} now`,
    });
  const singular = plurals.get(option);
  if (singular !== undefined) return `--${singular}${rest}`;
  if (option === 'out') refuseOut(rest === '' ? next : rest.slice(1), name, flags);
  throw unknownOption(
    `--${option}`,
    name,
    didYouMean(option, new Set([...flags, ...plurals.keys()]), 1)[0],
  );
}

/** `--out` is only ever an output. @throws GB_USAGE where a command reads results and writes none */
function refuseOut(value: string | undefined, name: string, flags: ReadonlySet<string>): void {
  if (!flags.has('results')) return;
  throw new GlottobenchError('GB_USAGE', `${name} writes nothing to a folder; it reads results`, {
    hint: `--results ${value ?? 'DIR'}`,
  });
}

function unknownOption(option: string, name: string, near: string | undefined): GlottobenchError {
  return new GlottobenchError('GB_USAGE', `there is no option ${option} of ${name}`, {
    hint: near === undefined ? `${name} --help shows the options` : `did you mean: --${near}?`,
  });
}
