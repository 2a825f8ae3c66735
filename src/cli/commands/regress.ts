import { loadBackbones } from '../../analysis/aggregate/backbones.js';
import { listed } from '../../base/listed.js';
import { findModels } from '../../analysis/compare/find-models.js';
import { DISTANCES, type DistanceKind } from '../../analysis/explain/predictors.js';
import { regressModels, UNKNOWN_BACKBONE } from '../../analysis/explain/regress-models.js';
import { regressionCsv, regressionTables } from '../../report/regression-tables.js';
import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import { BACKBONES, type Backbone } from '../../types/language.js';
import { readDistances } from '../../typology/distances.js';
import { checkCount } from '../aggregate-checks.js';
import type { Command } from '../command.js';
import { count, share } from '../numbers.js';
import { renderTables } from '../render/tables.js';
import { treeAndNames } from '../tree-and-names.js';
import { words } from '../words.js';

export const regress: Command = {
  command: 'regress [models..]',
  describe:
    'What goes with the score of a language: regression on typological distance, pretraining size and exposure, with the collinearity stated',
  examples: [
    [
      'glottobench regress results --tasks BelebeleRetrieval --backbone xlmr',
      'Every model of a tree, all of one backbone',
    ],
    [
      'glottobench regress xlmr-hybrid --minus xlmr-mono --distance syntactic,geographic',
      'What goes with the gain of one over the other, language by language',
    ],
    [
      'glottobench regress ../leaderboard/results --backbones models.csv -t BelebeleRetrieval --csv',
      'A leaderboard tree, backbones from a table',
    ],
  ],
  builder: (yargs) =>
    yargs
      .positional('models', {
        type: 'string',
        array: true,
        describe:
          'Model names or revision folders; a results tree as last word names where they are looked up',
      })
      .option('out', {
        type: 'string',
        default: 'results',
        requiresArg: true,
        describe: 'Results tree',
      })
      .option('tasks', { type: 'string', array: true, alias: 't', describe: 'Only these tasks' })
      .option('metric', {
        type: 'string',
        requiresArg: true,
        describe: 'A metric other than the main score, such as recall_at_100',
      })
      .option('minus', {
        type: 'string',
        requiresArg: true,
        describe: 'Explain the difference to this model instead of the score',
      })
      .option('side', {
        choices: ['query', 'document'] as const,
        default: 'query' as const,
        describe: 'Whose language a cross-lingual cell counts for',
      })
      .option('backbone', {
        choices: BACKBONES,
        describe: 'Whose exposure and corpus sizes count for models that name no backbone',
      })
      .option('backbones', {
        type: 'string',
        requiresArg: true,
        describe: 'CSV with columns model, backbone, for models without a card',
      })
      .option('distance', {
        type: 'string',
        array: true,
        default: ['syntactic'],
        describe: `Typological distances: ${DISTANCES.join(', ')}`,
      })
      .option('pivot', {
        type: 'string',
        array: true,
        describe:
          'Languages to measure from [default: the training languages of the card, else eng]',
      })
      .option('distances', {
        type: 'string',
        requiresArg: true,
        describe: 'Another table of distances than data/typology-sa (its columns)',
      })
      .option('level', { type: 'number', default: 0.95, describe: 'Coverage of intervals' })
      .option('draws', {
        type: 'number',
        default: 2000,
        describe: 'Bootstrap resamples of language families',
      })
      .option('seed', { type: 'number', default: 42, describe: 'Seed of the draws' })
      .option('json', { type: 'boolean', describe: 'Print JSON (schemas/regression.schema.json)' })
      .option('csv', { type: 'boolean', describe: 'Print CSV, one line per predictor' })
      .conflicts('json', 'csv'),
  handler: async (argv, io) => {
    checkCount('seed', argv['seed'], 2 ** 32 - 1);
    const { names, out } = treeAndNames(words(argv['models']), String(argv['out']));
    const tasks = words(argv['tasks']);
    const backbones =
      typeof argv['backbones'] === 'string' ? loadBackbones(argv['backbones']) : undefined;
    const options = {
      out,
      backbones,
      tasks: tasks.length === 0 ? undefined : new Set(tasks),
      metric: argv['metric'] as string | undefined,
    };
    const { models, warnings } = await findModels(names, options);
    const minus =
      typeof argv['minus'] === 'string' ? await findModels([argv['minus']], options) : undefined;
    for (const warning of [...warnings, ...(minus?.warnings ?? [])]) io.err(`${warning}\n`);
    const pivots = words(argv['pivot']);
    const regression = regressModels(models, {
      distances: words(argv['distance']).map(distanceKind),
      pivots: pivots.length === 0 ? undefined : pivots,
      backbone: argv['backbone'] as Backbone | undefined,
      side: argv['side'] as 'query' | 'document',
      seed: Number(argv['seed']),
      draws: count(argv['draws'], 'draws'),
      level: share(argv['level']),
      table: typeof argv['distances'] === 'string' ? readDistances(argv['distances']) : undefined,
      minus: minus?.models[0],
    });
    if (argv['json'] === true) io.out(`${JSON.stringify(regression, null, 2)}\n`);
    else
      io.out(
        argv['csv'] === true
          ? regressionCsv(regression)
          : renderTables(regressionTables(regression), io.columns),
      );
    for (const reason of new Set(regression.skipped.map((one) => one.reason))) {
      const without = [
        ...new Set(
          regression.skipped
            .filter((one) => one.reason === reason)
            .map(({ model, setting }) =>
              reason === UNKNOWN_BACKBONE ? model : `${model} (${setting})`,
            ),
        ),
      ];
      io.err(`left out, ${reason}: ${listed(without, 4)}\n`);
    }
    return 0;
  },
};

function distanceKind(name: string): DistanceKind {
  const found = DISTANCES.find((kind) => kind === name);
  if (found !== undefined) return found;
  const near = didYouMean(name, DISTANCES, 1)[0];
  throw new GlottobenchError('GB_USAGE', `there is no distance "${name}"`, {
    hint: near === undefined ? `one of: ${DISTANCES.join(', ')}` : `did you mean: ${near}?`,
  });
}
