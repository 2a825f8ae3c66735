import { csvTable } from './write/csv.js';
import type { ExplainedBy, ModelRegression, Regression } from '../types/generated/regression.js';
import type { TableModel } from '../types/table.js';
import { formatScore, metricLabel, SETTING_NAMES } from './format.js';
import { counted, listed } from '../base/wording.js';
import { bounds, signed } from './comparison-tables.js';
import { left, right } from './columns.js';

const SETS = { all: 'all languages', seen: 'seen languages' } as const;
/** More models than this are rows of one table, fewer have a table each. */
const FULL_TABLES = 3;

/** A table per regression; of many models one per setting and set of languages. */
export function regressionTables(regression: Regression): TableModel[] {
  const models = new Set(regression.regressions.map(({ model }) => model)).size;
  const last = regression.regressions.at(-1);
  if (models <= FULL_TABLES)
    return regression.regressions.map((one) =>
      fullTable(
        one,
        one === last ? explain(regression.regressions, regression) : [],
        regression.options,
      ),
    );
  const kinds = [
    ...new Map(regression.regressions.map((one) => [`${one.setting} ${one.set}`, one])).values(),
  ];
  return kinds.map(({ setting, set }, i) =>
    overview(
      regression.regressions.filter((one) => one.setting === setting && one.set === set),
      i === kinds.length - 1 ? explain(regression.regressions, regression) : [],
      regression.options,
    ),
  );
}

function title({ setting, set, tasks, metrics, minus }: ModelRegression): string {
  return `${listed(tasks)} · ${listed(metrics.map(metricLabel))}${minus === null ? '' : `, difference to ${minus}`} · ${SETTING_NAMES[setting]} · ${SETS[set]}`;
}

/** Sample, clusters, draws and seed, as a caption names them. */
function basisOf(all: readonly ModelRegression[], options: Regression['options']): string[] {
  const most = (of: (one: ModelRegression) => number): number => Math.max(0, ...all.map(of));
  return [
    'least squares',
    `n = ${counted(
      most(({ languages }) => languages),
      'language',
    )}`,
    `clusters: ${counted(
      most(({ families }) => families),
      'language family',
      'language families',
    )}`,
    `${String(Math.round(options.level * 100))} % bootstrap intervals of ${counted(options.draws, 'draw')} of families`,
    `seed ${String(options.seed)}`,
  ];
}

function fullTable(
  one: ModelRegression,
  general: readonly string[],
  options: Regression['options'],
): TableModel {
  return {
    title: `${one.model} · ${title(one)} (${counted(one.languages, 'language')} in ${counted(one.families, 'family', 'families')}) · R² ${formatScore(one.r2, 2)}`,
    columns: [
      left('predictor'),
      right('effect'),
      right('interval'),
      right('partial R²'),
      right('interval'),
      right('Spearman'),
      right('interval'),
      right('VIF'),
    ],
    rows: one.predictors.map((predictor) => [
      predictor.id,
      signed(predictor.coefficient),
      bounds(predictor.coefficientInterval),
      formatScore(predictor.partialR2, 2),
      shares(predictor),
      signed(predictor.spearman, 2),
      rankBounds(predictor),
      inflation(predictor),
    ]),
    remarks: stated(one),
    basis: basisOf([one], options),
    notes: [...general],
  };
}

function overview(
  all: readonly ModelRegression[],
  general: readonly string[],
  options: Regression['options'],
): TableModel {
  const [first] = all;
  const ids = first?.predictors.map(({ id }) => id) ?? [];
  return {
    title:
      first === undefined
        ? ''
        : title({
            ...first,
            tasks: [...new Set(all.flatMap(({ tasks }) => tasks))],
            metrics: [...new Set(all.flatMap(({ metrics }) => metrics))],
          }),
    columns: [
      left('model'),
      right('lang.'),
      right('fam.'),
      right('R²'),
      ...ids
        .map((id) => id.replace('distance:', ''))
        .flatMap((id) => [right(`R² ${id}`), right('interval'), right(`ρ ${id}`)]),
    ],
    rows: [...all]
      .sort((a, b) => b.r2 - a.r2)
      .map((one) => [
        one.model,
        String(one.languages),
        String(one.families),
        formatScore(one.r2, 2),
        ...ids.flatMap((id) => {
          const found = one.predictors.find((predictor) => predictor.id === id);
          return found === undefined
            ? ['', '', '']
            : [formatScore(found.partialR2, 2), shares(found), signed(found.spearman, 2)];
        }),
      ]),
    notes: [
      "R² of a predictor: partial, the others held, with its interval; ρ: Spearman's rank correlation with the score, the others not held",
      ...general,
    ],
    remarks: commonest(all),
    basis: basisOf(all, options),
  };
}

/** Of many models: how strong each collinearity is at most. */
function commonest(all: readonly ModelRegression[]): string[] {
  const strongest = new Map<string, number>();
  const keep = (what: string, value: number | null): void => {
    if (
      value !== null &&
      Math.abs(value) >= 0.3 &&
      Math.abs(value) > Math.abs(strongest.get(what) ?? 0)
    )
      strongest.set(what, value);
  };
  for (const { collinearity } of all) {
    for (const { a, b, pearson } of collinearity.correlations) keep(`${a} and ${b}`, pearson);
    for (const { with: what, cramersV } of collinearity.exposureAndGenealogy)
      keep(`seen and ${what} (Cramér's V)`, cramersV);
  }
  const cautioned = all.filter(({ cautions }) => cautions.length > 0).map(({ model }) => model);
  return [
    ...(strongest.size === 0
      ? []
      : [
          `these go together, up to: ${[...strongest].map(([what, value]) => `${what} ${signed(value, 2)}`).join(', ')}`,
        ]),
    ...(cautioned.length === 0
      ? []
      : [
          `to be read with care (too few languages, too few families, or collinear; --json says which): ${listed(cautioned, 4)}`,
        ]),
  ];
}

/** What goes together, as far as it goes. */
function stated({ collinearity, cautions }: ModelRegression): string[] {
  const together = collinearity.correlations.flatMap(({ a, b, pearson }) =>
    pearson === null || Math.abs(pearson) < 0.3 ? [] : [`${a} and ${b} ${signed(pearson, 2)}`],
  );
  const nominal = collinearity.exposureAndGenealogy.flatMap(({ with: what, cramersV }) =>
    cramersV === null ? [] : [`${what} ${formatScore(cramersV, 2)}`],
  );
  return [
    ...cautions,
    ...(together.length === 0
      ? []
      : [`predictors go together in these languages: ${together.join(', ')}`]),
    ...(nominal.length === 0
      ? []
      : [
          `being seen goes with ${nominal.join(' and with ')} (Cramér's V): part of what the flag explains is genealogy or place`,
        ]),
  ];
}

function explain(all: readonly ModelRegression[], { options, notes }: Regression): string[] {
  const leftOut = [...new Set(all.flatMap((one) => one.leftOut))].sort();
  return [
    `intervals: ${String(Math.round(options.level * 100))} %, families are drawn ${options.draws.toLocaleString('en-US')} times; effect: change of the score per unit (a distance runs from 0 to 1, log10: ten times the text)`,
    'observational: languages that are far away also have less text and other scripts, and the data of the fine-tuning are not in it; partial R² is what is left of a predictor after the others, not its effect. VIF above 5: hard to tell apart',
    ...[
      ...new Map(
        all.flatMap(({ predictors }) =>
          predictors.map(({ id, label }) => [`${id}: ${label}`, `${id}: ${label}`] as const),
        ),
      ).values(),
    ].slice(0, 8),
    ...(leftOut.length === 0
      ? []
      : [`left out, for a predictor is not known: ${listed(leftOut, 12)}`]),
    ...notes,
  ];
}

function shares({ partialR2Interval: interval }: ExplainedBy): string {
  return interval === null
    ? ''
    : `${formatScore(interval.low, 2)} – ${formatScore(interval.high, 2)}`;
}

function rankBounds({ spearmanInterval: interval }: ExplainedBy): string {
  return interval === null ? '' : `${signed(interval.low, 2)} – ${signed(interval.high, 2)}`;
}

function inflation({ varianceInflation: factor }: ExplainedBy): string {
  return factor === null ? '∞' : factor.toFixed(1);
}

const COLUMNS = [
  'model',
  'minus',
  'backbone',
  'setting',
  'set',
  'languages',
  'families',
  'r2',
  'predictor',
  'coefficient',
  'coefficient_low',
  'coefficient_high',
  'partial_r2',
  'partial_r2_low',
  'partial_r2_high',
  'vif',
  'spearman',
  'spearman_low',
  'spearman_high',
  'cautions',
] as const;

/** One line per predictor of each regression; RFC 4180 with LF. */
export function regressionCsv({ regressions }: Regression): string {
  const lines = regressions.flatMap((one) =>
    one.predictors.map((predictor): Record<(typeof COLUMNS)[number], string | number | null> => ({
      model: one.model,
      minus: one.minus,
      backbone: one.backbone,
      setting: one.setting,
      set: one.set,
      languages: one.languages,
      families: one.families,
      r2: one.r2,
      predictor: predictor.id,
      coefficient: predictor.coefficient,
      coefficient_low: predictor.coefficientInterval?.low ?? null,
      coefficient_high: predictor.coefficientInterval?.high ?? null,
      partial_r2: predictor.partialR2,
      partial_r2_low: predictor.partialR2Interval?.low ?? null,
      partial_r2_high: predictor.partialR2Interval?.high ?? null,
      vif: predictor.varianceInflation,
      spearman: predictor.spearman,
      spearman_low: predictor.spearmanInterval?.low ?? null,
      spearman_high: predictor.spearmanInterval?.high ?? null,
      cautions: one.cautions.join('; '),
    })),
  );
  return csvTable(COLUMNS, lines);
}
