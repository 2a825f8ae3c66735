import { importResults } from '../../analysis/record/import-results.js';
import { GlottobenchError } from '../../base/errors.js';
import type { Command } from '../command.js';
import { renderTable } from '../render/table.js';

export const resultsImport: Command = {
  command: 'results import <source>',
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
    [
      'glottobench results import results/published/hybrid-batch.csv --dry-run',
      'Check a table of published numbers',
    ],
  ],
  builder: (yargs) =>
    yargs
      .positional('source', {
        type: 'string',
        demandOption: true,
        describe: 'Results tree, model folder, revision folder, one file, or a CSV',
      })
      .option('out', { type: 'string', requiresArg: true, describe: 'Results tree to write into' })
      .option('experiments', {
        type: 'boolean',
        describe: 'Results of experiments/<name>/ too, as a revision of their own',
      })
      .option('overwrite', { type: 'boolean', describe: 'Replace results that are there already' })
      .option('dry-run', { type: 'boolean', describe: 'Report and write nothing' })
      .option('json', { type: 'boolean', describe: 'Report as JSON' }),
  handler: async (argv, io) => {
    const out = argv['out'] as string | undefined;
    const dryRun = argv['dryRun'] === true;
    if (out === undefined && !dryRun)
      throw new GlottobenchError('GB_USAGE', 'say where to with --out, or --dry-run to look only');
    const report = await importResults(String(argv['source']), {
      out: dryRun ? undefined : out,
      experiments: argv['experiments'] === true,
      overwrite: argv['overwrite'] === true,
    });
    if (argv['json'] === true) io.out(`${JSON.stringify(report, null, 2)}\n`);
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
      io.out(
        `${renderTable({ columns: [{ title: report.kind === 'results' ? 'results' : 'published numbers' }, { title: 'count', align: 'right' }], rows }, io.columns)}\n`,
      );
      for (const { file, message } of report.broken.slice(0, 10))
        io.err(`broken: ${file}: ${message}\n`);
      if (report.broken.length > 10) io.err(`broken: ${String(report.broken.length - 10)} more\n`);
    }
    return report.broken.length === 0 ? 0 : 1;
  },
};
