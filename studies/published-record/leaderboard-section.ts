import { aggregate } from '../../src/analysis/aggregate/aggregate.js';
import { compareTable } from '../../src/analysis/compare/compare.js';
import { pairScores } from '../../src/analysis/compare/score-table.js';
import { explainScores } from '../../src/analysis/explain/explain.js';
import {
  distancePredictor,
  seenPredictor,
  sizePredictor,
} from '../../src/analysis/explain/predictors.js';
import { isRomanised, languageKey } from '../../src/typology/resolve.js';
import { loadDistances } from '../../src/typology/distances.js';
import type { LeaderboardModel } from './leaderboard-data.js';
import { difference, markdownTable, probability, range, score } from './markdown.js';

interface SectionOptions {
  readonly seed: number;
  readonly draws: number;
  readonly level: number;
}

/**
 * Pairs of one recipe on two backbones or two sizes; anything else differs in data and recipe as
 * well.
 */
const MATCHED: readonly (readonly [from: string, to: string, what: string])[] = [
  [
    'sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2',
    'sentence-transformers/paraphrase-multilingual-mpnet-base-v2',
    'mMiniLM → XLM-R base (paraphrase distillation)',
  ],
  ['intfloat/multilingual-e5-small', 'intfloat/multilingual-e5-base', 'mMiniLM → XLM-R base (E5)'],
  ['intfloat/multilingual-e5-base', 'intfloat/multilingual-e5-large', 'XLM-R base → large (E5)'],
  [
    'Snowflake/snowflake-arctic-embed-l-v2.0',
    'Snowflake/snowflake-arctic-embed-m-v2.0',
    'XLM-R large → mGTE base (arctic 2.0)',
  ],
];

/** One model of each backbone and recipe for the regressions; the other sizes tell the same. */
const EXPLAINED: readonly string[] = [
  'nthakur/mcontriever-base-msmarco',
  'sentence-transformers/LaBSE',
  'sentence-transformers/paraphrase-multilingual-mpnet-base-v2',
  'intfloat/multilingual-e5-base',
  'BAAI/bge-m3',
];
/** A draw of a regression is several fits. */
const REGRESSION_DRAWS = 1000;

/** What the public leaderboard says about backbones, as Markdown. */
export async function leaderboardSection(
  models: readonly LeaderboardModel[],
  options: SectionOptions,
): Promise<string> {
  const belebele = models
    .map((model) => only(model, 'BelebeleRetrieval'))
    .filter(({ cells }) => new Set(cells.map(({ subset }) => subset)).size > 100);
  return [
    '## Backbones on the public leaderboard',
    `Source: ${String(models.length)} models of embeddings-benchmark/results (CC0 1.0), nDCG@10; results/published/README.md names the snapshot. The files hold no per-query scores, so nothing here speaks about other questions: intervals draw language families. ` +
      'These models differ in training data, recipe and size as well as in backbone. Only the matched pairs below hold the recipe; a model fine-tuned on the data of a task is marked.',
    '### Seen and unseen languages, Belebele monolingual, native script',
    exposure(belebele, options),
    '### Matched pairs: one recipe, another backbone',
    await matched(belebele, options),
    '### Monolingual against cross-lingual, MLQA test',
    settings(models, options),
    '### Zero-shot status',
    zeroShot(models),
    '### What goes with the score of a language',
    explained(belebele, options),
  ].join('\n\n');
}

function only(model: LeaderboardModel, task: string): LeaderboardModel {
  return { ...model, cells: model.cells.filter((cell) => cell.task === task) };
}

function exposure(models: readonly LeaderboardModel[], options: SectionOptions): string {
  const rows = models.map((model) => {
    const [slice] = aggregate(model.cells, { by: ['seen'], ...options }).slices;
    const group = (name: string): string => {
      const found = slice?.groupings[0]?.groups.find((one) => one.group === name);
      return found === undefined || found.mean === null || found.languages === 0
        ? '–'
        : `${score(found.mean)} ${found.interval === null ? '' : `[${score(found.interval.low)}, ${score(found.interval.high)}] `}(${String(found.languages)})`;
    };
    return {
      mean: slice?.overall.languageMean.mean ?? NaN,
      row: [
        model.name,
        model.family,
        score(slice?.overall.languageMean.mean ?? NaN),
        score(slice?.overall.genusFamilyMean.mean ?? NaN),
        group('seen'),
        group('unseen'),
        group('unknown'),
      ],
    };
  });
  rows.sort((a, b) => b.mean - a.mean);
  return [
    markdownTable(
      [
        'model',
        'backbone',
        'language mean',
        'genus → family mean',
        'seen (languages)',
        'unseen',
        'unknown',
      ],
      rows.map(({ row }) => row),
    ),
    "Seen by the pretraining of the model's own backbone; unknown: the backbone's list does not settle it, or it has no list (mGTE, BM25). Fine-tuning data add exposure that these flags do not show.",
  ].join('\n\n');
}

async function matched(
  models: readonly LeaderboardModel[],
  options: SectionOptions,
): Promise<string> {
  const rows: string[][] = [];
  for (const [from, to, what] of MATCHED) {
    const pair = [to, from].flatMap((name) => models.find((model) => model.name === name) ?? []);
    if (pair.length < 2) continue;
    const table = await pairScores(pair);
    for (const group of compareTable(table, { by: ['seen:xlmr'], ...options, flips: 2 ** 17 })
      .groups) {
      const [test] = group.pairs;
      if (test === undefined) continue;
      rows.push([
        what,
        group.group,
        String(group.languages),
        `${difference(test.difference)} ${range(test.interval)}`,
        `${String(test.wins)}/${String(test.wins + test.losses + test.ties)}`,
        group.tooFew ?? probability(test.pAdjusted),
      ]);
    }
  }
  return [
    markdownTable(
      [
        'pair',
        'languages seen by XLM-R',
        'languages',
        'difference',
        'languages up',
        'p, Holm within the pair',
      ],
      rows,
    ),
    'p exchanges whole families. None of these pairs is mBERT, LaBSE or mT5 against XLM-R.',
  ].join('\n\n');
}

function settings(models: readonly LeaderboardModel[], options: SectionOptions): string {
  const rows = models.flatMap((model) => {
    const { cells } = only(model, 'MLQARetrieval');
    if (cells.length === 0) return [];
    const { slices } = aggregate(cells, { by: [], side: 'query', ...options, draws: 0 });
    const mean = (setting: string): number =>
      slices.find((slice) => slice.setting === setting)?.overall.languageMean.mean ?? NaN;
    return [
      {
        gap: mean('monolingual') - mean('crosslingual'),
        row: [
          model.name,
          model.family,
          score(mean('monolingual')),
          score(mean('crosslingual')),
          difference(mean('monolingual') - mean('crosslingual')),
        ],
      },
    ];
  });
  rows.sort((a, b) => a.gap - b.gap);
  return [
    markdownTable(
      ['model', 'backbone', 'monolingual', 'cross-lingual', 'gap'],
      rows.map(({ row }) => row),
    ),
    'Means over the 7 query languages. The corpora of cross-lingual subsets are smaller (1,718 documents for zho-ara, 4,546 for zho-zho), which helps the cross-lingual side: a negative gap does not mean that crossing languages helps. Seven languages in four families allow no interval worth printing.',
  ].join('\n\n');
}

function zeroShot(models: readonly LeaderboardModel[]): string {
  const tasks = Object.keys(models[0]?.zeroShot ?? {});
  const mean = (model: LeaderboardModel, task: string): string => {
    const cells = only(model, task).cells;
    const most = Math.max(...models.map((other) => only(other, task).cells.length));
    if (cells.length < most) return '–';
    const value = score(cells.reduce((sum, cell) => sum + cell.mainScore, 0) / cells.length);
    return (
      { yes: value, no: `${value} (trained on it)` }[model.zeroShot[task] ?? ''] ?? `${value} (?)`
    );
  };
  return [
    markdownTable(
      ['model', ...tasks],
      models.map((model) => [model.name, ...tasks.map((task) => mean(model, task))]),
    ),
    "Mean over the subsets of the extract (Belebele: monolingual, romanised subsets included). By MTEB's rule on the declared training data; ? = not declared; – = not all subsets were run.",
  ].join('\n\n');
}

function explained(models: readonly LeaderboardModel[], options: SectionOptions): string {
  if (loadDistances() === null)
    return 'The table of typological distances is not installed: no regression.';
  const rows = models
    .filter(({ name }) => EXPLAINED.includes(name))
    .flatMap((model) => {
      const { backbone } = model;
      if (backbone === undefined) return [];
      const scores = model.cells.map((cell) => ({
        language: languageKey(cell.queryLanguages[0] ?? ''),
        score: cell.mainScore,
      }));
      const native = scores.filter(({ language }) => !isRomanised(language));
      const featural = distancePredictor('featural', ['eng']);
      const seen = seenPredictor(backbone);
      return [
        {
          what: 'all',
          found: explainScores(native, [featural, seen], {
            ...options,
            draws: REGRESSION_DRAWS,
            label: `${model.name} all`,
          }),
        },
        {
          what: 'seen',
          found: explainScores(
            native.filter(({ language }) => seen.of(language) === 1),
            [featural, sizePredictor(backbone)],
            { ...options, draws: REGRESSION_DRAWS, label: `${model.name} seen` },
          ),
        },
      ].flatMap(({ what, found }) =>
        found === undefined
          ? []
          : found.predictors.map((one) => [
              model.name,
              `${what} (${String(found.languages)}, ${String(found.families)} families)`,
              one.label,
              `${score(one.partialR2, 2)} ${range(one.partialR2Interval, 2).replaceAll('+', '')}`,
              `${difference(one.spearman ?? NaN, 2)} ${range(one.spearmanInterval, 2)}`,
              (one.varianceInflation ?? Infinity).toFixed(1),
              score(found.r2, 2),
            ]),
      );
    });
  return [
    markdownTable(
      ['model', 'languages', 'predictor', 'partial R²', 'Spearman', 'VIF', 'R² of both'],
      rows,
    ),
    `Belebele, monolingual, native script; a language in two scripts counts twice. Intervals draw families (${REGRESSION_DRAWS.toLocaleString('en-US')} times). An observational regression: languages far from English also have less text and other scripts, and the fine-tuning data of these models are not in it. CC-100 sizes stand in for the corpora of mBERT and LaBSE, which are not published by language.`,
  ].join('\n\n');
}
