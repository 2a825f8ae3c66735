import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { readText } from '../../base/json.js';
import { packagePath } from '../../base/package-path.js';
import { jsonFiles } from '../../registry/task-folders.js';
import type { TaskIssue } from '../../registry/task-issue.js';
import { shippedDefinitions, validateDefinitionFile } from '../../registry/validate-definitions.js';
import type { Command, CommandIo } from '../command.js';
import { words } from '../words.js';

interface Report {
  readonly file: string;
  readonly issues: readonly TaskIssue[];
}

export const tasksValidate: Command = {
  command: 'tasks validate [files..]',
  describe: 'Checks task and benchmark definitions: schema, languages, subsets, scores, loader rule, dates.\nPrints every fault with its JSON pointer; warnings do not fail. Without files: all shipped definitions.',
  examples: [
    ['glottobench tasks validate tasks/own/UDHRRetrieval.json', 'one definition'],
    ['glottobench tasks validate tasks/own --json', 'all definitions in a folder'],
    ['glottobench tasks validate', 'everything that ships with glottobench'],
  ],
  builder: (yargs) =>
    yargs
      .positional('files', { type: 'string', array: true, describe: 'Definitions, or folders of them' })
      .option('json', { type: 'boolean', default: false, describe: 'Print JSON: one object per file' }),
  handler: async (argv, io) => {
    const given = words(argv['files']);
    const files = given.length === 0 ? await shippedDefinitions() : (await Promise.all(given.map(expand))).flat();
    const reports: Report[] = [];
    for (const file of files) reports.push({ file: given.length === 0 ? relative(packagePath(), file) : file, issues: await validateDefinitionFile(await readText(file), file) });
    if (argv['json'] === true) io.out(`${JSON.stringify(reports, null, 1)}\n`);
    else printReports(reports, given.length > 0, io);
    const failed = reports.filter((report) => report.issues.some((issue) => issue.severity === 'error')).length;
    const warnings = reports.flatMap((report) => report.issues).filter((issue) => issue.severity === 'warning').length;
    io.err(`${reports.length} ${reports.length === 1 ? 'definition' : 'definitions'}, ${failed} with faults, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}\n`);
    return failed > 0 ? 2 : 0;
  },
};

async function expand(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true ? jsonFiles(path) : [path];
}

function printReports(reports: readonly Report[], showSound: boolean, io: CommandIo): void {
  for (const { file, issues } of reports) {
    if (issues.length === 0 && showSound) io.out(`${file}: ok\n`);
    for (const issue of issues) io.out(`${file}#${issue.pointer === '' ? '/' : issue.pointer}: ${issue.severity}: ${issue.message}\n`);
  }
}
