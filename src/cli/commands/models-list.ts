import { listModels } from '../../models/catalog.js';
import type { Command } from '../command.js';
import { renderCsv, renderTable, type TableModel } from '../render/table.js';

export const modelsList: Command = {
  command: 'models list',
  describe:
    'Lists built-in models, checkpoints that ship with glottobench, and the architectures it opens from their weights',
  examples: [
    ['glottobench models list', 'what --model can name, and which checkpoints can be opened'],
    ['glottobench models list --json', 'the same for a program'],
  ],
  builder: (yargs) =>
    yargs
      .options({
        json: { type: 'boolean', describe: 'Print JSON' },
        csv: { type: 'boolean', describe: 'Print CSV' },
      })
      .conflicts('json', 'csv'),
  handler: async (argv, io) => {
    const models = await listModels();
    const table: TableModel = {
      columns: [{ title: 'kind' }, { title: 'name' }, { title: 'what' }],
      rows: models.map(({ kind, name, describe }) => [kind, name, describe]),
    };
    if (argv['json'] === true) io.out(`${JSON.stringify(models, null, 1)}\n`);
    else if (argv['csv'] === true) io.out(`${renderCsv(table)}\n`);
    else {
      io.out(`${renderTable(table, io.columns)}\n`);
      io.err(
        '--model also takes a checkpoint folder or a hub name; glottobench models inspect FOLDER shows what a folder is\n',
      );
    }
    return 0;
  },
};
