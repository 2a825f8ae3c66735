import { textOf } from '../../base/wording.js';
import { command, type CommandIo } from '../input/command.js';
import { COMMON, RUN_FLAGS } from '../input/options.js';
import { RUN_OPTIONS } from '../../run/request/run-options.js';
import { parseQueueAddress, shownAddress } from '../../run/request/queue-address.js';
import { readBias } from '../../results/bias-file.js';
import { biasOverview } from '../../report/bias-tables.js';
import { renderPlan } from '../render/plan.js';

import { lookOf, showTables } from '../render/tables.js';
import { toRunOptions } from '../input/run-options.js';
import { resolveSettings, type ResolvedSetting } from '../input/settings.js';

export const run = command({
  describe:
    'Evaluate models on tasks and write MTEB results with typology groups. The same command again continues where it stopped.',
  examples: [
    [
      'glottobench run -m bm25 -t UDHRRetrieval --subset eng-eng,eng-jpn',
      'two cells of the embedded task',
    ],
    [
      'glottobench run -m bm25,random -t UDHRRetrieval --language eng,tur --dry-run',
      'what would be run',
    ],
    [
      'glottobench run -m ./my-checkpoint -t MIRACLRetrieval -l swa --queue redis://10.0.0.1',
      'with workers on other machines',
    ],
    [
      'glottobench run -m ./my-checkpoint -b hybrid-batch --data XQuADRRetrieval=../xquad-r,MLQARRetrieval=../mlqa-r',
      'a benchmark, as far as its data is here',
    ],
  ],
  options: {
    ...RUN_FLAGS,
    config: {
      kind: 'text',
      group: 'How:',
      describe: 'Settings file [default: glottobench.config.json]',
    },
    dryRun: { kind: 'switch', group: 'Output:', describe: 'Show the plan and run nothing' },
    printConfig: {
      kind: 'switch',
      group: 'Output:',
      describe: 'Show every setting and where it comes from',
    },
    json: { kind: 'switch', group: 'Output:', describe: 'One event per line on stdout' },
    quiet: { ...COMMON.quiet, group: 'Output:' },
  },
  handler: async (given, io) => {
    const { config, dryRun, json, quiet } = given;
    const settings = await resolveSettings(RUN_OPTIONS, { given, config, env: io.env });
    if (given.printConfig) return printConfig(withoutSecrets(settings), json, io);
    const options = toRunOptions(settings);
    if (options.queue !== undefined) parseQueueAddress(options.queue);
    if (dryRun) {
      const { planRun } = await import('../../run/plan.js');
      io.out(`${renderPlan(await planRun(options, io.signal), json, lookOf(io))}\n`);
      return 0;
    }
    // Loaded only now: --help and a wrong flag need no runtime.
    const { showRun } = await import('../render/show-run.js');
    const summary = await showRun(options, io, { json, quiet });
    if (!json) {
      if (summary.cells > 0) {
        const bias = await Promise.all(summary.biasFiles.map(readBias));
        io.out('\n');
        showTables([summary.overview()], 'table', io);
        io.out('\n');
        showTables([...summary.typology(), ...bias.map(biasOverview)], 'table', io);
        io.out('\n');
      }
      const next =
        summary.cells > 0
          ? `next     glottobench aggregate ${summary.out ?? options.out} --by family,script-class,word-order\n`
          : '';
      io.err(`${summary.closing().join('\n')}\n${next}`);
    }
    if (summary.doubt !== undefined) throw summary.doubt;
    return summary.status;
  },
});

function withoutSecrets(
  settings: ReadonlyMap<string, ResolvedSetting>,
): ReadonlyMap<string, ResolvedSetting> {
  const secret = new Set(
    RUN_OPTIONS.filter((option) => option.secret === true).map(({ key }) => key),
  );
  return new Map(
    [...settings].map(([key, setting]) => [
      key,
      secret.has(key) && typeof setting.value === 'string'
        ? { ...setting, value: shownAddress(setting.value) }
        : setting,
    ]),
  );
}

function printConfig(
  settings: ReadonlyMap<string, ResolvedSetting>,
  json: boolean,
  io: CommandIo,
): number {
  if (json) {
    io.out(`${JSON.stringify(Object.fromEntries(settings), null, 2)}\n`);
    return 0;
  }
  const rows = [...settings].map(([key, { value, origin }]) => [
    key,
    value === undefined ? '–' : Array.isArray(value) ? value.join(', ') : textOf(value),
    origin,
  ]);
  const columns = [{ title: 'setting' }, { title: 'value' }, { title: 'from' }];
  showTables([{ title: '', columns, rows, keys: 1, notes: [] }], 'table', io);
  return 0;
}
