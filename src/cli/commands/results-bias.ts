import { readBias } from '../../results/bias-file.js';
import { findBias } from '../../results/find-bias.js';
import type { TableModel } from '../../types/table.js';
import type { Command } from '../command.js';
import {
  BIAS_MATRICES,
  biasMatrix,
  biasOverview,
  type BiasMatrix,
} from '../../report/bias-tables.js';
import { renderCsv } from '../render/table.js';
import { renderTables } from '../render/tables.js';

export const resultsBias: Command = {
  command: 'results bias <path..>',
  describe:
    'How a model treats the languages of a multilingual pool: rank distance, language shares, single-answer AP, MRC, PEER',
  examples: [
    ['glottobench results bias results', 'Every pool that was run, one line per query language'],
    [
      'glottobench results bias results --matrix share,answers',
      'With the matrices of query and document language',
    ],
    ['glottobench results bias results --json', 'The whole reports'],
  ],
  builder: (yargs) =>
    yargs
      .positional('path', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'A report (bias/<Task>.<split>.json), revision, model or results folder',
      })
      .option('matrix', {
        type: 'string',
        array: true,
        requiresArg: true,
        coerce: (given: string[]) => given.flatMap((one) => one.split(',')),
        choices: BIAS_MATRICES,
        describe: 'Matrices to show: share of the top k, AP by answer language, MRC',
      })
      .option('json', { type: 'boolean', describe: 'The reports as JSON, one list' })
      .option('csv', { type: 'boolean', describe: 'The tables as CSV' })
      .conflicts('json', 'csv'),
  handler: async (argv, io) => {
    const paths = (await Promise.all((argv['path'] as string[]).map(findBias))).flat();
    const reports = await Promise.all(paths.map(readBias));
    const matrices = (argv['matrix'] ?? []) as BiasMatrix[];
    if (argv['json'] === true) {
      io.out(`${JSON.stringify(reports, null, 1)}\n`);
      return 0;
    }
    const tables = reports.flatMap((report): TableModel[] => [
      biasOverview(report),
      ...matrices.map((which) => biasMatrix(report, which)),
    ]);
    if (argv['csv'] === true) for (const table of tables) io.out(`${renderCsv(table)}\n`);
    else io.out(renderTables(tables, io.columns));
    return 0;
  },
};
