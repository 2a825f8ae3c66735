import { counted } from '../../base/wording.js';
import { loadBenchmark } from '../../registry/benchmarks.js';
import { languageTest } from '../../protocols/language-filter.js';
import { matchValues } from '../../registry/filter-values.js';
import { listTasks, type TaskFilter, type TaskSummary } from '../../registry/list-tasks.js';
import { LOADER_KINDS } from '../../registry/loader-kinds.js';
import { userTaskFolders } from '../../registry/task-folders.js';
import type { Setting } from '../../types/dataset.js';
import type { TableForm } from '../../report/write/write-tables.js';
import { command, type CommandIo } from '../input/command.js';
import { COMMON, formatOf, TABLE_FORMS } from '../input/options.js';
import { showTables } from '../render/tables.js';
import { taskListJson, taskListModel } from '../render/task-list.js';

const SETTINGS: readonly Setting[] = ['monolingual', 'crosslingual', 'multilingual'];

export const tasksList = command({
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
  options: {
    type: {
      kind: 'names',
      describe: 'Retrieval, Reranking, InstructionRetrieval, InstructionReranking',
    },
    language: COMMON.language,
    family: COMMON.family,
    script: COMMON.script,
    domain: { kind: 'names', describe: 'Domain: Legal, Medical, Web' },
    loader: { kind: 'names', describe: 'Loader rule: standard, belebele, none' },
    setting: {
      kind: 'names',
      describe: 'Has subsets that are monolingual, crosslingual, multilingual',
    },
    benchmark: { ...COMMON.benchmark, describe: 'Name or alias of a benchmark' },
    multilingual: { kind: 'either', describe: 'Has named subsets (--no-multilingual: has not)' },
    runnable: { kind: 'either', describe: 'Can be run here (--no-runnable: cannot)' },
    ...TABLE_FORMS,
  },
  handler: async (given, io) => {
    const folders = userTaskFolders(io.env);
    const all = await listTasks({}, folders);
    const tasks = await listTasks(await filterOf(given, all), folders);
    print(tasks, formatOf(given), io);
    return 0;
  },
});

/** The options that filter. */
type Filters = Readonly<
  Partial<
    Record<
      'type' | 'language' | 'family' | 'script' | 'domain' | 'loader' | 'setting',
      readonly string[] | undefined
    >
  > & {
    benchmark?: string | undefined;
    multilingual?: boolean | undefined;
    runnable?: boolean | undefined;
  }
>;

async function filterOf(given: Filters, all: readonly TaskSummary[]): Promise<TaskFilter> {
  const chosen = <T extends string>(
    wanted: readonly string[] | undefined,
    what: string,
    known: Iterable<T>,
  ): Set<T> | undefined =>
    wanted === undefined ? undefined : (matchValues(what, wanted, known) as Set<T>);
  const { multilingual, runnable, benchmark } = given;
  const filter = {
    types: chosen(given.type, 'task type', new Set(all.map((task) => task.type))),
    language: languageTest({
      languages: given.language,
      families: given.family,
      scripts: given.script,
    }),
    domains: chosen(given.domain, 'domain', new Set(all.flatMap((task) => task.domains).sort())),
    loaders: chosen(given.loader, 'loader rule', Object.keys(LOADER_KINDS)),
    settings: chosen(given.setting, 'setting', SETTINGS),
    names:
      benchmark !== undefined
        ? new Set((await loadBenchmark(benchmark)).tasks.map((task) => task.name))
        : undefined,
    multilingual: multilingual,
    runnable: runnable,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

function print(tasks: readonly TaskSummary[], format: TableForm | 'json', io: CommandIo): void {
  if (format === 'json') {
    io.out(`${JSON.stringify(tasks.map(taskListJson), null, 1)}\n`);
    return;
  }
  showTables([taskListModel(tasks, format === 'csv' ? 'whole' : 'short')], format, io);
  if (format === 'csv') return;
  const run = tasks.filter((task) => task.runnable).length;
  io.err(
    tasks.length === 0
      ? 'no task passes these filters\n'
      : `${counted(tasks.length, 'task')}, ${run} of them run here; glottobench tasks show NAME tells more\n`,
  );
}
