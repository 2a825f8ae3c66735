import { clearStores, findStores, storeTitle } from '../../store/maintain.js';
import { command } from '../input/command.js';
import { COMMON, formatOf, TABLE_OR_JSON } from '../input/options.js';
import { formatBytes } from '../../report/quantities.js';

export const cacheClear = command({
  describe:
    'Removes stored vectors: of the models named, or all. Results are not touched; a run makes vectors again.',
  examples: [
    ['glottobench cache clear --dry-run', 'what would go'],
    ['glottobench cache clear --model intfloat/multilingual-e5-small', 'the vectors of one model'],
  ],
  options: {
    model: { ...COMMON.model, describe: 'Only these models, by name' },
    dryRun: { ...COMMON.dryRun, describe: 'Say what would go and remove nothing' },
    ...TABLE_OR_JSON,
  },
  handler: async (given, io) => {
    const stores = await findStores(given.model);
    const dry = given.dryRun;
    const bytes = stores.reduce((sum, store) => sum + store.bytes, 0);
    if (!dry) await clearStores(stores);
    if (formatOf(given) === 'json')
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
});
