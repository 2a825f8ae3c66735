import { listModels } from '../../models/catalog.js';
import { command } from '../command.js';
import { formatOf, TABLE_CSV_JSON } from '../options.js';
import { renderCsv, renderTable, type TableModel } from '../render/table.js';

export const modelsList = command({
  describe:
    'Lists built-in models, checkpoints that ship with glottobench, and the architectures it opens from their weights',
  examples: [
    ['glottobench models list', 'what --model can name, and which checkpoints can be opened'],
    ['glottobench models list --json', 'the same for a program'],
  ],
  options: { ...TABLE_CSV_JSON },
  handler: async (given, io) => {
    const format = formatOf(given);
    const models = await listModels();
    const table: TableModel = {
      columns: [{ title: 'kind' }, { title: 'name' }, { title: 'what' }],
      rows: models.map(({ kind, name, describe }) => [kind, name, describe]),
    };
    if (format === 'json') io.out(`${JSON.stringify(models, null, 1)}\n`);
    else if (format === 'csv') io.out(`${renderCsv(table)}\n`);
    else {
      io.out(`${renderTable(table, io.columns)}\n`);
      io.err(
        '--model also takes a checkpoint folder or a hub name; glottobench models inspect FOLDER shows what a folder is\n',
      );
    }
    return 0;
  },
});
