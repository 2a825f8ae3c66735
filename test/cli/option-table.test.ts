import { beforeAll, describe, expect, it } from '@jest/globals';
import { isGlottobenchError } from '../../src/base/errors.js';
import type { Command } from '../../src/cli/input/command.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { flagOf, isMany, pluralOf, type OptionSpec } from '../../src/cli/input/option-table.js';
import { respell } from '../../src/cli/spelling.js';
import { runCommand } from '../support/run-command.js';

interface Loaded {
  readonly name: string;
  readonly command: Command;
  readonly specs: readonly { readonly flag: string; readonly spec: OptionSpec }[];
}

const loaded: Loaded[] = [];
beforeAll(async () => {
  for (const { path, load } of COMMANDS) {
    const command = await load();
    const specs = Object.entries(command.options).map(([key, spec]) => ({
      flag: flagOf(key, spec),
      spec,
    }));
    loaded.push({ name: path.join(' '), command, specs });
  }
});

function refusal(words: readonly string[], { name, command }: Loaded): string {
  try {
    respell(words, name, command);
  } catch (error) {
    if (isGlottobenchError(error)) return `${error.message}; ${error.hint ?? ''}`;
    throw error;
  }
  return 'accepted';
}

/** score stands in for trec_eval and takes its letters. */
const OF_TREC_EVAL: Readonly<Record<string, string>> = {
  complete: 'c',
  'relevance-level': 'l',
  depth: 'M',
  'judged-only': 'J',
  'by-query': 'q',
};

describe('the options of all commands', () => {
  it('have one letter each, the same everywhere', () => {
    const pairs = new Set(
      loaded.flatMap(({ specs }) =>
        specs.flatMap(({ flag, spec }) =>
          spec.alias === undefined || flag in OF_TREC_EVAL ? [] : [`${spec.alias} ${flag}`],
        ),
      ),
    );
    const letters = [...pairs].map((pair) => pair.slice(0, 1));
    expect(new Set(letters).size).toBe(letters.length);
    const shared = new Set([...pairs].map((pair) => pair.slice(2)));
    for (const { name, specs } of loaded)
      for (const { flag, spec } of specs)
        if (shared.has(flag)) expect([name, flag, spec.alias]).toEqual([name, flag, flag[0]]);
  });

  it("have trec_eval's letters in score alone", () => {
    const found = loaded.flatMap(({ name, specs }) =>
      specs
        .filter(({ flag }) => flag in OF_TREC_EVAL)
        .map(({ flag, spec }) => [name, flag, spec.alias]),
    );
    expect(found.sort()).toEqual(
      Object.entries(OF_TREC_EVAL)
        .map(([flag, letter]) => ['score', flag, letter])
        .sort(),
    );
  });

  it('name what is read with --results and what is written with --out', () => {
    const writing = loaded.filter(({ specs }) => specs.some(({ flag }) => flag === 'out'));
    const reading = loaded.filter(({ specs }) => specs.some(({ flag }) => flag === 'results'));
    expect(writing.map(({ name }) => name).sort()).toEqual([
      'demo',
      'report',
      'results import',
      'run',
      'tasks export',
      'tasks new',
    ]);
    expect(reading.map(({ name }) => name).sort()).toEqual([
      'aggregate',
      'answer',
      'compare',
      'power',
      'regress',
      'report',
      'results bias',
      'results submit',
      'results validate',
    ]);
    // a report is made of results: the one command that has both
    for (const command of reading.filter((one) => !writing.includes(one))) {
      for (const words of [['--out', 'a b'], ['--out=a b'], ['-o', 'a b']])
        expect(refusal(words, command)).toContain('reads results; --results a b');
      expect(refusal(['--results', 'a b'], command)).toBe('accepted');
    }
  });

  it('are lists in the singular; the plural is read as the same', () => {
    for (const { name, command, specs } of loaded)
      for (const { flag } of specs.filter(({ spec }) => isMany(spec))) {
        expect(specs.some((other) => other.flag === pluralOf(flag))).toBe(false);
        if (flag === 'distance') continue;
        expect(
          respell([`--${pluralOf(flag)}`, 'a', `--${pluralOf(flag)}=b`], name, command),
        ).toEqual([`--${flag}`, 'a', `--${flag}=b`]);
      }
  });

  it('are found when two letters of them are changed', () => {
    for (const one of loaded)
      for (const { flag } of one.specs) {
        const middle = flag.length >> 1;
        const [a = '', b = ''] = [flag[middle - 1], flag[middle]];
        const wrong = `${flag.slice(0, middle - 1)}${b}${a}${flag.slice(middle + 1)}`;
        // of a short name too little is left to find it by
        if (flag.length < 6 || wrong === flag) continue;
        expect(refusal([`--${wrong}`], one)).toBe(
          `there is no option --${wrong} of ${one.name}; did you mean: --${flag}?`,
        );
      }
  });

  it('stand in --help, each with its default', async () => {
    for (const { name, specs } of loaded) {
      const { out, status } = await runCommand([...name.split(' '), '--help']);
      expect(status).toBe(0);
      const text = out.replaceAll(/\s+/g, ' ');
      for (const { flag, spec } of specs) {
        expect(text).toContain(`--${flag}`);
        const shown = spec.shownFallback ?? spec.fallback;
        if (shown !== undefined)
          expect(text.replaceAll(' ', '')).toContain(
            `[default:${String(shown)}]`.replaceAll(' ', ''),
          );
      }
    }
  });

  it.each([
    [['tasks', 'list', '--dry-rnu'], 'there is no option --dry-rnu of glottobench tasks list'],
    [['results', 'bias', '-q', 'x'], 'there is no option -q of glottobench results bias'],
    [['doctor', 'now'], 'more words than the command takes: now'],
    [['tasks', 'show'], 'name is missing'],
    [['aggregate', 'a', '--results', 'b'], 'two results folders are given: a and b'],
    [['results', 'bias', 'a', '--results', 'b'], 'two results folders are given: a and b'],
    [['results', 'validate', 'a', '--results', 'b'], 'two results folders are given: a and b'],
    [['aggregate', '--json', '--format', 'csv'], 'the output has one form; csv and json'],
    [['aggregate', '--format', 'jsno'], '--format takes table, md, tex, csv, json; got "jsno"'],
    [['serve', '-m', 'x', '--port', '70000'], '--port needs a whole number from 0 to 65535'],
    [
      ['power', '-t', 'UDHRRetrieval', '--alpha', '2'],
      '--alpha needs a number above 0 and below 0.5',
    ],
    [['power', '-t', 'UDHRRetrieval', '--seed', '2'], 'there is no option --seed'],
    [['compare', 'a', 'b', '--draws', '1e3'], '--draws needs a whole number of at least 100'],
  ])('%j is refused with a reason', async (argv, message) => {
    const { status, err, out } = await runCommand(argv);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it.each(['tasks', 'models', 'results', 'cache'])('%s alone shows its commands', async (group) => {
    const { status, out } = await runCommand([group]);
    expect(status).toBe(0);
    const own = COMMANDS.filter(({ path }) => path[0] === group);
    for (const { path } of own) expect(out).toContain(path.join(' '));
    expect(out).not.toContain('doctor');
  });
});
