import type { ArgumentsCamelCase } from 'yargs';
import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import {
  aggregate as aggregateCells,
  DEFAULT_GROUPINGS,
} from '../../analysis/aggregate/aggregate.js';
import { loadBackbones } from '../../analysis/aggregate/backbones.js';
import { toCells } from '../../analysis/aggregate/cells.js';
import { diversityTable } from '../../report/diversity-table.js';
import { aggregationCsv } from '../../report/aggregation-csv.js';
import { groupingNames } from '../../analysis/aggregate/dimensions.js';
import { overviewTables } from '../../report/overview-tables.js';
import { typologyTables } from '../../report/typology-table.js';
import { loadResults, type LoadedResults } from '../../analysis/load-results.js';
import { oneRevisionPerModel } from '../../analysis/mteb/join-revisions.js';
import { loadBenchmark } from '../../registry/benchmarks.js';
import type { CellScore } from '../../types/cell-score.js';
import type { Side } from '../../types/generated/aggregation.js';
import type { StoredScores } from '../../types/stored-scores.js';
import { loadResourceClasses } from '../../typology/resource-classes.js';
import { checkCount, checkMetric, checkTasks } from '../aggregate-checks.js';
import type { Command, CommandIo } from '../command.js';
import { GROUPING_OPTION, groupingsOf } from '../own-groupings.js';
import { renderTables } from '../render/tables.js';
import { mtebView } from '../views/mteb.js';

/** More models than this are shown as rows of an overview, fewer in full. */
const FULL_TABLES = 3;

export const aggregate: Command = {
  command: 'aggregate <results>',
  describe:
    'Group the scores of a results folder by typology, or compute the MTEB tables of a benchmark',
  examples: [
    ['glottobench aggregate results', 'Every model of a run, by the default groupings'],
    [
      'glottobench aggregate results --by family,seen:xlmr×word-order --tasks BelebeleRetrieval --csv',
      'Two groupings of one task, as CSV',
    ],
    [
      'glottobench aggregate results --mteb --benchmark "MTEB(Multilingual, v2)"',
      "The leaderboard's means and Borda ranks",
    ],
  ],
  builder: (yargs) =>
    yargs
      .positional('results', {
        type: 'string',
        describe: 'Results folder, model folder, revision folder or one file',
        demandOption: true,
      })
      .option('by', {
        type: 'string',
        array: true,
        describe: `Groupings, joined by × for combinations (default ${DEFAULT_GROUPINGS.join(',')})`,
      })
      .option('grouping', GROUPING_OPTION)
      .option('setting', {
        type: 'string',
        array: true,
        choices: ['monolingual', 'crosslingual', 'multilingual'],
        describe: 'Only cells of these settings',
      })
      .option('side', {
        type: 'string',
        choices: ['query', 'document', 'pair'],
        default: 'query',
        describe: 'Whose language a cross-lingual cell counts for',
      })
      .option('models', { type: 'string', array: true, describe: 'Only these models' })
      .option('tasks', { type: 'string', array: true, alias: 't', describe: 'Only these tasks' })
      .option('benchmark', {
        type: 'string',
        alias: 'b',
        describe: 'Only the tasks of a benchmark',
      })
      .option('metric', {
        type: 'string',
        describe: 'A metric other than the main score, such as recall_at_100',
      })
      .option('backbones', {
        type: 'string',
        describe: 'CSV with columns model, backbone: whose languages "seen" refers to',
      })
      .option('resource-classes', {
        type: 'string',
        describe: 'CSV with columns iso639_3, resource_class (Joshi et al. 2020; not shipped)',
      })
      .option('draws', {
        type: 'number',
        default: 2000,
        describe: 'Bootstrap resamples, 0 for none',
      })
      .option('seed', { type: 'number', default: 42, describe: 'Seed of the bootstrap' })
      .option('mteb', {
        type: 'boolean',
        default: false,
        describe: 'Means and Borda ranks exactly as Python mteb computes them',
      })
      .option('json', { type: 'boolean', describe: 'Print JSON (schemas/aggregation.schema.json)' })
      .option('csv', { type: 'boolean', describe: 'Print CSV' })
      .conflicts('json', 'csv')
      .epilogue(
        `groupings:\n${groupingNames()
          .map(({ id, label }) => `  ${id.padEnd(18)} ${label}`)
          .join('\n')}`,
      ),
  handler: async (argv, io) => {
    checkCount('draws', argv['draws'], 1_000_000);
    checkCount('seed', argv['seed'], 2 ** 32 - 1);
    const benchmark =
      text(argv, 'benchmark') === undefined
        ? undefined
        : await loadBenchmark(text(argv, 'benchmark') ?? '');
    const tasks = words(argv, 'tasks') ?? benchmark?.tasks.map((task) => task.name);
    await checkTasks(words(argv, 'tasks') ?? [], text(argv, 'results') ?? '');
    const loaded = await loadResults(
      text(argv, 'results') ?? '',
      tasks === undefined ? undefined : new Set(tasks),
    );
    for (const error of loaded.broken.slice(0, 20))
      io.err(`left out: ${error.place.file ?? ''}: ${error.message}\n`);
    if (loaded.broken.length > 20)
      io.err(`left out: ${String(loaded.broken.length - 20)} more broken files\n`);
    const stored = selectModels(loaded.stored, words(argv, 'models'));
    if (stored.length === 0)
      throw new GlottobenchError('GB_NOT_FOUND', 'there are no results here', {
        file: text(argv, 'results'),
        hint: 'a results folder holds <model>/<revision>/<Task>.json',
      });
    if (argv['mteb'] === true) mtebView({ ...loaded, stored }, benchmark, format(argv), io);
    else typologyView(argv, io, toScores(argv, { ...loaded, stored }));
    return loaded.broken.length === 0 ? 0 : 1;
  },
};

function toScores(
  argv: ArgumentsCamelCase<Record<string, unknown>>,
  { stored, tasks }: LoadedResults,
): CellScore[] {
  const metric = text(argv, 'metric');
  if (metric !== undefined) checkMetric(metric, stored);
  const backbones =
    text(argv, 'backbones') === undefined
      ? undefined
      : loadBackbones(text(argv, 'backbones') ?? '');
  const cells = toCells(oneRevisionPerModel(stored), {
    backboneOf: (model) => backbones?.get(model),
    taskOf: (name) => {
      const task = tasks.get(name);
      return task === undefined
        ? undefined
        : { mainScore: task.main_score, direction: task.subset_direction };
    },
    metric,
  });
  const settings = words(argv, 'setting');
  return settings === undefined ? cells : cells.filter((cell) => settings.includes(cell.setting));
}

function typologyView(
  argv: ArgumentsCamelCase<Record<string, unknown>>,
  io: CommandIo,
  cells: readonly CellScore[],
): void {
  const classes = text(argv, 'resourceClasses');
  const { by, groupings } = groupingsOf(
    argv['grouping'],
    words(argv, 'by') ?? [],
    DEFAULT_GROUPINGS,
  );
  const aggregation = aggregateCells(cells, {
    by,
    groupings,
    side: argv['side'] as Side,
    seed: Number(argv['seed']),
    draws: Number(argv['draws']),
    resourceClasses: classes === undefined ? undefined : loadResourceClasses(classes),
  });
  if (format(argv) === 'json') io.out(`${JSON.stringify(aggregation, null, 2)}\n`);
  else if (format(argv) === 'csv') io.out(aggregationCsv(aggregation));
  else {
    const models = new Set(aggregation.slices.map((slice) => slice.model.name)).size;
    io.out(
      renderTables(
        [
          ...(models > FULL_TABLES
            ? overviewTables(aggregation)
            : typologyTables(aggregation, groupings)),
          diversityTable(aggregation),
        ],
        io.columns,
      ),
    );
  }
  for (const [reason, count] of Object.entries(aggregation.leftOut))
    io.err(`left out: ${String(count)} cells, ${reason}\n`);
  for (const warning of aggregation.warnings) io.err(`warning: ${warning}\n`);
}

function selectModels(
  stored: readonly StoredScores[],
  wanted: readonly string[] | undefined,
): readonly StoredScores[] {
  if (wanted === undefined) return stored;
  const names = new Set(stored.map((entry) => entry.model));
  for (const name of wanted) {
    if (names.has(name)) continue;
    const near = didYouMean(name, names);
    throw new GlottobenchError('GB_MODEL_UNKNOWN', `the results hold no model "${name}"`, {
      hint:
        near.length > 0
          ? `did you mean: ${near.join(', ')}?`
          : `models: ${[...names].slice(0, 10).join(', ')}`,
    });
  }
  return stored.filter((entry) => wanted.includes(entry.model));
}

function format(argv: ArgumentsCamelCase<Record<string, unknown>>): 'json' | 'csv' | 'table' {
  return argv['json'] === true ? 'json' : argv['csv'] === true ? 'csv' : 'table';
}

function text(argv: ArgumentsCamelCase<Record<string, unknown>>, name: string): string | undefined {
  return typeof argv[name] === 'string' ? argv[name] : undefined;
}

/** A list given by commas, by repetition, or both. */
function words(
  argv: ArgumentsCamelCase<Record<string, unknown>>,
  name: string,
): string[] | undefined {
  const values = argv[name];
  if (!Array.isArray(values)) return undefined;
  return values
    .flatMap((value) => String(value).split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
