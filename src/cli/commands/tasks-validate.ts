import { counted } from '../../base/wording.js';
import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { readText } from '../../base/json.js';
import { packagePath } from '../../base/folders.js';
import { checkData } from '../../data/check-data.js';
import { openFolder } from '../../data/folder-repository.js';
import { loadBenchmark } from '../../registry/benchmarks.js';
import { loadTask } from '../../registry/load-task.js';
import { taskSubsets } from '../../registry/subsets.js';
import { jsonFiles } from '../../registry/task-folders.js';
import type { TaskIssue } from '../../registry/task-issue.js';
import { shippedDefinitions, validateDefinitionFile } from '../../registry/validate-definitions.js';
import { layOut } from '../../report/write/text.js';
import type { TableForm } from '../../report/write/write-tables.js';
import type { TableModel } from '../../types/table.js';
import { command, type CommandIo } from '../input/command.js';
import { COMMON, formatOf, TABLE_FORMS } from '../input/options.js';
import { diversityTable, statisticsTable } from '../render/data-check.js';
import { showTables } from '../render/tables.js';
import { diversityChange } from '../../typology/diversity-change.js';

/** The broad multilingual benchmark: what a new task would join. */
const DEFAULT_BENCHMARK = 'MTEB(Multilingual, v2)';

interface Report {
  readonly file: string;
  readonly issues: readonly TaskIssue[];
}

export const tasksValidate = command({
  describe:
    "Checks task and benchmark definitions: schema, languages, subsets, scores, loader rule, dates.\nPrints every fault with its JSON pointer; warnings do not fail. Without files: all shipped definitions.\nWith --data: also its data (dangling judgements, repeated and empty texts, leaks), statistics in MTEB's form, and the change of typological diversity.",
  examples: [
    ['glottobench tasks validate tasks/own/UDHRRetrieval.json', 'one definition'],
    ['glottobench tasks validate tasks/own --json', 'all definitions in a folder'],
    [
      'glottobench tasks validate ./TownHall.json --data ./town-hall',
      'a definition, its data, and what its languages add',
    ],
    ['glottobench tasks validate', 'everything that ships with glottobench'],
  ],
  words: { files: { kind: 'list', describe: 'Definitions, or folders of them' } },
  options: {
    data: { kind: 'text', describe: 'Folder with the data of the one task that is given' },
    benchmark: {
      ...COMMON.benchmark,
      fallback: DEFAULT_BENCHMARK,
      describe: 'Benchmark whose diversity the task would change',
    },
    ...TABLE_FORMS,
  },
  handler: async (options, io) => {
    const { files: given = [], data, benchmark } = options;
    const format = formatOf(options);
    if (data !== undefined) return validateWithData(given, data, benchmark, format, io);
    const files =
      given.length === 0
        ? await shippedDefinitions()
        : (await Promise.all(given.map(expand))).flat();
    const reports: Report[] = [];
    for (const file of files)
      reports.push({
        file: given.length === 0 ? relative(packagePath(), file) : file,
        issues: await validateDefinitionFile(await readText(file), file),
      });
    if (format === 'json') io.out(`${JSON.stringify(reports, null, 1)}\n`);
    else if (format === 'table') printReports(reports, given.length > 0, io);
    else showTables([issueTable(reports)], format, io);
    const failed = reports.filter((report) =>
      report.issues.some((issue) => issue.severity === 'error'),
    ).length;
    const warnings = reports
      .flatMap((report) => report.issues)
      .filter((issue) => issue.severity === 'warning').length;
    io.err(
      `${counted(reports.length, 'definition')}, ${failed} with faults, ${counted(warnings, 'warning')}\n`,
    );
    return failed > 0 ? 2 : 0;
  },
});

/**
 * One definition and its data. The data is read only when the definition has no faults: it says
 * what to read.
 */
async function validateWithData(
  files: readonly string[],
  data: string,
  benchmark: string,
  format: TableForm | 'json',
  io: CommandIo,
): Promise<number> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0)
    throw new GlottobenchError('GB_USAGE', '--data goes with one definition');
  const issues = await validateDefinitionFile(await readText(file), file);
  const sound = !issues.some(({ severity }) => severity === 'error');
  const json = format === 'json';
  if (format === 'table') printReports([{ file, issues }], true, io);
  if (!sound) {
    if (json) io.out(`${JSON.stringify([{ file, issues }], null, 1)}\n`);
    io.err('the data was not read: the definition has faults\n');
    return 2;
  }
  const task = await loadTask(`./${relative(process.cwd(), file)}`);
  const check = await checkData(task, await openFolder(data), io.signal);
  const tags = taskSubsets(task)
    .flatMap(({ languages }) => languages)
    .filter((tag) => !tag.endsWith('-Code'));
  const diversity = diversityChange(await benchmarkLanguages(benchmark), tags);
  if (json)
    io.out(
      `${JSON.stringify([{ file, issues, data: { issues: check.issues, descriptive_stats: check.statistics }, diversity: { benchmark, ...diversity } }], null, 1)}\n`,
    );
  else {
    const tables = [statisticsTable(check), diversityTable(diversity, benchmark)];
    if (format === 'table') io.out('\n');
    showTables(
      format === 'table' ? tables : [issueTable([{ file, issues }]), ...tables],
      format,
      io,
    );
  }
  return check.issues.some(({ severity }) => severity === 'error') ? 2 : 0;
}

/** Natural languages of the retrieval tasks of a benchmark, as far as it uses them. */
async function benchmarkLanguages(name: string): Promise<string[]> {
  const { tasks } = await loadBenchmark(name);
  const languages = await Promise.all(
    tasks.map(async (entry) => {
      const subsets = taskSubsets(await loadTask(entry.name));
      return subsets
        .filter(({ subset }) => entry.hf_subsets?.includes(subset) !== false)
        .flatMap((subset) => subset.languages);
    }),
  );
  return languages.flat().filter((tag) => !tag.endsWith('-Code'));
}

async function expand(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true ? jsonFiles(path) : [path];
}

function issueTable(reports: readonly Report[]): TableModel {
  return {
    title: 'definitions',
    columns: ['file', 'pointer', 'severity', 'message'].map((title) => ({ title })),
    rows: reports.flatMap(({ file, issues }) =>
      issues.length === 0
        ? [[file, '', 'ok', '']]
        : issues.map(({ pointer, severity, message }) => [file, pointer, severity, message]),
    ),
    keys: 2,
    notes: [],
  };
}

function printReports(reports: readonly Report[], showSound: boolean, io: CommandIo): void {
  for (const { file, issues } of reports) {
    if (issues.length === 0 && showSound) io.out(`${file}: ok\n`);
    for (const issue of issues)
      io.out(
        `${layOut(`${file}#${issue.pointer === '' ? '/' : issue.pointer}: ${issue.severity}: ${issue.message}`, io.columns)}\n`,
      );
  }
}
