import { ERROR_TABLE } from '../../base/errors.js';
import { countEntries, findStores, storeTitle } from '../../store/maintain.js';
import { embeddingRoot } from '../../store/store-folder.js';
import { storeLimit } from '../../store/store-limit.js';
import type { TableModel } from '../../types/table.js';
import { command } from '../input/command.js';
import { formatOf, TABLE_FORMS } from '../input/options.js';
import { formatBytes, formatCount } from '../../report/quantities.js';
import { showTables } from '../render/tables.js';

export const cacheInfo = command({
  describe:
    'What the embedding store holds: per model its vectors, bytes and last use. Exit status 4 when a file is damaged; nothing is changed. docs/cache.md says what is removed when.',
  examples: [
    ['glottobench cache info', 'a table, least recently used first'],
    ['glottobench cache info --json', 'the same for programs'],
  ],
  options: { ...TABLE_FORMS },
  handler: async (given, io) => {
    const stores = await Promise.all(
      (await findStores()).map(async (store) => ({ store, entries: await countEntries(store) })),
    );
    const bytes = stores.reduce((sum, { store }) => sum + store.bytes, 0);
    const limit = storeLimit();
    const damaged = stores.filter(({ entries }) => entries === undefined);
    const status = damaged.length === 0 ? 0 : ERROR_TABLE.GB_CACHE_CORRUPT.exit;
    const format = formatOf(given);
    if (format === 'json') {
      const models = stores.map(({ store, entries }) => ({
        name: storeTitle(store),
        ...store.model,
        path: store.path,
        vectors: entries ?? null,
        bytes: store.bytes,
        used: store.usedAt.toISOString(),
      }));
      io.out(`${JSON.stringify({ folder: embeddingRoot(), bytes, limit, models }, null, 2)}\n`);
      return status;
    }
    showTables([storeTable(stores)], format, io);
    io.err(
      `${embeddingRoot()}: ${stores.length === 0 ? 'nothing is stored' : `${formatBytes(bytes)} of ${formatBytes(limit)}`}\n`,
    );
    if (damaged.length > 0)
      io.err(
        `damaged: ${damaged.map(({ store }) => storeTitle(store)).join(', ')}; glottobench cache verify --repair removes what is wrong\n`,
      );
    return status;
  },
});

interface CountedStore {
  readonly store: Awaited<ReturnType<typeof findStores>>[number];
  /** Undefined where the file cannot be read. */
  readonly entries: number | undefined;
}

function storeTable(stores: readonly CountedStore[]): TableModel {
  return {
    title: '',
    columns: [
      { title: 'model' },
      { title: 'revision' },
      { title: 'dims', align: 'right' },
      { title: 'vectors', align: 'right' },
      { title: 'size', align: 'right' },
      { title: 'last used', align: 'right' },
    ],
    rows: stores.map(({ store, entries }) => [
      storeTitle(store),
      store.model?.revision.slice(0, 12) ?? '–',
      String(store.model?.dims ?? '–'),
      entries === undefined ? 'damaged' : formatCount(entries),
      formatBytes(store.bytes),
      store.usedAt.toISOString().slice(0, 16).replace('T', ' '),
    ]),
    keys: 2,
    notes: [],
  };
}
