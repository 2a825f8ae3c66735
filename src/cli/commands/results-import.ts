import { importResults } from '../../results/import/import-results.js';
import { GlottobenchError } from '../../base/errors.js';
import { command } from '../input/command.js';
import { COMMON, formatOf, TABLE_FORMS } from '../input/options.js';
import { showTables } from '../render/tables.js';

export const resultsImport = command({
  describe:
    "Bring others' numbers into a results tree: leaderboard folders of any age, or a CSV of published per-language numbers",
  examples: [
    [
      'glottobench results import ../leaderboard/results --dry-run',
      'What is there, and what is odd about it',
    ],
    [
      'glottobench results import ../leaderboard/results --out results',
      "Written anew in today's layout",
    ],
    ['glottobench results import published.csv --dry-run', 'Check a table of published numbers'],
  ],
  words: {
    source: {
      kind: 'text',
      required: true,
      describe: 'Results tree, model folder, revision folder, one file, or a CSV',
    },
  },
  options: {
    out: { kind: 'text', alias: 'o', describe: 'Results folder to write into' },
    experiments: {
      kind: 'switch',
      describe: 'Results of experiments/<name>/ too, as a revision of their own',
    },
    overwrite: { kind: 'switch', describe: 'Replace results that are there already' },
    dryRun: { ...COMMON.dryRun, describe: 'Report and write nothing' },
    ...TABLE_FORMS,
  },
  handler: async (given, io) => {
    const { source, out, dryRun, experiments, overwrite } = given;
    if (out === undefined && !dryRun)
      throw new GlottobenchError('GB_USAGE', 'say where to with --out, or --dry-run to look only');
    const report = await importResults(source, {
      out: dryRun ? undefined : out,
      experiments,
      overwrite,
    });
    const format = formatOf(given);
    if (format === 'json') io.out(`${JSON.stringify(report, null, 2)}\n`);
    else {
      const rows = [
        ['models', report.models],
        ['files read', report.files],
        ['cells', report.cells],
        ...Object.entries(report.oddities),
        ['written', report.written],
        ['kept as they were', report.kept],
        ['broken', report.broken.length],
      ].map(([what, count]) => [String(what), Number(count).toLocaleString('en-US')]);
      const what = report.kind === 'results' ? 'results' : 'published numbers';
      const columns = [{ title: what }, { title: 'count', align: 'right' as const }];
      showTables([{ title: '', columns, rows, notes: [] }], format, io);
      for (const { file, message } of report.broken.slice(0, 10))
        io.err(`broken: ${file}: ${message}\n`);
      if (report.broken.length > 10) io.err(`broken: ${String(report.broken.length - 10)} more\n`);
    }
    return report.broken.length === 0 ? 0 : 1;
  },
});
