import type { ArgumentsCamelCase } from 'yargs';
import { findModels } from '../../analysis/compare/find-models.js';
import { pairScores } from '../../analysis/compare/score-table.js';
import { claimSupport, TYPICAL_PAIRED_DEVIATION } from '../../analysis/power/claim.js';
import { pilotPower } from '../../analysis/power/pilot.js';
import { powerCsv, powerTables } from '../../report/power-tables.js';
import type { TestGoal } from '../../analysis/power/sample-size.js';
import { GlottobenchError } from '../../base/errors.js';
import { loadBenchmark } from '../../registry/benchmarks.js';
import { loadTask } from '../../registry/load-task.js';
import type { Side } from '../../types/generated/aggregation.js';
import type { Claims, Pilot } from '../../types/generated/power.js';
import { BACKBONES, type Backbone } from '../../types/language.js';
import type { Command, CommandIo } from '../command.js';
import { GROUPING_OPTION, groupingsOf } from '../own-groupings.js';
import { renderTables } from '../render/tables.js';
import { words } from '../words.js';

/** What a set of tasks is asked about without `--by`. */
const DEFAULT_GROUPINGS = ['seen:all', 'family', 'word-order', 'affixing'];

export const power: Command = {
  command: 'power',
  describe:
    'How many questions, languages and families a difference needs; or, before a run, what a set of tasks can say at all',
  examples: [
    [
      'glottobench power -t XQuADRetrieval,BelebeleRetrieval --by word-order,seen:xlmr',
      'Can these tasks support the claim?',
    ],
    [
      'glottobench power --pilot bm25,random --difference 0.02',
      'Sizes from the results of two models',
    ],
  ],
  builder: (yargs) =>
    yargs
      .option('tasks', {
        type: 'string',
        array: true,
        alias: 't',
        describe: 'Tasks that are to be run',
      })
      .option('benchmark', {
        type: 'string',
        alias: 'b',
        requiresArg: true,
        describe: 'All tasks of a benchmark',
      })
      .option('pilot', {
        type: 'string',
        array: true,
        describe: 'Two models whose results serve as a pilot',
      })
      .option('out', {
        type: 'string',
        default: 'results',
        requiresArg: true,
        describe: 'Results tree of the pilot',
      })
      .option('by', { type: 'string', array: true, describe: 'Groupings, as of aggregate' })
      .option('grouping', GROUPING_OPTION)
      .option('difference', {
        type: 'number',
        default: 0.02,
        describe: 'Difference to find, in units of the metric',
      })
      .option('power', { type: 'number', default: 0.8, describe: 'Chance of finding it' })
      .option('alpha', {
        type: 'number',
        default: 0.05,
        describe: 'Two-sided error rate of the test',
      })
      .option('backbone', { choices: BACKBONES, describe: 'Whose languages "seen" refers to' })
      .option('sd', {
        type: 'number',
        requiresArg: true,
        describe:
          'Standard deviation over languages of the difference [default: 0.096, measured on Belebele for two backbones]',
      })
      .option('side', {
        choices: ['query', 'document', 'pair'] as const,
        default: 'query' as const,
        describe: 'Whose language a cross-lingual cell counts for',
      })
      .option('json', { type: 'boolean', describe: 'Print JSON (schemas/power.schema.json)' })
      .option('csv', { type: 'boolean', describe: 'Print CSV, one line per group and unit' })
      .conflicts('json', 'csv')
      .conflicts('pilot', ['tasks', 'benchmark']),
  handler: async (argv, io) => {
    const goal = {
      alpha: within(argv['alpha'], 'alpha', 0, 0.5),
      power: within(argv['power'], 'power', 0.5, 1),
    };
    const difference = within(argv['difference'], 'difference', 0, Infinity);
    const models = words(argv['pilot']);
    const found =
      models.length > 0
        ? { pilot: await fromPilot(argv, io, models, difference, goal) }
        : { claims: await beforeRun(argv, goal) };
    const analysis = { format: 1, difference, ...goal, ...found } as const;
    if (argv['json'] === true) io.out(`${JSON.stringify(analysis, null, 2)}\n`);
    else
      io.out(
        argv['csv'] === true ? powerCsv(analysis) : renderTables(powerTables(analysis), io.columns),
      );
    return 0;
  },
};

type Parsed = ArgumentsCamelCase<Record<string, unknown>>;

async function fromPilot(
  argv: Parsed,
  io: CommandIo,
  names: readonly string[],
  difference: number,
  goal: TestGoal,
): Promise<Pilot> {
  if (names.length !== 2)
    throw new GlottobenchError('GB_USAGE', '--pilot needs two models', {
      hint: 'their difference is what a study would measure: --pilot A,B',
    });
  const { models, warnings } = await findModels(names, { out: String(argv['out']) });
  for (const warning of warnings) io.err(`${warning}\n`);
  const table = await pairScores(models, argv['side'] as Side);
  const { by, groupings } = groupingsOf(argv['grouping'], words(argv['by']));
  return {
    models: [...names],
    evidence: table.evidence,
    groups: pilotPower(table, difference, goal, by, groupings),
  };
}

async function beforeRun(argv: Parsed, goal: TestGoal): Promise<Claims> {
  const named = words(argv['tasks']);
  const benchmark =
    typeof argv['benchmark'] === 'string'
      ? (await loadBenchmark(argv['benchmark'])).tasks.map((task) => task.name)
      : [];
  const names = [...new Set([...named, ...benchmark])];
  if (names.length === 0)
    throw new GlottobenchError('GB_USAGE', 'tasks or a pilot are missing', {
      hint: 'glottobench power -t TASK --by seen:xlmr, or glottobench power --pilot A,B',
    });
  const tasks = await Promise.all(names.map((name) => loadTask(name)));
  const { by, groupings } = groupingsOf(argv['grouping'], words(argv['by']), DEFAULT_GROUPINGS);
  const sd = argv['sd'] === undefined ? undefined : within(argv['sd'], 'sd', 0, Infinity);
  const support = claimSupport(tasks, by, goal, {
    backbone: argv['backbone'] as Backbone | undefined,
    sd,
    groupings,
  });
  return { tasks: names, sd: sd ?? TYPICAL_PAIRED_DEVIATION, groupings: support };
}

function within(value: unknown, name: string, above: number, below: number): number {
  const number = Number(value);
  if (!(number > above && number < below))
    throw new GlottobenchError(
      'GB_USAGE',
      `--${name} needs a number above ${String(above)}${below === Infinity ? '' : ` and below ${String(below)}`}`,
    );
  return number;
}
