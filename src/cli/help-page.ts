import { factLines } from './render/facts.js';
import { layOut } from '../report/write/text.js';
import type { CommandEntry } from './input/command.js';

/** Where a command stands in the top-level help, by its first word. */
const HELP_GROUPS: readonly (readonly [title: string, verbs: readonly string[]])[] = [
  ['Start here', ['demo', 'doctor']],
  ['Evaluate', ['run', 'score']],
  [
    'Read results',
    ['answer', 'report', 'view', 'aggregate', 'compare', 'regress', 'power', 'results'],
  ],
  ['Tasks and models', ['tasks', 'models']],
  ['Serve and scale', ['serve', 'worker', 'cache', 'completion']],
];

const EXAMPLES = [
  ['glottobench demo', 'bundled models on a bundled task, in a minute'],
  ['glottobench run -m ./my-checkpoint,bm25 -t UDHRRetrieval', 'a checkpoint of yours'],
  ['glottobench compare my-hybrid my-mono', 'which is better, and how sure that is'],
] as const;

/** The page of `glottobench --help`: commands by what they are for, examples, exit status. */
export function helpPage(commands: readonly CommandEntry[], width: number): string {
  const line = ({ path, describe }: CommandEntry): [string, string] => [path.join(' '), describe];
  const page = Math.min(width, 110);
  const longest = Math.max(...commands.map(({ path }) => path.join(' ').length));
  const groups = HELP_GROUPS.flatMap(([title, verbs]) => {
    const members = verbs.flatMap((verb) => commands.filter(({ path }) => path[0] === verb));
    if (members.length === 0) return [];
    const lines = members.map(line).map(([name, what]) => [name.padEnd(longest), what] as const);
    return [`${title}:`, ...factLines(lines, page), ''];
  });
  return [
    'glottobench <command>',
    '',
    layOut('MTEB-compatible retrieval evaluation, grouped by language typology', page),
    '',
    ...groups,
    'Options:',
    ...factLines(
      [
        ['-h, --help', 'Show help; after a command, its options'],
        ['-v, --version', 'Show the version'],
        ['--width', 'Columns of what is printed [default: COLUMNS, else the terminal]'],
      ],
      page,
    ),
    '',
    'Examples:',
    ...factLines(EXAMPLES, page),
    '',
    layOut(
      'exit status: 0 done, 1 something failed, 2 wrong usage or input, 3 data or model not available, 4 corrupt input, 5 a required bound was missed, 6 data in doubt (--strict-data), 130 interrupted',
      page,
    ),
    layOut('docs/command-line.md describes options that all commands share.', page),
  ].join('\n');
}
