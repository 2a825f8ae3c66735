import yargs, { type Argv } from 'yargs';
import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import { packageVersion } from '../base/package-path.js';
import { didYouMean } from '../base/suggest.js';
import type { Command, CommandEntry, CommandIo } from './command.js';
import { COMMANDS } from './commands.js';
import { renderError } from './render/error.js';

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
  const positional = command.command.split(' ').slice(entry.path.length).join(' ');
  let status = 0;
  const parser = base(io)
    .scriptName(name)
    .usage(`$0 ${positional}\n\n${command.describe}`)
    .command({
      command: positional === '' ? '$0' : `$0 ${positional}`,
      describe: false,
      builder: (y) => withExamples(command.builder(y), command.examples),
      handler: async (parsed) => {
        status = await command.handler(parsed, io);
      },
    })
    .strict();
  try {
    await parse(parser, rest, io);
  } catch (error) {
    throw await withNearFlag(error, parser);
  }
  return status;
}

/** Options of earlier versions → how they are written now. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['candidate-text', '--loader-option candidate_text=sentence (or sentence+paragraph)'],
  ['keep-unanswerable', '--loader-option skip_unanswerable=false'],
]);

/** `Unknown argument: langauge` and the flag of this command that was meant. */
async function withNearFlag(error: unknown, parser: Argv): Promise<unknown> {
  // yargs names an option of two words in both its forms.
  const [, unknown] =
    (isGlottobenchError(error) &&
      /^Unknown arguments?: ([\w-]+)(?:, [a-z]+[A-Z]\w*)?$/.exec(error.message)) ||
    [];
  if (unknown === undefined) return error;
  const flags = [...(await parser.getHelp()).matchAll(/--([a-z][a-z-]*)/g)].map(
    ([, name = '']) => name,
  );
  const renamed = flags.includes('loader-option') ? RENAMED.get(unknown) : undefined;
  const near = didYouMean(unknown, new Set(flags), 1)[0];
  const hint =
    renamed === undefined ? near && `did you mean: --${near}?` : `it is written ${renamed} now`;
  return hint === undefined
    ? error
    : new GlottobenchError('GB_USAGE', `there is no option --${unknown}`, { hint });
}

function withExamples(parser: Argv, examples: Command['examples']): Argv {
  return examples.length === 0
    ? parser
    : parser.example(examples.map(([line, does]) => [line, does] as [string, string]));
}

async function runWithoutCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  if (argv[0] === '--version' || argv[0] === 'version') {
    io.out(`${packageVersion()}\n`);
    return 0;
  }
  if (argv[0] === 'help') return runProgram([...argv.slice(1), '--help'], io);
  const words = argv.filter((word) => !word.startsWith('-'));
  if (words.length > 0) throw unknownCommand(words);
  const parser = COMMANDS.reduce<Argv>(
    (y, entry) => y.command(entry.path.join(' '), entry.describe),
    base(io)
      .scriptName('glottobench')
      .usage('$0 <command>\n\nMTEB-compatible retrieval evaluation, grouped by language typology'),
  ).epilogue(
    'exit status: 0 done, 1 something failed, 2 wrong usage or input, 3 data or model not to be had,\n4 corrupt input, 5 a demanded bound not met, 130 interrupted',
  );
  if (argv.length === 0) {
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
    const wanted =
      words.length === 1
        ? `"${words[0] ?? ''}" needs one more word`
        : `there is no command "${words.slice(0, 2).join(' ')}"`;
    const near = didYouMean(words.slice(0, 2).join(' '), group, 1)[0];
    return new GlottobenchError('GB_USAGE', wanted, {
      hint:
        words.length > 1 && near !== undefined
          ? `did you mean: ${near}?`
          : `one of: ${group.join(', ')}`,
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
    .wrap(Math.min(io.columns, 110))
    .parserConfiguration({
      'camel-case-expansion': true,
      'boolean-negation': true,
      'greedy-arrays': false,
    })
    .version(false)
    .fail((message: string | null, error: Error | undefined) => {
      if (error !== undefined && error !== null && (isGlottobenchError(error) || message === null))
        throw error;
      throw new GlottobenchError(
        'GB_USAGE',
        (message ?? error?.message ?? 'wrong usage').replace(/\.$/, ''),
        { hint: 'add --help to see the options' },
      );
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
