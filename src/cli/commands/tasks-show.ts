import { loadTask } from '../../registry/load-task.js';
import { taskSubsets } from '../../registry/subsets.js';
import { userTaskFolders } from '../../registry/task-folders.js';
import { listBenchmarks } from '../../registry/benchmarks.js';
import { listTasks } from '../../registry/list-tasks.js';
import { runnability, type Runnability } from '../../registry/runnability.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { command } from '../input/command.js';
import { formatOf, TABLE_FORMS } from '../input/options.js';
import { lookOf, showTables } from '../render/tables.js';
import { renderTask, taskTables } from '../render/task-page.js';

export const tasksShow = command({
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
  words: {
    name: { kind: 'text', required: true, describe: 'Name of a task, or path of a definition' },
  },
  options: {
    all: { kind: 'switch', describe: 'Show all subsets, not only the first 20' },
    ...TABLE_FORMS,
  },
  handler: async (given, io) => {
    const folders = userTaskFolders(io.env);
    const task = await loadTask(given.name, folders);
    const facts = {
      subsets: taskSubsets(task),
      ...(await runnabilityOf(task, folders)),
      benchmarks: await benchmarksWith(task.name),
    };
    const format = formatOf(given);
    const limit = given.all ? Infinity : 20;
    if (format === 'json')
      io.out(
        `${JSON.stringify({ ...task, subsets: facts.subsets, runnable: facts.runnable, reasons: facts.reasons, missing_scores: facts.missingScores, benchmarks: facts.benchmarks }, null, 1)}\n`,
      );
    else if (format === 'table') io.out(`${renderTask(task, facts, lookOf(io), limit)}\n`);
    else showTables(taskTables(task, facts, limit), format, io);
    return 0;
  },
});

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
