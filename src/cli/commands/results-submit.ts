import { GlottobenchError } from '../../base/errors.js';
import { modelFolder } from '../../results/layout.js';
import { TaskDefinitions } from '../../results/read/task-definitions.js';
import { readResults, type StoredResult } from '../../results/read/results.js';
import { SUBMISSION_RULES } from '../../results/submit/rules.js';
import { submitResults } from '../../results/submit/submit.js';
import type { Submission } from '../../types/generated/submission.js';
import { command, type CommandIo } from '../input/command.js';
import { COMMON, formatOf, TABLE_OR_JSON } from '../input/options.js';
import { wantedModels } from '../input/wanted-models.js';
import { resultsFolder } from '../input/results-folder.js';

/** Problems that are printed; --json has all. */
const SHOWN = 20;
const NOT_ACCEPTABLE = 5;

export const resultsSubmit = command({
  describe:
    "Make the folder that MTEB's results repository accepts, checked by its rules without a network; exit status 5 where it does not",
  examples: [
    [
      'glottobench results submit results -m my-lab/my-model --to submission',
      'One model, and what only you can do',
    ],
    [
      'glottobench results submit results -m my-lab/my-model --to submission --clone ../mteb-results',
      'Against what the repository holds: nothing lost, no score moved',
    ],
  ],
  epilogue: `rules:\n${Object.entries(SUBMISSION_RULES)
    .map(([rule, { sentence }]) => `  ${rule.padEnd(20)} ${sentence}`)
    .join('\n')}\n  and every finding of results validate --strict`,
  words: {
    folder: {
      kind: 'text',
      describe: 'Results folder, model folder or revision folder [default: results]',
    },
  },
  options: {
    results: COMMON.results,
    model: { ...COMMON.model, describe: 'The model, org/name or org/name@revision' },
    task: COMMON.task,
    to: { kind: 'text', required: true, describe: 'Folder to write results/ into' },
    clone: {
      kind: 'text',
      describe: 'A clone of embeddings-benchmark/results, to compare with what it holds',
    },
    ...TABLE_OR_JSON,
    json: {
      ...TABLE_OR_JSON.json,
      describe: 'Same as --format json (schemas/submission.schema.json)',
    },
  },
  handler: async (given, io) => {
    const format = formatOf(given);
    const definitions = new TaskDefinitions();
    const models = wantedModels(given.model);
    const stored: StoredResult[] = [];
    for await (const one of readResults(resultsFolder(given.folder, given.results), {
      lookup: definitions.lookup,
      ...(given.task === undefined ? {} : { tasks: new Set(given.task) }),
    }))
      if (models.wants({ modelFolder: modelFolder(one.model), revision: one.revision }))
        stored.push(one);
    models.check();
    const names = [...new Set(stored.map(({ model }) => model))];
    if (names.length > 1)
      throw new GlottobenchError('GB_USAGE', 'a submission is of one model', {
        hint: `-m chooses one of: ${names.slice(0, 8).join(', ')}`,
      });
    const submission = await submitResults(stored, {
      to: given.to,
      lookup: definitions.lookup,
      clone: given.clone,
    });
    if (format === 'json') io.out(`${JSON.stringify(submission, null, 2)}\n`);
    else show(submission, given.to, io);
    return submission.verdict === 'not-acceptable' ? NOT_ACCEPTABLE : 0;
  },
});

const VERDICTS: Readonly<Record<Submission['verdict'], string>> = {
  ready: 'ready: the rules of the results repository are kept',
  'ready-after-registry':
    "ready after the registry's pull request: mteb does not know the model yet (warning)",
  'not-acceptable': 'not acceptable: nothing was written',
};

function show(
  { verdict, model, revision, files, problems, doubts, person }: Submission,
  to: string,
  io: CommandIo,
): void {
  io.out(`${model}@${revision}\n${VERDICTS[verdict]}\n`);
  for (const { rule, file, message, remedy } of problems.slice(0, SHOWN))
    io.out(`\n${rule}: ${file}\n  ${message}\n  ${remedy}\n`);
  if (problems.length > SHOWN)
    io.out(`\n… and ${String(problems.length - SHOWN)} more (--json has all)\n`);
  if (files.length > 0)
    io.out(`\nwritten to ${to}:\n${files.map((file) => `  ${file}\n`).join('')}`);
  for (const doubt of doubts) io.err(`warning: ${doubt}\n`);
  if (verdict !== 'not-acceptable')
    io.out(`\nleft to you:\n${person.map((one) => `  ${one}\n`).join('')}`);
}
