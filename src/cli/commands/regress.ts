import { loadBackbones } from '../../analysis/aggregate/backbones.js';
import { listed } from '../../base/wording.js';
import { findModels } from '../../analysis/compare/find-models.js';
import { DISTANCES } from '../../analysis/explain/predictors.js';
import { regressModels, UNKNOWN_BACKBONE } from '../../analysis/explain/regress-models.js';
import { regressionCsv, regressionTables } from '../../report/regression-tables.js';
import { knownBackbone } from '../../typology/backbones.js';
import { readDistances } from '../../typology/distances.js';
import { command } from '../input/command.js';
import { modelsIn } from '../input/results-folder.js';
import { COMMON, formatOf, TABLE_FORMS } from '../input/options.js';
import { showTables } from '../render/tables.js';

export const regress = command({
  describe:
    'What goes with the score of a language: regression on typological distance, pretraining size and exposure, with the collinearity stated',
  examples: [
    [
      'glottobench regress results --task BelebeleRetrieval --backbone xlmr',
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
  words: {
    models: {
      kind: 'names',
      describe:
        'Model names or revision folders; a results folder as last word is where they are looked up',
    },
  },
  options: {
    results: COMMON.results,
    model: { ...COMMON.model, describe: 'Models, as the words' },
    task: COMMON.task,
    metric: COMMON.metric,
    minus: { kind: 'text', describe: 'Explain the difference to this model instead of the score' },
    side: { ...COMMON.side, choices: ['query', 'document'] },
    backbone: {
      kind: 'text',
      describe:
        'Whose exposure and corpus sizes count for models that name no backbone (docs/typology.md)',
    },
    backbones: COMMON.backbones,
    distance: {
      kind: 'names',
      choices: DISTANCES,
      fallback: ['syntactic'],
      describe: 'Typological distances',
    },
    pivot: {
      kind: 'names',
      describe: 'Languages to measure from [default: the training languages of the card, else eng]',
    },
    distanceTable: {
      kind: 'text',
      describe: 'Another table of distances than data/typology-sa (its columns)',
    },
    level: COMMON.level,
    draws: { ...COMMON.draws, describe: 'Bootstrap resamples of language families' },
    seed: COMMON.seed,
    ...TABLE_FORMS,
    json: {
      ...TABLE_FORMS.json,
      describe: 'Same as --format json (schemas/regression.schema.json)',
    },
    csv: { ...TABLE_FORMS.csv, describe: 'Same as --format csv: one line per predictor' },
  },
  handler: async (given, io) => {
    const format = formatOf(given);
    const { names, results } = modelsIn(
      [...(given.model ?? []), ...(given.models ?? [])],
      given.results,
    );
    const options = {
      out: results,
      backbones: given.backbones === undefined ? undefined : loadBackbones(given.backbones),
      tasks: given.task === undefined ? undefined : new Set(given.task),
      metric: given.metric,
    };
    const { models, warnings } = await findModels(names, options);
    const minus = given.minus === undefined ? undefined : await findModels([given.minus], options);
    for (const warning of [...warnings, ...(minus?.warnings ?? [])]) io.err(`${warning}\n`);
    const regression = regressModels(models, {
      distances: given.distance,
      pivots: given.pivot,
      backbone: given.backbone === undefined ? undefined : knownBackbone(given.backbone),
      side: given.side,
      seed: given.seed,
      draws: given.draws,
      level: given.level,
      table: given.distanceTable === undefined ? undefined : readDistances(given.distanceTable),
      minus: minus?.models[0],
    });
    if (format === 'json') io.out(`${JSON.stringify(regression, null, 2)}\n`);
    else if (format === 'csv') io.out(regressionCsv(regression));
    else showTables(regressionTables(regression), format, io);
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
});
