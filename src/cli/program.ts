import yargs, { type Argv } from 'yargs';
import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import { packageVersion } from '../base/folders.js';
import { didYouMean } from '../base/suggest.js';
import type { Command, CommandEntry, CommandIo } from './input/command.js';
import { COMMANDS } from './commands.js';
import { declare, valuesOf, wordsUsage } from './parse-command.js';
import { renderError } from './render/error.js';
import { respell } from './spelling.js';

/**
 * Runs one command line and returns its exit status (docs/exit-codes.md). Nothing here ends the process.
 * @param argv the words after the program's name
 */
export async function runProgram(argv: readonly string[], io: CommandIo): Promise<number> {
  const entry = findEntry(argv);
  try {
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
  if (argv[0] === '--version' || argv[0] === 'version') {
    io.out(`${packageVersion()}\n`);
    return 0;
  }
  if (argv[0] === 'help') return runProgram([...argv.slice(1), '--help'], io);
  const words = argv.filter((word) => !word.startsWith('-'));
  const group = COMMANDS.filter(({ path }) => path.length > 1 && path[0] === words[0]);
  if (words.length > 1 || (words.length === 1 && group.length === 0)) throw unknownCommand(words);
  const parser = (group.length > 0 ? group : COMMANDS)
    .reduce<Argv>(
      (y, entry) => y.command(entry.path.join(' '), entry.describe),
      base(io)
        .scriptName('glottobench')
        .usage(
          group.length > 0
            ? `$0 ${words.join(' ')} <command>`
            : '$0 <command>\n\nMTEB-compatible retrieval evaluation, grouped by language typology',
        ),
    )
    .epilogue(
      'exit status: 0 done, 1 something failed, 2 wrong usage or input, 3 data or model not to be had,\n4 corrupt input, 5 a demanded bound not met, 6 data in doubt (--strict-data), 130 interrupted',
    );
  if (argv.length === 0 || group.length > 0) {
    io.out(`${await parser.getHelp()}\n`);
    return 0;
  }
  await parse(parser.strict(), argv, io);
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
