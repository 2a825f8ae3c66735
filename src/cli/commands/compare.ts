import { loadBackbones } from '../../analysis/aggregate/backbones.js';
import { compareModels } from '../../analysis/compare/compare.js';
import { comparisonCsv } from '../../report/comparison-csv.js';
import { comparisonTables, signed } from '../../report/comparison-tables.js';
import { findModels } from '../../analysis/compare/find-models.js';
import { analyseFactors } from '../../analysis/factorial/analyse-models.js';
import { SLOPES } from '../../analysis/factorial/covariates.js';
import { readConditions } from '../../analysis/factorial/conditions.js';
import { factorialCsv } from '../../report/factorial-csv.js';
import { factorialTables } from '../../report/factorial-tables.js';
import { GlottobenchError } from '../../base/errors.js';
import type { FactorialAnalysis } from '../../types/generated/factorial.js';
import type { Comparison } from '../../types/generated/comparison.js';
import { betterSign } from '../../scores/direction.js';
import type { TableForm } from '../../report/write/write-tables.js';
import { command, type CommandIo } from '../input/command.js';
import { groupingsOf } from '../input/own-groupings.js';
import { modelsIn } from '../input/results-folder.js';
import { COMMON, formatOf, TABLE_FORMS } from '../input/options.js';
import { showTables } from '../render/tables.js';

export const compare = command({
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
      'glottobench compare ../leaderboard/results --task BelebeleRetrieval',
      'Every model of a tree, with groups that are not separable',
    ],
  ],
  words: {
    models: {
      kind: 'names',
      describe:
        'Model names (org/name, name, name@revision) or revision folders; a results folder as last word is where they are looked up',
    },
  },
  options: {
    results: COMMON.results,
    model: { ...COMMON.model, describe: 'Models, as the words' },
    by: COMMON.by,
    grouping: COMMON.grouping,
    task: COMMON.task,
    metric: COMMON.metric,
    side: COMMON.side,
    backbones: COMMON.backbones,
    adjust: {
      kind: 'text',
      choices: ['holm', 'bh', 'none'],
      fallback: 'holm',
      describe: 'Correction over the tests of a setting',
    },
    level: COMMON.level,
    draws: COMMON.draws,
    flips: {
      ...COMMON.draws,
      fallback: 10000,
      describe: 'Sign flips of the randomization test',
    },
    seed: COMMON.seed,
    factor: {
      kind: 'text',
      choices: ['backbone,batching'],
      describe:
        'Backbone × batch sampling instead of pairs: cell means, main effects, interaction; training runs are the units',
    },
    table: {
      kind: 'text',
      describe:
        'CSV with columns model, backbone, batching, alpha, seed, for models without a card',
    },
    slope: {
      kind: 'names',
      choices: SLOPES,
      describe:
        'With --factor: do effects go with distance to the languages of fine-tuning, size of pretraining text (CC-100), being fine-tuned on',
    },
    zeroShotOnly: {
      kind: 'switch',
      describe: 'With --factor: leave out tasks that one of the models was trained on',
    },
    failIfWorse: {
      kind: 'number',
      describe: 'Exit status 5 when A is worse than B by more than this in any setting',
    },
    ...TABLE_FORMS,
    json: {
      ...TABLE_FORMS.json,
      describe:
        'Same as --format json (schemas/comparison.schema.json; with --factor schemas/factorial.schema.json)',
    },
    csv: { ...TABLE_FORMS.csv, describe: 'Same as --format csv: one line per pair and group' },
  },
  handler: async (given, io) => {
    const format = formatOf(given);
    const { names, results } = modelsIn(
      [...(given.model ?? []), ...(given.models ?? [])],
      given.results,
    );
    const {
      models,
      tasks: definitions,
      warnings,
    } = await findModels(names, {
      out: results,
      backbones: given.backbones === undefined ? undefined : loadBackbones(given.backbones),
      tasks: given.task === undefined ? undefined : new Set(given.task),
      metric: given.metric,
      revisions: given.factor === undefined ? 'newest' : 'all',
    });
    for (const warning of warnings) io.err(`${warning}\n`);
    if (models.length < 2)
      throw new GlottobenchError('GB_USAGE', 'two or more models are compared', {
        hint: `${String(models.length)} of them found; glottobench compare A B`,
      });
    const bound = limit(given.failIfWorse, models.length);
    const { by, groupings } = groupingsOf(given.grouping, given.by);
    const options = {
      by: [...by],
      side: given.side,
      seed: given.seed,
      draws: given.draws,
      flips: given.flips,
      level: given.level,
      adjustment: given.adjust,
    };
    if (given.factor !== undefined) {
      if (bound !== undefined)
        throw new GlottobenchError(
          'GB_USAGE',
          '--fail-if-worse compares A with B; it does not go with --factor',
        );
      const analysis = await analyseFactors(models, {
        tasks: definitions,
        conditions: given.table === undefined ? undefined : readConditions(given.table),
        zeroShotOnly: given.zeroShotOnly,
        comparison: options,
        groupings,
        slopes: given.slope,
      });
      showFactors(analysis, format, io);
      return 0;
    }
    const comparison = await compareModels(models, { ...options, groupings });
    if (format === 'json') io.out(`${JSON.stringify(comparison, null, 2)}\n`);
    else if (format === 'csv') io.out(comparisonCsv(comparison));
    else showTables(comparisonTables(comparison), format, io);
    if (bound !== undefined) checkBound(comparison, bound, io);
    return 0;
  },
});

function showFactors(analysis: FactorialAnalysis, format: TableForm | 'json', io: CommandIo): void {
  if (format === 'json') io.out(`${JSON.stringify(analysis, null, 2)}\n`);
  else if (format === 'csv') io.out(factorialCsv(analysis));
  else showTables(factorialTables(analysis), format, io);
}

function checkBound({ groups, metrics }: Comparison, bound: number, io: CommandIo): void {
  for (const {
    setting,
    by,
    pairs: [pair],
  } of groups) {
    if (by !== null || pair === undefined) continue;
    const verdict = `${setting}: A - B = ${signed(pair.difference)}${pair.interval === null ? '' : `, interval ${signed(pair.interval.low)} to ${signed(pair.interval.high)}`}`;
    if (betterSign(metrics) * pair.difference < -bound)
      throw new GlottobenchError(
        'GB_BOUND_MISSED',
        `${pair.a} is worse than ${pair.b} by more than ${String(bound)}`,
        { hint: verdict },
      );
    io.err(`within the bound of ${String(bound)}: ${verdict}\n`);
  }
}

function limit(value: number | undefined, models: number): number | undefined {
  if (value === undefined) return undefined;
  if (models !== 2)
    throw new GlottobenchError('GB_USAGE', '--fail-if-worse needs two models, A and B');
  if (value < 0)
    throw new GlottobenchError(
      'GB_USAGE',
      '--fail-if-worse needs a number from 0, in units of the metric',
    );
  return value;
}
