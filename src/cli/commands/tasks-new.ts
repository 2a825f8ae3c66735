import { existsSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { GlottobenchError } from '../../base/errors.js';
import { beirParts } from '../../data/beir-parts.js';
import { openLocalFolder } from '../../data/folder-form.js';
import { languageTagFault } from '../../registry/language-codes.js';
import { newTask, parseLanguages, type NewTask } from '../../registry/new-task.js';
import { ownForms } from '../../scores/own-score.js';
import { validateTask } from '../../registry/validate-task.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { ask, type Question } from '../input/ask.js';
import { command, type CommandIo } from '../input/command.js';
import type { Given, OptionTable } from '../input/option-table.js';

const OPTIONS = {
  name: { kind: 'text', describe: 'Name of the task, also of the file' },
  data: { kind: 'text', describe: 'Folder with the data' },
  language: {
    kind: 'names',
    alias: 'l',
    describe: 'Tags iso639-3-Script; with subsets: subset=tag or subset=tag+tag',
  },
  description: { kind: 'text', describe: 'What a query is, and what answers it' },
  direction: {
    kind: 'text',
    choices: ['query-document', 'document-query'],
    describe: 'Side of the first of two languages [default: query-document]',
  },
  mainScore: { kind: 'text', describe: 'Default ndcg_at_10' },
  extraScore: {
    kind: 'names',
    describe: `Scores beside MTEB's: ${ownForms().join(', ')}`,
  },
  license: { kind: 'text', describe: 'SPDX name in lower case, such as cc-by-4.0' },
  domain: { kind: 'names', describe: 'Of MTEB, such as Government, Written' },
  reference: { kind: 'text', describe: 'Where the data comes from (URL)' },
  date: {
    kind: 'names',
    describe: 'First and last day on which the texts were written: 2020-01-01,2024-12-31',
  },
  annotations: {
    kind: 'text',
    describe: 'Who judged: expert-annotated, human-annotated, derived, LM-generated, …',
  },
  sampleCreation: {
    kind: 'text',
    describe: 'How the texts arose: found, created, human-translated, machine-translated, …',
  },
  citation: { kind: 'text', describe: 'BibTeX' },
  out: { kind: 'text', alias: 'o', describe: 'File to write [default: <name>.json]' },
  force: { kind: 'switch', describe: 'Replace a file that is there' },
} as const satisfies OptionTable;

export const tasksNew = command({
  describe:
    'Writes the definition of a task of your own, checked. The data is a folder in BEIR form: corpus.jsonl, queries.jsonl, qrels/<split>.tsv,\nor one such folder per subset. At a terminal, what no flag says is asked.',
  examples: [
    ['glottobench tasks new', 'answer questions'],
    [
      'glottobench tasks new --name TownHall --data ./town-hall --language quy-Latn --description "Questions to a town hall"',
      'a task in one language',
    ],
    [
      'glottobench tasks new --name Pairs --data ./pairs --language "quy-spa=quy-Latn+spa-Latn,spa-quy=spa-Latn+quy-Latn" --description "..."',
      'two subsets, query language first',
    ],
  ],
  options: OPTIONS,
  handler: async (options, io) => {
    const given = await complete(options, io);
    const task = newTask(given);
    const out = outOf(options.out, task.name);
    if (existsSync(out) && !options.force)
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
      `next     glottobench tasks validate ${out} --data ${dataOf(given.path, out)}\n         glottobench run -m bm25 -t ${/[/\\]/.test(out) ? out : `./${out}`}\n`,
    );
    return 0;
  },
});

/** The options that say something about the task. */
type Facts = Omit<Given<typeof OPTIONS>, 'force'>;

async function complete(given: Facts, io: CommandIo): Promise<NewTask> {
  const answers = new Map<string, string>(
    (['name', 'data', 'description', 'license'] as const).flatMap((key) => {
      const answer = given[key];
      return answer === undefined ? [] : [[key, answer] as const];
    }),
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
  const { language: languages = [], date: [from, to] = [] } = given;
  const asked = languages.length > 0 ? undefined : await answersTo(languageQuestions(subsets), io);
  return {
    name: answers.get('name') ?? '',
    description: answers.get('description') ?? '',
    license: answers.get('license'),
    path: pathOf(data, outOf(given.out, answers.get('name') ?? '')),
    revision: source.revision,
    splits,
    loader: 'beir',
    languages: asked === undefined ? parseLanguages(languages) : languagesOf(asked, subsets),
    direction: given.direction,
    mainScore: given.mainScore,
    extraScores: given.extraScore === undefined ? undefined : [...given.extraScore],
    domains: given.domain === undefined ? undefined : [...given.domain],
    reference: given.reference,
    date: from === undefined || to === undefined ? undefined : [from, to],
    annotations: given.annotations,
    sampleCreation: given.sampleCreation,
    citation: given.citation,
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
    `missing: ${[...new Set(needed.map(({ key }) => (['name', 'data', 'description'].includes(key) ? `--${key}` : '--language')))].join(', ')}`,
    { hint: 'at a terminal they are asked; see --help' },
  );
}

function outOf(out: string | undefined, name: string): string {
  return out ?? `${name}.json`;
}

/** The data folder of a definition, as the shell reaches it. */
function dataOf(path: string, out: string): string {
  const short = relative(process.cwd(), resolve(dirname(out), path));
  return short.startsWith('..') || isAbsolute(short) ? resolve(dirname(out), path) : `./${short}`;
}

/** A relative path of a definition counts from its file, and starts with `./`. */
function pathOf(data: string, out: string): string {
  const short = relative(dirname(resolve(out)), resolve(data)).replaceAll('\\', '/');
  return short.startsWith('..') || isAbsolute(short) ? resolve(data) : `./${short}`;
}
