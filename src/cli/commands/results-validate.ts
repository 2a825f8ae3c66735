import { GlottobenchError } from '../../base/errors.js';
import { languageTagFault } from '../../registry/language-codes.js';
import { TaskDefinitions } from '../../results/read/task-definitions.js';
import { FINDING_KINDS, type FindingKind } from '../../results/finding.js';
import { isError, validateResults, type FileReport } from '../../results/validate/results.js';
import { command } from '../input/command.js';
import { checkTasks } from '../input/aggregate-checks.js';
import { wantedModels } from '../input/wanted-models.js';
import { resultsFolders } from '../input/results-folder.js';
import { COMMON, formatOf, TABLE_FORMS } from '../input/options.js';
import { lookOf, showTables } from '../render/tables.js';
import {
  findingsTable,
  kindTable,
  renderFindings,
  renderFindingsJson,
  type PlacedFinding,
  type ValidationSummary,
} from '../render/findings.js';

export const resultsValidate = command({
  describe: 'Check result files as the leaderboard would: a file, a model, or a whole tree',
  examples: [
    [
      'glottobench results validate results',
      'Every result below results/; deviations from the definitions are warnings',
    ],
    [
      'glottobench results validate results --strict',
      'Before a submission: every finding is an error',
    ],
    [
      'glottobench results validate results -m org/model -t BelebeleRetrieval',
      'Only this model and this task',
    ],
    [
      'glottobench results validate results --strict --json',
      'All findings with file, JSON pointer, kind and message',
    ],
  ],
  words: {
    path: {
      kind: 'list',
      describe:
        'Result file, revision, model, results folder, or a folder of such [default: results]',
    },
  },
  options: {
    results: COMMON.results,
    model: COMMON.model,
    task: COMMON.task,
    strict: { kind: 'switch', describe: 'Findings against the task definition are errors too' },
    all: { kind: 'switch', describe: 'List every finding, not the first errors only' },
    ...TABLE_FORMS,
  },
  handler: async (given, io) => {
    const { strict, all } = given;
    const format = formatOf(given);
    const definitions = new TaskDefinitions();
    const models = wantedModels(given.model);
    const options = {
      lookup: definitions.lookup,
      languageFault: languageTagFault,
      folder: models.wants,
      tasks: given.task === undefined ? undefined : new Set(given.task),
    };
    const reports: FileReport[] = [];
    for (const path of resultsFolders(given.path, given.results)) {
      await checkTasks(given.task ?? [], path);
      for await (const report of validateResults(path, options)) {
        io.signal.throwIfAborted();
        reports.push(report);
      }
    }
    models.check();
    if (reports.length === 0)
      throw new GlottobenchError('GB_NOT_FOUND', 'no result passes --model and --task');
    for (const warning of definitions.warnings) io.err(`${warning}\n`);
    const summary = summarize(reports, strict);
    if (format === 'json') io.out(`${renderFindingsJson(summary)}\n`);
    else if (format === 'table') io.out(renderFindings(summary, { all, look: lookOf(io) }));
    else {
      const kinds = format === 'csv' ? [] : [{ ...kindTable(summary), title: 'kinds of findings' }];
      showTables([findingsTable(summary), ...kinds], format, io);
    }
    return summary.filesWithErrors === 0 ? 0 : 2;
  },
});

function summarize(reports: readonly FileReport[], strict: boolean): ValidationSummary {
  const findings = reports.flatMap((report) =>
    report.findings.map((finding): PlacedFinding => ({
      file: report.file,
      severity: isError(finding, strict) ? 'error' : 'warning',
      ...finding,
    })),
  );
  const kinds = (Object.keys(FINDING_KINDS) as FindingKind[]).map((kind) => {
    const ofKind = findings.filter((finding) => finding.kind === kind);
    return {
      kind,
      severity: ofKind[0]?.severity ?? 'warning',
      findings: ofKind.length,
      files: new Set(ofKind.map((finding) => finding.file)).size,
      summary: FINDING_KINDS[kind].summary,
    };
  });
  const filesWith = (severity: PlacedFinding['severity']): Set<string> =>
    new Set(
      findings.filter((finding) => finding.severity === severity).map((finding) => finding.file),
    );
  const withErrors = filesWith('error');
  return {
    strict,
    files: reports.length,
    filesWithErrors: withErrors.size,
    filesWithWarningsOnly: [...filesWith('warning')].filter((file) => !withErrors.has(file)).length,
    kinds: kinds.filter((kind) => kind.findings > 0),
    findings,
  };
}
