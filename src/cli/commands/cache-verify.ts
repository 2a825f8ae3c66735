import {
  findStores,
  repairStore,
  storeTitle,
  verifyStore,
  type StoreCheck,
} from '../../store/maintain.js';
import type { TableModel } from '../../types/table.js';
import { command } from '../input/command.js';
import { COMMON, formatOf, TABLE_FORMS } from '../input/options.js';
import { formatCount } from '../../report/quantities.js';
import { showTables } from '../render/tables.js';

export const cacheVerify = command({
  describe:
    'Reads every stored vector and compares its checksum. Exit status 4 when one is wrong and --repair was not given.',
  examples: [
    ['glottobench cache verify', 'check everything'],
    ['glottobench cache verify --repair', 'and remove what is wrong, so that it is made again'],
  ],
  options: {
    model: { ...COMMON.model, describe: 'Only these models, by name' },
    repair: { kind: 'switch', describe: 'Remove wrong vectors' },
    ...TABLE_FORMS,
  },
  handler: async (given, io) => {
    const { repair } = given;
    const checks: StoreCheck[] = [];
    for (const store of await findStores(given.model)) {
      io.signal.throwIfAborted();
      checks.push(await (repair ? repairStore : verifyStore)(store));
    }
    const format = formatOf(given);
    if (format === 'json') {
      io.out(
        `${JSON.stringify(
          checks.map(({ store, entries, corrupt, readable }) => ({
            name: storeTitle(store),
            path: store.path,
            vectors: entries,
            corrupt,
            readable,
          })),
          null,
          2,
        )}\n`,
      );
    } else showTables([checkTable(checks)], format, io);
    const wrong = checks.some(({ corrupt, readable }) => corrupt > 0 || !readable);
    if (!wrong)
      io.err(checks.length === 0 ? 'nothing is stored\n' : 'every vector is as it was written\n');
    else
      io.err(
        repair
          ? 'wrong vectors were removed; the next run makes them again\n'
          : 'wrong vectors are made again when a run needs them; --repair removes them now\n',
      );
    return wrong && !repair ? 4 : 0;
  },
});

function checkTable(checks: readonly StoreCheck[]): TableModel {
  return {
    title: '',
    columns: [
      { title: 'model' },
      { title: 'vectors', align: 'right' },
      { title: 'wrong', align: 'right' },
      { title: 'file' },
    ],
    rows: checks.map(({ store, entries, corrupt, readable }) => [
      storeTitle(store),
      formatCount(entries),
      formatCount(corrupt),
      readable ? 'ok' : 'damaged',
    ]),
    notes: [],
  };
}
