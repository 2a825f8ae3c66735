import { readBias } from '../../results/bias-file.js';
import { findBias } from '../../results/find-bias.js';
import type { TableModel } from '../../types/table.js';
import { command } from '../input/command.js';
import { GlottobenchError } from '../../base/errors.js';
import { resultsFolders } from '../input/results-folder.js';
import { COMMON, formatOf, TABLE_FORMS } from '../input/options.js';
import { BIAS_MATRICES, biasMatrix, biasOverview } from '../../report/bias-tables.js';
import { showTables } from '../render/tables.js';

export const resultsBias = command({
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
  words: {
    path: {
      kind: 'list',
      describe:
        'A report (bias/<Task>.<split>.json), revision, model or results folder [default: results]',
    },
  },
  options: {
    results: COMMON.results,
    model: COMMON.model,
    task: COMMON.task,
    matrix: {
      kind: 'names',
      choices: BIAS_MATRICES,
      describe: 'Matrices to show: share of the top k, AP by answer language, MRC',
    },
    ...TABLE_FORMS,
  },
  handler: async (given, io) => {
    const { model, task, matrix: matrices = [] } = given;
    const folders = resultsFolders(given.path, given.results);
    const paths = (await Promise.all(folders.map(findBias))).flat();
    const reports = (await Promise.all(paths.map(readBias))).filter(
      (report) =>
        model?.includes(report.model.name) !== false && task?.includes(report.task) !== false,
    );
    if (reports.length === 0)
      throw new GlottobenchError('GB_NOT_FOUND', 'no report passes --model and --task', {
        file: folders.join(', '),
      });
    const format = formatOf(given);
    if (format === 'json') {
      io.out(`${JSON.stringify(reports, null, 1)}\n`);
      return 0;
    }
    const tables = reports.flatMap((report): TableModel[] => [
      biasOverview(report),
      ...matrices.map((which) => biasMatrix(report, which)),
    ]);
    showTables(tables, format, io);
    return 0;
  },
});
