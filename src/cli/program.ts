import yargs, { type Argv } from 'yargs';
import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import { packageVersion } from '../base/folders.js';
import { didYouMean } from '../base/suggest.js';
import type { Command, CommandEntry, CommandIo } from './input/command.js';
import { COMMANDS } from './commands.js';
import { declare, valuesOf, wordsUsage } from './parse-command.js';
import { renderError } from './render/error.js';
import { complete, isCompletion } from './completion.js';
import { helpPage } from './help-page.js';
import { MTEB_VERBS } from './mteb-words.js';
import { respell } from './spelling.js';
import { talking } from './talk.js';
import { takeWidth } from './width.js';

/**
 * Runs one command line and returns its exit status (docs/exit-codes.md). Nothing here ends the
 * process.
 * @param given the words after the program's name
 */
export async function runProgram(given: readonly string[], plain: CommandIo): Promise<number> {
  let io = talking(plain);
  try {
    const { argv, width } = takeWidth(given);
    if (width !== undefined) io = talking({ ...plain, columns: width, talkColumns: width });
    if (isCompletion(argv)) return await complete(argv, io);
    const entry = findEntry(argv);
    if (entry === undefined) return await runWithoutCommand(argv, io);
    const command = await entry.load();
    return await runCommand(entry, command, argv.slice(entry.path.length), io);
  } catch (error) {
    if (!isGlottobenchError(error) && !io.signal.aborted) {
      io.err(`${renderError(error, io.env['GLOTTOBENCH_DEBUG'] !== undefined)}\n`);
      return 1;
    }
    const known = isGlottobenchError(error)
      ? error
      : new GlottobenchError('GB_INTERRUPTED', 'stopped; what is done is kept');
    io.err(`${renderError(known, false)}\n`);
    return known.exitCode;
  }
}

function findEntry(argv: readonly string[]): CommandEntry | undefined {
  return COMMANDS.find((entry) => entry.path.every((word, i) => argv[i] === word));
}

async function runCommand(
  entry: CommandEntry,
  command: Command,
  rest: readonly string[],
  io: CommandIo,
): Promise<number> {
  const name = `glottobench ${entry.path.join(' ')}`;
  const usage = wordsUsage(command.words);
  let status = 0;
  const parser = base(io)
    .scriptName(name)
    .usage(`$0 ${usage}\n\n${command.describe}`)
    .command({
      // yargs takes every word as one that may be left out: `valuesOf` says what is missing
      command: `$0 ${usage.replaceAll('<', '[').replaceAll('>', ']')}`.trim(),
      describe: false,
      builder: (y) => declare(y, command),
      handler: async (parsed) => {
        status = await command.handler(valuesOf(command, parsed), io);
      },
    })
    .strict();
  await parse(parser, respell(rest, name, command), io);
  return status;
}

async function runWithoutCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  if (['--version', '-v', 'version'].includes(argv[0] ?? '')) {
    io.out(`${packageVersion()}\n`);
    return 0;
  }
  if (argv[0] === 'help') return runProgram([...argv.slice(1), '--help'], io);
  const words = argv.filter((word) => !word.startsWith('-'));
  const group = COMMANDS.filter(({ path }) => path.length > 1 && path[0] === words[0]);
  if (words.length > 1 || (words.length === 1 && group.length === 0)) throw unknownCommand(words);
  const unknown = argv.find((word) => word.startsWith('-') && !['-h', '--help'].includes(word));
  if (unknown !== undefined)
    throw new GlottobenchError('GB_USAGE', `there is no option ${unknown} without a command`, {
      hint: 'glottobench --help lists all commands',
    });
  if (group.length === 0) {
    io.out(`${helpPage(COMMANDS, io.columns)}\n`);
    return 0;
  }
  const parser = group
    .reduce<Argv>(
      (y, { path, describe }) => y.command(path.join(' '), describe),
      base(io)
        .scriptName('glottobench')
        .usage(`$0 ${words.join(' ')} <command>`),
    )
    .epilogue(`glottobench ${words.join(' ')} COMMAND --help shows the options of one`);
  io.out(`${await parser.getHelp()}\n`);
  return 0;
}

function unknownCommand(words: readonly string[]): GlottobenchError {
  const all = COMMANDS.map((entry) => entry.path.join(' '));
  const group = all.filter((name) => name.startsWith(`${words[0] ?? ''} `));
  if (group.length > 0) {
    const wanted = words.slice(0, 2).join(' ');
    const near = didYouMean(wanted, group, 1)[0];
    return new GlottobenchError('GB_USAGE', `there is no command "${wanted}"`, {
      hint: near === undefined ? `one of: ${group.join(', ')}` : `did you mean: ${near}?`,
    });
  }
  const here = MTEB_VERBS.get(words[0] ?? '');
  if (here !== undefined)
    return new GlottobenchError('GB_USAGE', `there is no command "${words[0] ?? ''}"`, {
      hint: `mteb's ${words[0] ?? ''} is ${here} here`,
    });
  const near = didYouMean(words[0] ?? '', all)[0];
  return new GlottobenchError('GB_USAGE', `there is no command "${words[0] ?? ''}"`, {
    hint: near === undefined ? 'glottobench --help lists all commands' : `did you mean: ${near}?`,
  });
}

function base(io: CommandIo): Argv {
  return yargs()
    .exitProcess(false)
    .detectLocale(false)
    .wrap(Math.min(io.columns, 110))
    .parserConfiguration({
      'camel-case-expansion': false,
      'parse-numbers': false,
      'boolean-negation': true,
      'greedy-arrays': false,
    })
    .version(false)
    .help('help')
    .alias('help', 'h')
    .option('width', {
      type: 'string',
      requiresArg: true,
      describe: 'Columns of what is printed [default: COLUMNS, else the terminal]',
    })
    .fail((message: string | null, error: Error | null | undefined) => {
      if (error !== undefined && error !== null && (isGlottobenchError(error) || message === null))
        throw error;
      throw new GlottobenchError('GB_USAGE', inWords(message ?? error?.message), {
        hint: 'add --help to see the options',
      });
    });
}

async function parse(parser: Argv, argv: readonly string[], io: CommandIo): Promise<void> {
  let printed = '';
  await parser.parseAsync(
    [...argv],
    {},
    (_error: Error | undefined | null, _parsed: unknown, output: string) => {
      printed = output;
    },
  );
  if (printed !== '') io.out(`${printed}\n`);
}

/** The parser's sentence; a word that is left over is called so. */
function inWords(message = 'wrong usage'): string {
  const [, left] = /^Unknown arguments?: (.+)$/.exec(message) ?? [];
  return left === undefined
    ? message.replace(/\.$/, '')
    : `more words than the command takes: ${left}`;
}
