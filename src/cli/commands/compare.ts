import type { ArgumentsCamelCase } from 'yargs';
import { loadBackbones } from '../../analysis/aggregate/backbones.js';
import { compareModels } from '../../analysis/compare/compare.js';
import { comparisonCsv } from '../../report/comparison-csv.js';
import { comparisonTables, signed } from '../../report/comparison-tables.js';
import { findModels } from '../../analysis/compare/find-models.js';
import type { ModelResults } from '../../analysis/compare/model-results.js';
import { analyseFactors } from '../../analysis/factorial/analyse-models.js';
import { readConditions } from '../../analysis/factorial/conditions.js';
import { factorialCsv, factorialTables } from '../../report/factorial-tables.js';
import { GlottobenchError } from '../../base/errors.js';
import type { Side } from '../../types/generated/aggregation.js';
import type {
  Adjustment,
  Comparison,
  ComparisonOptions,
} from '../../types/generated/comparison.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { Grouping } from '../../typology/grouping-types.js';
import type { Command, CommandIo } from '../command.js';
import { count, share } from '../numbers.js';
import { GROUPING_OPTION, groupingsOf } from '../own-groupings.js';
import { renderTables } from '../render/tables.js';
import { treeAndNames } from '../tree-and-names.js';
import { words } from '../words.js';

export const compare: Command = {
  command: 'compare [models..]',
  describe:
    'Compare models on the questions and cells that they share: differences with intervals, tests, and which models are not separable',
  examples: [
    ['glottobench compare bm25 random', 'A against B, from per-query scores of a run'],
    [
      'glottobench compare xlmr-hybrid xlmr-mono --by seen --fail-if-worse 0.005',
      'By exposure; exit status 5 when A falls behind B',
    ],
    [
      'glottobench compare results --factor backbone,batching --by seen:all',
      'Every model of a run as a backbone × batching table',
    ],
    [
      'glottobench compare ../leaderboard/results --tasks BelebeleRetrieval',
      'Every model of a tree, with groups that are not separable',
    ],
  ],
  builder: (yargs) =>
    yargs
      .positional('models', {
        type: 'string',
        array: true,
        describe:
          'Model names (org/name, name, name@revision) or revision folders; a results tree as last word names where they are looked up',
      })
      .option('out', {
        type: 'string',
        default: 'results',
        requiresArg: true,
        describe: 'Results tree',
      })
      .option('by', { type: 'string', array: true, describe: 'Groupings, as of aggregate' })
      .option('grouping', GROUPING_OPTION)
      .option('tasks', { type: 'string', array: true, alias: 't', describe: 'Only these tasks' })
      .option('metric', {
        type: 'string',
        requiresArg: true,
        describe: 'A metric other than the main score, such as recall_at_100',
      })
      .option('side', {
        choices: ['query', 'document', 'pair'] as const,
        default: 'query' as const,
        describe: 'Whose language a cross-lingual cell counts for',
      })
      .option('backbones', {
        type: 'string',
        requiresArg: true,
        describe: 'CSV with columns model, backbone, for models without a card',
      })
      .option('adjust', {
        choices: ['holm', 'bh', 'none'] as const,
        default: 'holm' as const,
        describe: 'Correction over the tests of a setting',
      })
      .option('level', { type: 'number', default: 0.95, describe: 'Coverage of intervals' })
      .option('draws', { type: 'number', default: 2000, describe: 'Bootstrap resamples' })
      .option('flips', {
        type: 'number',
        default: 10000,
        describe: 'Sign flips of the randomization test',
      })
      .option('seed', { type: 'number', default: 42, describe: 'Seed of all draws' })
      .option('factor', {
        choices: ['backbone,batching'] as const,
        describe:
          'Backbone × batch sampling instead of pairs: cell means, main effects, interaction',
      })
      .option('table', {
        type: 'string',
        requiresArg: true,
        describe: 'CSV with columns model, backbone, batching, alpha, for models without a card',
      })
      .option('zero-shot-only', {
        type: 'boolean',
        describe: 'With --factor: leave out tasks that one of the models was trained on',
      })
      .option('fail-if-worse', {
        type: 'number',
        requiresArg: true,
        describe: 'Exit status 5 when A scores lower than B by more than this in any setting',
      })
      .option('json', {
        type: 'boolean',
        describe:
          'Print JSON (schemas/comparison.schema.json; with --factor schemas/factorial.schema.json)',
      })
      .option('csv', { type: 'boolean', describe: 'Print CSV, one line per pair and group' })
      .conflicts('json', 'csv'),
  handler: async (argv, io) => {
    const { names, out } = treeAndNames(words(argv['models']), String(argv['out']));
    const tasks = words(argv['tasks']);
    const backbones =
      typeof argv['backbones'] === 'string' ? loadBackbones(argv['backbones']) : undefined;
    const {
      models,
      tasks: definitions,
      warnings,
    } = await findModels(names, {
      out,
      backbones,
      tasks: tasks.length === 0 ? undefined : new Set(tasks),
      metric: argv['metric'] as string | undefined,
    });
    for (const warning of warnings) io.err(`${warning}\n`);
    if (models.length < 2)
      throw new GlottobenchError('GB_USAGE', 'two or more models are compared', {
        hint: `${String(models.length)} of them found; glottobench compare A B`,
      });
    const bound = limit(argv['failIfWorse'], models.length);
    const { by, groupings } = groupingsOf(argv['grouping'], words(argv['by']));
    const options = {
      by: [...by],
      side: argv['side'] as Side,
      seed: Number(argv['seed']),
      draws: count(argv['draws'], 'draws'),
      flips: count(argv['flips'], 'flips'),
      level: share(argv['level']),
      adjustment: argv['adjust'] as Adjustment,
    };
    if (argv['factor'] !== undefined)
      return showFactors(argv, io, models, definitions, options, groupings);
    const comparison = await compareModels(models, { ...options, groupings });
    if (argv['json'] === true) io.out(`${JSON.stringify(comparison, null, 2)}\n`);
    else if (argv['csv'] === true) io.out(comparisonCsv(comparison));
    else io.out(renderTables(comparisonTables(comparison), io.columns));
    if (bound !== undefined) checkBound(comparison, bound, io);
    return 0;
  },
};

async function showFactors(
  argv: ArgumentsCamelCase<Record<string, unknown>>,
  io: CommandIo,
  models: readonly ModelResults[],
  tasks: ReadonlyMap<string, TaskDefinition>,
  comparison: ComparisonOptions,
  groupings: readonly Grouping[],
): Promise<number> {
  if (argv['failIfWorse'] !== undefined)
    throw new GlottobenchError(
      'GB_USAGE',
      '--fail-if-worse compares A with B; it does not go with --factor',
    );
  const conditions = typeof argv['table'] === 'string' ? readConditions(argv['table']) : undefined;
  const analysis = await analyseFactors(models, {
    tasks,
    conditions,
    zeroShotOnly: argv['zeroShotOnly'] === true,
    comparison,
    groupings,
  });
  if (argv['json'] === true) io.out(`${JSON.stringify(analysis, null, 2)}\n`);
  else if (argv['csv'] === true) io.out(factorialCsv(analysis));
  else io.out(renderTables(factorialTables(analysis), io.columns));
  return 0;
}

function checkBound({ groups }: Comparison, bound: number, io: CommandIo): void {
  for (const {
    setting,
    by,
    pairs: [pair],
  } of groups) {
    if (by !== null || pair === undefined) continue;
    const verdict = `${setting}: A - B = ${signed(pair.difference)}${pair.interval === null ? '' : `, interval ${signed(pair.interval.low)} to ${signed(pair.interval.high)}`}`;
    if (pair.difference < -bound)
      throw new GlottobenchError(
        'GB_BOUND_MISSED',
        `${pair.a} is worse than ${pair.b} by more than ${String(bound)}`,
        { hint: verdict },
      );
    io.err(`within the bound of ${String(bound)}: ${verdict}\n`);
  }
}

function limit(value: unknown, models: number): number | undefined {
  if (value === undefined) return undefined;
  if (models !== 2)
    throw new GlottobenchError('GB_USAGE', '--fail-if-worse needs two models, A and B');
  if (typeof value !== 'number' || !(value >= 0))
    throw new GlottobenchError(
      'GB_USAGE',
      '--fail-if-worse needs a number from 0, in units of the metric',
    );
  return value;
}
