import { clearStores, findStores, storeTitle } from '../../store/maintain.js';
import type { Command } from '../command.js';
import { formatBytes } from '../../report/quantities.js';
import { words } from '../words.js';

export const cacheClear: Command = {
  command: 'cache clear',
  describe:
    'Removes stored vectors: of the models named, or all. Results are not touched; a run makes vectors again.',
  examples: [
    ['glottobench cache clear --dry-run', 'what would go'],
    ['glottobench cache clear --model intfloat/multilingual-e5-small', 'the vectors of one model'],
  ],
  builder: (yargs) =>
    yargs.options({
      model: {
        type: 'string',
        array: true,
        alias: 'm',
        requiresArg: true,
        describe: 'Only these models, by name',
      },
      'dry-run': { type: 'boolean', describe: 'Say what would go and remove nothing' },
      json: { type: 'boolean', describe: 'Print JSON' },
    }),
  handler: async (argv, io) => {
    const stores = await findStores(words(argv['model']));
    const dry = argv['dryRun'] === true;
    const bytes = stores.reduce((sum, store) => sum + store.bytes, 0);
    if (!dry) await clearStores(stores);
    if (argv['json'] === true)
      io.out(
        `${JSON.stringify({ removed: !dry, bytes, models: stores.map(storeTitle) }, null, 2)}\n`,
      );
    else
      io.err(
        stores.length === 0
          ? 'nothing is stored\n'
          : `${dry ? 'would remove' : 'removed'} ${formatBytes(bytes)}: ${stores.map(storeTitle).join(', ')}\n`,
      );
    return 0;
  },
};
