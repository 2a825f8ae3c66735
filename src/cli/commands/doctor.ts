import { examine } from '../../run/doctor.js';
import { command } from '../input/command.js';
import { formatOf, TABLE_OR_JSON } from '../input/options.js';
import { renderTable } from '../render/table.js';

const MARKS = { ok: 'ok', warning: 'warning', failed: 'FAILED' } as const;

export const doctor = command({
  describe:
    'Check this machine and this installation. Exit status 3 when something that is needed does not work.',
  examples: [
    ['glottobench doctor', 'a table of checks'],
    ['glottobench doctor --json', 'the same for a bug report'],
  ],
  options: { ...TABLE_OR_JSON },
  handler: async (given, io) => {
    const checks = await examine();
    if (formatOf(given) === 'json') io.out(`${JSON.stringify(checks, null, 2)}\n`);
    else
      io.out(
        `${renderTable({ columns: [{ title: 'check' }, { title: 'state' }, { title: 'found' }], rows: checks.map(({ name, state, detail }) => [name, MARKS[state], detail]) }, io.columns)}\n`,
      );
    return checks.some(({ state }) => state === 'failed') ? 3 : 0;
  },
});
