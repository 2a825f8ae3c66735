import type { Command, CommandIo } from '../command.js';
import { RUN_OPTIONS, yargsOptions } from '../options.js';
import { readBias } from '../../results/bias-file.js';
import { biasOverview } from '../render/bias-tables.js';
import { renderPlan } from '../render/plan.js';
import { renderTable } from '../render/table.js';
import { renderTables } from '../render/tables.js';
import { toRunRequest } from '../run-request.js';
import { resolveSettings, type Setting } from '../settings.js';

export const run: Command = {
  command: 'run',
  describe: 'Evaluate models on tasks and write MTEB results with typology groups. The same command again continues where it stopped.',
  examples: [
    ['glottobench run -m bm25 -t UDHRRetrieval --subsets eng-eng,eng-jpn', 'two cells of the embedded task'],
    ['glottobench run -m bm25,random -t UDHRRetrieval --language eng,tur --dry-run', 'what would be run'],
    ['glottobench run -m ./my-checkpoint -b hybrid-batch --data XQuADRRetrieval=../xquad-r,MLQARRetrieval=../mlqa-r', 'a benchmark, as far as its data is here'],
  ],
  builder: (yargs) =>
    yargs
      .options(yargsOptions(RUN_OPTIONS))
      .option('config', { type: 'string', requiresArg: true, group: 'How:', describe: 'Settings file [default: glottobench.config.json]' })
      .option('dry-run', { type: 'boolean', group: 'Output:', describe: 'Show the plan and run nothing' })
      .option('print-config', { type: 'boolean', group: 'Output:', describe: 'Show every setting and where it comes from' })
      .option('json', { type: 'boolean', group: 'Output:', describe: 'One event per line on stdout' })
      .option('quiet', { type: 'boolean', group: 'Output:', describe: 'No progress' }),
  handler: async (argv, io) => {
    const settings = await resolveSettings(RUN_OPTIONS, argv, io.env);
    if (argv['printConfig'] === true) return printConfig(settings, argv['json'] === true, io);
    const request = toRunRequest(settings);
    if (argv['dryRun'] === true) {
      const { planRun } = await import('../../run/plan.js');
      io.out(`${renderPlan(await planRun(request, io.signal), argv['json'] === true, io.columns)}\n`);
      return 0;
    }
    const json = argv['json'] === true;
    // Loaded only now: --help and a wrong flag need no runtime.
    const { showRun } = await import('../show-run.js');
    const summary = await showRun(request, io, { json, quiet: argv['quiet'] === true });
    if (!json) {
      for (const table of summary.typology(io.columns)) io.out(`\n${table}\n`);
      for (const file of summary.biasFiles) io.out(`\n${renderTables([biasOverview(await readBias(file))], io.columns)}`);
      io.out(`\n${summary.overview(io.columns)}\n\n`);
      io.err(`${summary.closing().join('\n')}\nnext     glottobench aggregate ${request.out} --by family,script-class,word-order\n`);
    }
    return summary.status;
  },
};

function printConfig(settings: ReadonlyMap<string, Setting>, json: boolean, io: CommandIo): number {
  if (json) {
    io.out(`${JSON.stringify(Object.fromEntries(settings), null, 2)}\n`);
    return 0;
  }
  const rows = [...settings].map(([key, { value, origin }]) => [key, value === undefined ? '–' : Array.isArray(value) ? value.join(', ') : String(value), origin]);
  io.out(`${renderTable({ columns: [{ title: 'setting' }, { title: 'value' }, { title: 'from' }], rows }, io.columns)}\n`);
  return 0;
}
