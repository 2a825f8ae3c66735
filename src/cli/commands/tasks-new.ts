import { existsSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { GlottobenchError } from '../../base/errors.js';
import { beirParts } from '../../data/beir-parts.js';
import { openLocalFolder } from '../../data/folder-form.js';
import { languageTagFault } from '../../registry/language-codes.js';
import { newTask, parseLanguages, type NewTask } from '../../registry/new-task.js';
import { ownForms } from '../../scores/own-score.js';
import { validateTask } from '../../registry/validate-task.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { ask, type Question } from '../ask.js';
import type { Command, CommandIo } from '../command.js';
import { words } from '../words.js';

const text = { type: 'string', requiresArg: true } as const;

export const tasksNew: Command = {
  command: 'tasks new',
  describe:
    'Writes the definition of a task of your own, checked. The data is a folder in BEIR form: corpus.jsonl, queries.jsonl, qrels/<split>.tsv,\nor one such folder per subset. At a terminal, what no flag says is asked.',
  examples: [
    ['glottobench tasks new', 'answer questions'],
    [
      'glottobench tasks new --name TownHall --data ./town-hall --languages quy-Latn --description "Questions to a town hall"',
      'a task in one language',
    ],
    [
      'glottobench tasks new --name Pairs --data ./pairs --languages "quy-spa=quy-Latn+spa-Latn,spa-quy=spa-Latn+quy-Latn" --description "..."',
      'two subsets, query language first',
    ],
  ],
  builder: (yargs) =>
    yargs.options({
      name: { ...text, describe: 'Name of the task, also of the file' },
      data: { ...text, describe: 'Folder with the data' },
      languages: {
        ...text,
        array: true,
        describe: 'Tags iso639-3-Script; with subsets: subset=tag or subset=tag+tag',
      },
      description: { ...text, describe: 'What a query is, and what answers it' },
      direction: {
        ...text,
        choices: ['query-document', 'document-query'],
        describe: 'Side of the first of two languages [default: query-document]',
      },
      'main-score': { ...text, describe: 'Default ndcg_at_10' },
      'extra-scores': {
        ...text,
        array: true,
        describe: `Scores beside MTEB's: ${ownForms().join(', ')}`,
      },
      license: { ...text, describe: 'SPDX name in lower case, such as cc-by-4.0' },
      domains: { ...text, array: true, describe: 'Of MTEB, such as Government, Written' },
      reference: { ...text, describe: 'Where the data comes from (URL)' },
      date: {
        ...text,
        array: true,
        describe: 'First and last day on which the texts were written: 2020-01-01,2024-12-31',
      },
      annotations: {
        ...text,
        describe: 'Who judged: expert-annotated, human-annotated, derived, LM-generated, …',
      },
      'sample-creation': {
        ...text,
        describe: 'How the texts arose: found, created, human-translated, machine-translated, …',
      },
      citation: { ...text, describe: 'BibTeX' },
      out: { ...text, alias: 'o', describe: 'File to write [default: <name>.json]' },
      force: { type: 'boolean', default: false, describe: 'Replace a file that is there' },
    }),
  handler: async (argv, io) => {
    const given = await complete(argv, io);
    const task = newTask(given);
    const out = typeof argv['out'] === 'string' ? argv['out'] : `${task.name}.json`;
    if (existsSync(out) && argv['force'] !== true)
      throw new GlottobenchError('GB_USAGE', 'this file exists', {
        file: out,
        hint: '--force replaces it',
      });
    const issues = await validateTask(task, out);
    const faults = issues.filter(({ severity }) => severity === 'error');
    if (faults.length > 0)
      throw new GlottobenchError(
        'GB_TASK_INVALID',
        'the definition would have faults; nothing was written',
        { file: out, issues: faults },
      );
    await writeFileAtomic(out, `${JSON.stringify(task, null, 2)}\n`);
    for (const { pointer, message } of issues) io.err(`warning ${pointer}: ${message}\n`);
    io.out(`${out}\n`);
    io.err(
      `next     glottobench tasks validate ${out} --data ${String(given.path)}\n         glottobench run -m bm25 -t ${/[/\\]/.test(out) ? out : `./${out}`} --data ${String(given.path)}\n`,
    );
    return 0;
  },
};

async function complete(argv: Readonly<Record<string, unknown>>, io: CommandIo): Promise<NewTask> {
  const answers = new Map(
    ['name', 'data', 'description', 'license'].flatMap((key) =>
      typeof argv[key] === 'string' ? [[key, argv[key]] as const] : [],
    ),
  );
  const first = BASIC.filter(({ key }) => !answers.has(key));
  for (const [key, answer] of await answersTo(first, io)) answers.set(key, answer);
  const data = answers.get('data') ?? '';
  const { source, form } = await openLocalFolder(data);
  if (form !== 'beir')
    throw new GlottobenchError('GB_INPUT_INVALID', 'the folder is not in BEIR form', {
      file: data,
      hint: 'corpus.jsonl, queries.jsonl and qrels/<split>.tsv, or one folder of these per subset',
    });
  const { splits, subsets } = await beirParts(source);
  const languages = words(argv['languages']);
  const asked = languages.length > 0 ? undefined : await answersTo(languageQuestions(subsets), io);
  const [from, to] = words(argv['date']);
  const optional = (key: string): string | undefined =>
    typeof argv[key] === 'string' ? argv[key] : undefined;
  const domains = words(argv['domains']);
  const extras = words(argv['extraScores']);
  return {
    name: answers.get('name') ?? '',
    description: answers.get('description') ?? '',
    license: answers.get('license'),
    path: pathOf(data),
    revision: source.revision,
    splits,
    loader: 'beir',
    languages: asked === undefined ? parseLanguages(languages) : languagesOf(asked, subsets),
    direction: optional('direction') as TaskDefinition['subset_direction'],
    mainScore: optional('mainScore'),
    extraScores: extras.length === 0 ? undefined : extras,
    domains: domains.length === 0 ? undefined : domains,
    reference: optional('reference'),
    date: from === undefined || to === undefined ? undefined : [from, to],
    annotations: optional('annotations'),
    sampleCreation: optional('sampleCreation'),
    citation: optional('citation'),
  };
}

const BASIC: readonly Question[] = [
  {
    key: 'name',
    text: 'Name of the task',
    fault: (answer) =>
      /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(answer) ? undefined : 'letters, digits, . _ - only',
  },
  {
    key: 'data',
    text: 'Folder with the data',
    fault: (answer) => (existsSync(answer) ? undefined : 'there is no such folder'),
  },
  { key: 'description', text: 'What a query is, and what answers it' },
  { key: 'license', text: 'Licence of the data, such as cc-by-4.0', optional: true },
];

function languageQuestions(subsets: readonly string[]): Question[] {
  const fault = (answer: string): string | undefined =>
    answer
      .split('+')
      .map((tag) => languageTagFault(tag.trim()))
      .find((found) => found !== undefined);
  if (subsets.length === 0)
    return [{ key: 'languages', text: 'Language as iso639-3-Script, such as quy-Latn', fault }];
  return subsets.map((subset) => ({
    key: subset,
    text: `Language of subset ${subset}, such as quy-Latn, or query+document`,
    fault,
  }));
}

function languagesOf(
  answers: ReadonlyMap<string, string>,
  subsets: readonly string[],
): TaskDefinition['eval_langs'] {
  const tags = (key: string): string[] =>
    (answers.get(key) ?? '').split('+').map((tag) => tag.trim());
  return subsets.length === 0
    ? tags('languages')
    : Object.fromEntries(subsets.map((subset) => [subset, tags(subset)]));
}

async function answersTo(
  questions: readonly Question[],
  io: CommandIo,
): Promise<Map<string, string>> {
  const needed = questions.filter(({ optional }) => optional !== true);
  if (needed.length === 0) return new Map();
  if (io.interactive && process.stdin.isTTY) return ask(questions, process.stdin, io.err);
  throw new GlottobenchError(
    'GB_USAGE',
    `missing: ${[...new Set(needed.map(({ key }) => (['name', 'data', 'description'].includes(key) ? `--${key}` : '--languages')))].join(', ')}`,
    { hint: 'at a terminal they are asked; see --help' },
  );
}

/** Relative paths of a definition start with `./`. */
function pathOf(data: string): string {
  const short = relative(process.cwd(), resolve(data)).replaceAll('\\', '/');
  return short.startsWith('..') || isAbsolute(short) ? resolve(data) : `./${short}`;
}
