import { examine } from '../../run/doctor.js';
import { command } from '../input/command.js';
import { formatOf, TABLE_FORMS } from '../input/options.js';
import { showTables } from '../render/tables.js';

const MARKS = { ok: 'ok', warning: 'warning', failed: 'FAILED' } as const;

export const doctor = command({
  describe:
    'Check this machine and this installation. Exit status 3 when something that is needed does not work.',
  examples: [
    ['glottobench doctor', 'a table of checks'],
    ['glottobench doctor --json', 'the same for a bug report'],
  ],
  options: { ...TABLE_FORMS },
  handler: async (given, io) => {
    const checks = await examine();
    const format = formatOf(given);
    if (format === 'json') io.out(`${JSON.stringify(checks, null, 2)}\n`);
    else {
      const rows = checks.map(({ name, state, detail }) => [name, MARKS[state], detail]);
      const columns = [{ title: 'check' }, { title: 'state' }, { title: 'found' }];
      showTables([{ title: '', columns, rows, keys: 1, notes: [] }], format, io);
    }
    return checks.some(({ state }) => state === 'failed') ? 3 : 0;
  },
});
