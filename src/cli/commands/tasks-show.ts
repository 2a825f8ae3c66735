import { loadTask } from '../../registry/load-task.js';
import { taskSubsets } from '../../registry/subsets.js';
import { userTaskFolders } from '../../registry/task-folders.js';
import { listBenchmarks } from '../../registry/benchmarks.js';
import { listTasks } from '../../registry/list-tasks.js';
import { runnability, type Runnability } from '../../registry/runnability.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { Command } from '../command.js';
import { renderTask } from '../render/task-page.js';

export const tasksShow: Command = {
  command: 'tasks show <name>',
  describe:
    'Shows one task: its data, subsets and sides, scores, whether it runs here, and how to cite it',
  examples: [
    ['glottobench tasks show UDHRRetrieval', 'the embedded default'],
    ['glottobench tasks show BelebeleRetrieval --all', 'with all 376 subsets'],
    [
      'glottobench tasks show tasks/own/XQuADRRetrieval.json --json',
      'a definition by its path, as JSON',
    ],
  ],
  builder: (yargs) =>
    yargs
      .positional('name', {
        type: 'string',
        demandOption: true,
        describe: 'Name of a task, or path of a definition',
      })
      .options({
        all: {
          type: 'boolean',
          default: false,
          describe: 'Show all subsets, not only the first 20',
        },
        json: {
          type: 'boolean',
          default: false,
          describe: 'Print JSON: the definition, its subsets, and whether it runs',
        },
      }),
  handler: async (argv, io) => {
    const folders = userTaskFolders(io.env);
    const task = await loadTask(String(argv['name']), folders);
    const facts = {
      subsets: taskSubsets(task),
      ...(await runnabilityOf(task, folders)),
      benchmarks: await benchmarksWith(task.name),
    };
    if (argv['json'] === true)
      io.out(
        `${JSON.stringify({ ...task, subsets: facts.subsets, runnable: facts.runnable, reasons: facts.reasons, missing_scores: facts.missingScores, benchmarks: facts.benchmarks }, null, 1)}\n`,
      );
    else io.out(`${renderTask(task, facts, io.columns, argv['all'] === true ? Infinity : 20)}\n`);
    return 0;
  },
};

/** An aggregate runs if its members do, which only the list knows. */
async function runnabilityOf(
  task: TaskDefinition,
  folders: readonly string[],
): Promise<Runnability> {
  if (task.tasks === undefined) return runnability(task);
  const { runnable, reasons, missingScores } =
    (await listTasks({ names: new Set([task.name]) }, folders))[0] ?? runnability(task);
  return { runnable, reasons, missingScores };
}

async function benchmarksWith(task: string): Promise<string[]> {
  return (await listBenchmarks())
    .filter((benchmark) => benchmark.tasks.includes(task))
    .map((benchmark) => benchmark.name);
}
