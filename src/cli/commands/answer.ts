import { loadBackbones } from '../../analysis/aggregate/backbones.js';
import { answer as answerOf, noAnswer, type Answer } from '../../analysis/answer/answer.js';
import { findModels } from '../../analysis/compare/find-models.js';
import type { ModelResults } from '../../analysis/compare/model-results.js';
import { analyseFactors } from '../../analysis/factorial/analyse-models.js';
import { conditionOf, readConditions } from '../../analysis/factorial/conditions.js';
import { SLOPES } from '../../analysis/factorial/covariates.js';
import { GlottobenchError } from '../../base/errors.js';
import { answerPage } from '../../report/answer-page.js';
import { command } from '../input/command.js';
import { COMMON, formatOf } from '../input/options.js';
import { groupingsOf } from '../input/own-groupings.js';
import { modelsIn } from '../input/results-folder.js';

export const answer = command({
  describe:
    'What backbone and batch sampling do, in sentences: each a description, a claim, an equivalence or a refusal, with the numbers it rests on',
  examples: [
    ['glottobench answer results', 'A page in Markdown, from the cards of the models'],
    [
      'glottobench answer results --by seen:all,script --json',
      'With JSON pointers to every number',
    ],
    ['glottobench answer results --table models.csv', 'Models without cards, from a table'],
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
    by: {
      ...COMMON.by,
      describe:
        'Groupings of languages between which effects may differ [default: seen:all, word-order]',
    },
    grouping: COMMON.grouping,
    slope: {
      kind: 'names',
      choices: SLOPES,
      describe: 'Properties of languages that effects may go with, as of compare --factor',
    },
    task: COMMON.task,
    metric: COMMON.metric,
    side: COMMON.side,
    backbones: COMMON.backbones,
    table: {
      kind: 'text',
      describe:
        'CSV with columns model, backbone, batching, alpha, seed, for models without a card',
    },
    margin: {
      kind: 'number',
      above: 0,
      below: 1,
      fallback: 0.01,
      describe: 'Differences within this count as none, where the interval says so',
    },
    level: COMMON.level,
    seed: COMMON.seed,
    format: {
      kind: 'text',
      choices: ['md', 'json'],
      shownFallback: 'md',
      describe: 'Form of the output',
    },
    json: { kind: 'switch', describe: 'Same as --format json (schemas/answer.schema.json)' },
  },
  handler: async (given, io) => {
    const format = formatOf(given);
    const { names, results } = modelsIn(
      [...(given.model ?? []), ...(given.models ?? [])],
      given.results,
    );
    const found = await findModels(names, {
      out: results,
      backbones: given.backbones === undefined ? undefined : loadBackbones(given.backbones),
      tasks: given.task === undefined ? undefined : new Set(given.task),
      metric: given.metric,
      revisions: 'all',
    });
    for (const warning of found.warnings) io.err(`${warning}\n`);
    const { by, groupings } = groupingsOf(given.grouping, given.by ?? ['seen:all', 'word-order']);
    const conditions = given.table === undefined ? undefined : readConditions(given.table);
    const [first] = found.models;
    if (first === undefined)
      throw new GlottobenchError('GB_NOT_FOUND', 'there are no results to answer from', {
        file: results,
        hint: 'glottobench run writes them',
      });
    const said: Answer = tellsTraining(found.models, conditions)
      ? answerOf(
          await analyseFactors(found.models, {
            tasks: found.tasks,
            conditions,
            comparison: {
              by: [...by],
              side: given.side,
              seed: given.seed,
              draws: 1,
              flips: 1,
              level: given.level,
              adjustment: 'holm',
            },
            groupings,
            slopes: given.slope,
            describeOne: true,
          }),
          given.margin,
        )
      : noAnswer(
          found.models.map(({ name }) => name),
          given.margin,
        );
    io.out(format === 'json' ? `${JSON.stringify(said, null, 2)}\n` : answerPage(said));
    return 0;
  },
});

function tellsTraining(
  models: readonly ModelResults[],
  conditions: ReturnType<typeof readConditions> | undefined,
): boolean {
  return models.some((model) => conditionOf(model, conditions) !== undefined);
}
