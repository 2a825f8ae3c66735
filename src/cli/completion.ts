import yargs from 'yargs';
import type { CommandIo } from './input/command.js';
import { COMMANDS } from './commands.js';
import { flagOf, isMany, pluralOf, type OptionSpec } from './input/option-table.js';

const ASKED = '--get-yargs-completions';

/** `completion` prints the script; the script then asks with the words so far. */
export function isCompletion(argv: readonly string[]): boolean {
  return argv[0] === 'completion' || argv.includes(ASKED);
}

/** Prints the script for bash or zsh, or what may stand at the end of a command line. */
export async function complete(argv: readonly string[], io: CommandIo): Promise<number> {
  const words = argv.slice(argv.indexOf(ASKED) + 2);
  const found = argv.includes(ASKED) ? await candidates(words) : [];
  const parser = yargs()
    .exitProcess(false)
    .detectLocale(false)
    .scriptName('glottobench')
    .completion('completion', false, () => found);
  let printed = '';
  await parser.parseAsync([...argv], {}, (_error: unknown, _parsed: unknown, output: string) => {
    printed = output;
  });
  if (printed !== '') io.out(`${printed}\n`);
  return 0;
}

/** What may take the place of the last word; nothing where the shell offers files. */
async function candidates(words: readonly string[]): Promise<string[]> {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const entry = COMMANDS.find(({ path }) => path.every((word, i) => before[i] === word));
  const all =
    entry === undefined ? commandWords(before, current) : await wordsOf(entry, before, current);
  const listed = current.slice(0, current.lastIndexOf(',') + 1);
  return all
    .filter((word) => !/\s/.test(word) && word.startsWith(current.slice(listed.length)))
    .map((word) => `${listed}${word}`);
}

function commandWords(before: readonly string[], current: string): string[] {
  const next = COMMANDS.filter(({ path }) => before.every((word, i) => path[i] === word)).flatMap(
    ({ path }) => path[before.length] ?? [],
  );
  if (before.length > 0) return [...new Set(next)];
  return [
    ...new Set([
      ...next,
      'completion',
      ...(current.startsWith('-') ? ['--help', '--version'] : []),
    ]),
  ];
}

async function wordsOf(
  { path, load }: (typeof COMMANDS)[number],
  before: readonly string[],
  current: string,
): Promise<string[]> {
  const last = before.at(-1) ?? '';
  if (/^(-t|--tasks?)$/.test(last) || (path.join(' ') === 'tasks show' && last === 'show'))
    return taskNames();
  if (/^(-m|--models?|--minus|--pilot)$/.test(last)) return modelNames();
  if (/^(-b|--benchmark)$/.test(last)) return benchmarkNames();
  if (!last.startsWith('-') && !current.startsWith('-')) return [];
  const options = Object.entries((await load()).options);
  if (current.startsWith('-'))
    return ['--help', ...options.map(([key, spec]) => `--${flagOf(key, spec)}`)];
  const [, spec] = options.find(([key, one]) => writtenAs(key, one).includes(last)) ?? [];
  return (spec?.choices ?? []).map(String);
}

function writtenAs(key: string, spec: OptionSpec): string[] {
  const flag = flagOf(key, spec);
  return [
    `--${flag}`,
    ...(spec.alias === undefined ? [] : [`-${spec.alias}`]),
    ...(isMany(spec) ? [`--${pluralOf(flag)}`] : []),
  ];
}

async function taskNames(): Promise<string[]> {
  const { readIndex } = await import('../registry/task-index.js');
  return (await readIndex()).tasks.map(({ name }) => name);
}

async function benchmarkNames(): Promise<string[]> {
  const { readIndex } = await import('../registry/task-index.js');
  return (await readIndex()).benchmarks.map(({ name }) => name);
}

async function modelNames(): Promise<string[]> {
  // Not the catalog: it loads every architecture.
  const { BUNDLED_PREFIX, bundledFolders } = await import('../models/bundled.js');
  const bundled = (await bundledFolders()).map((folder) => `${BUNDLED_PREFIX}${folder}`);
  const { modelRegistry } = await import('../registry/models/model-registry.js');
  return ['bm25', 'random', ...bundled, ...modelRegistry().models.map(({ name }) => name)];
}
