import { loadBenchmark } from '../../registry/benchmarks.js';
import { languageTest } from '../../protocols/language-filter.js';
import { matchValues } from '../../registry/filter-values.js';
import { listTasks, type TaskFilter, type TaskSummary } from '../../registry/list-tasks.js';
import { LOADER_KINDS } from '../../registry/loader-kinds.js';
import { userTaskFolders } from '../../registry/task-folders.js';
import type { Setting } from '../../types/dataset.js';
import type { Command, CommandIo } from '../command.js';
import { renderCsv, renderTable } from '../render/table.js';
import { taskListJson, taskListModel } from '../render/task-list.js';
import { words } from '../words.js';

const SETTINGS: readonly Setting[] = ['monolingual', 'crosslingual', 'multilingual'];
const names = { type: 'string', array: true, requiresArg: true } as const;

export const tasksList: Command = {
  command: 'tasks list',
  describe:
    'Lists tasks: ours, all text retrieval tasks of MTEB, and those in the folders of GLOTTOBENCH_TASKS.\nA task is listed if it passes every filter; several values of one filter (a,b) are alternatives.',
  examples: [
    ['glottobench tasks list --multilingual --runnable', 'multilingual tasks that run here'],
    [
      'glottobench tasks list --language swa --type Reranking',
      'Swahili reranking, whichever code the task uses',
    ],
    [
      'glottobench tasks list --benchmark "MTEB(Multilingual, v2)" --json',
      "the retrieval tasks of one of MTEB's benchmarks",
    ],
  ],
  builder: (yargs) =>
    yargs
      .options({
        type: {
          ...names,
          describe: 'Retrieval, Reranking, InstructionRetrieval, InstructionReranking',
        },
        language: {
          ...names,
          alias: 'l',
          describe: 'ISO 639-3 code (deu), or one script of it (hin-Latn)',
        },
        family: { ...names, describe: 'Language family (Glottolog): Uralic, Atlantic-Congo' },
        script: { ...names, describe: 'ISO 15924 code: Latn, Deva, Hans' },
        domain: { ...names, describe: 'Domain: Legal, Medical, Web' },
        loader: { ...names, describe: 'Loader rule: standard, belebele, none' },
        setting: {
          ...names,
          describe: 'Has subsets that are monolingual, crosslingual, multilingual',
        },
        benchmark: {
          type: 'string',
          alias: 'b',
          requiresArg: true,
          describe: 'Name or alias of a benchmark',
        },
        multilingual: {
          type: 'boolean',
          describe: 'Has named subsets (--no-multilingual: has not)',
        },
        runnable: { type: 'boolean', describe: 'Can be run here (--no-runnable: cannot)' },
        json: { type: 'boolean', describe: 'Print JSON' },
        csv: { type: 'boolean', describe: 'Print CSV' },
      })
      .conflicts('json', 'csv'),
  handler: async (argv, io) => {
    const folders = userTaskFolders(io.env);
    const all = await listTasks({}, folders);
    const tasks = await listTasks(await filterOf(argv, all), folders);
    print(tasks, argv['json'] === true ? 'json' : argv['csv'] === true ? 'csv' : 'table', io);
    return 0;
  },
};

async function filterOf(
  argv: Record<string, unknown>,
  all: readonly TaskSummary[],
): Promise<TaskFilter> {
  const chosen = <T extends string>(
    option: string,
    what: string,
    known: Iterable<T>,
  ): Set<T> | undefined => {
    const wanted = words(argv[option]);
    return wanted.length === 0 ? undefined : (matchValues(what, wanted, known) as Set<T>);
  };
  const { multilingual, runnable, benchmark } = argv;
  const filter = {
    types: chosen('type', 'task type', new Set(all.map((task) => task.type))),
    language: languageTest({
      languages: words(argv['language']),
      families: words(argv['family']),
      scripts: words(argv['script']),
    }),
    domains: chosen('domain', 'domain', new Set(all.flatMap((task) => task.domains).sort())),
    loaders: chosen('loader', 'loader rule', Object.keys(LOADER_KINDS)),
    settings: chosen('setting', 'setting', SETTINGS),
    names:
      typeof benchmark === 'string'
        ? new Set((await loadBenchmark(benchmark)).tasks.map((task) => task.name))
        : undefined,
    multilingual: typeof multilingual === 'boolean' ? multilingual : undefined,
    runnable: typeof runnable === 'boolean' ? runnable : undefined,
  };
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  ) as TaskFilter;
}

function print(
  tasks: readonly TaskSummary[],
  format: 'json' | 'csv' | 'table',
  io: CommandIo,
): void {
  if (format === 'json') return io.out(`${JSON.stringify(tasks.map(taskListJson), null, 1)}\n`);
  if (format === 'csv') return io.out(`${renderCsv(taskListModel(tasks, 'whole'))}\n`);
  if (tasks.length > 0) io.out(`${renderTable(taskListModel(tasks, 'short'), io.columns)}\n`);
  const run = tasks.filter((task) => task.runnable).length;
  io.err(
    tasks.length === 0
      ? 'no task passes these filters\n'
      : `${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}, ${run} of them run here; glottobench tasks show NAME tells more\n`,
  );
}
