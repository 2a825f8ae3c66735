import { GlottobenchError } from '../../base/errors.js';
import type { CellScore } from '../../types/cell-score.js';
import type { Setting } from '../../types/dataset.js';
import type { Backbone } from '../../types/language.js';
import type { ModelRegression, Regression } from '../../types/generated/regression.js';
import type { DistanceTable } from '../../typology/distances.js';
import { toUnits } from '../aggregate/units.js';
import { describeTogether } from '../../warnings/describe.js';
import { distinctWarnings } from '../../warnings/record.js';
import { comparableModels, valuelessNotes } from '../compare/comparable-models.js';
import { modelLabels } from '../compare/labels.js';
import type { ModelResults } from '../compare/model-results.js';
import { explainScores, type LanguageScore } from './explain.js';
import {
  distancePredictor,
  seenPredictor,
  sizeIfSeenPredictor,
  sizePredictor,
  type DistanceKind,
  type Predictor,
} from './predictors.js';

export interface RegressOptions {
  /** Typological distances; syntactic alone by default. */
  readonly distances: readonly DistanceKind[];
  /**
   * Languages that distances are measured to; default: the training languages of the card, English
   * without one.
   */
  readonly pivots?: readonly string[] | undefined;
  /** Whose exposure and corpus sizes count where a model names no backbone of its own. */
  readonly backbone?: Backbone | undefined;
  readonly side: 'query' | 'document';
  readonly seed: number;
  readonly draws: number;
  readonly level: number;
  /** Another table of distances than the optional one of the package. */
  readonly table?: DistanceTable | undefined;
  /** Explain the difference to this model, language by language, instead of the score. */
  readonly minus?: ModelResults | undefined;
}

/** Why a model has no regression: nobody said whose pretraining counts. */
export const UNKNOWN_BACKBONE = 'its backbone is not known';
const SETTINGS: readonly Setting[] = ['monolingual', 'crosslingual', 'multilingual'];

/**
 * What goes with the score of a language: per model and setting a regression over all languages
 * (distance, seen flag, size of the text of seen ones) and one over seen languages only (distance,
 * size).
 * @throws GB_INPUT_INVALID where no model allows any; GB_NOT_FOUND without a table of distances
 */
export function regressModels(given: readonly ModelResults[], asked: RegressOptions): Regression {
  const all = comparableModels(asked.minus === undefined ? given : [...given, asked.minus], 'mark');
  const models = all.slice(0, given.length);
  const options = { ...asked, minus: all[given.length] };
  const doubts = doubtsOf(all);
  const names = modelLabels(models);
  const regressions: ModelRegression[] = [];
  const skipped: Regression['skipped'] = [];
  const romanised: boolean[] = [];
  models.forEach((model, m) => {
    const backbone = model.backbone ?? options.backbone;
    const pivots = options.pivots ?? trainingLanguages(model) ?? ['eng'];
    for (const setting of SETTINGS) {
      const cells = scored(model, setting);
      if (cells.length === 0) continue;
      const { scores, leftOut } = languageScores(cells, options);
      romanised.push(leftOut);
      const about = {
        model: names[m] ?? model.name,
        minus: options.minus?.name ?? null,
        backbone: backbone ?? null,
        setting,
        pivots: [...pivots],
        tasks: [...new Set(cells.map(({ task }) => task))].sort(),
        metrics: [...new Set(cells.map(({ metric }) => metric))].sort(),
      };
      const found =
        backbone === undefined ? [] : regressSets(scores, backbone, pivots, about, options);
      regressions.push(...found);
      if (found.length > 0) continue;
      skipped.push({
        model: about.model,
        setting,
        reason:
          backbone === undefined
            ? UNKNOWN_BACKBONE
            : `${String(scores.length)} languages are too few, or their predictors do not vary`,
      });
    }
  });
  const [first] = skipped;
  if (regressions.length === 0) {
    const hint =
      first?.reason === UNKNOWN_BACKBONE
        ? '--backbone xlmr names it for all models, --backbones FILE for each'
        : 'a regression needs more languages with known facts than predictors';
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      `no regression is possible${first === undefined ? '' : `: ${first.model}, ${first.setting}: ${first.reason}`}`,
      { hint: [hint, ...valuelessNotes(all)].join('; ') },
    );
  }
  return {
    format: 1,
    options: {
      distances: [...options.distances],
      pivots: options.pivots === undefined ? null : [...options.pivots],
      side: options.side,
      seed: options.seed,
      draws: options.draws,
      level: options.level,
    },
    regressions,
    skipped,
    notes: [
      ...(romanised.includes(true)
        ? ['romanised languages are left out: exposure and size speak of the usual script']
        : []),
      ...doubts,
    ],
  };
}

/** What is known against the scores, in sentences. */
function doubtsOf(models: readonly ModelResults[]): string[] {
  const scored = models.flatMap(({ cells }) =>
    cells.filter(({ mainScore }) => Number.isFinite(mainScore)),
  );
  return [
    ...valuelessNotes(models),
    ...describeTogether(distinctWarnings(scored.flatMap(({ warnings = [] }) => warnings))),
  ];
}

function regressSets(
  scores: readonly LanguageScore[],
  backbone: Backbone,
  pivots: readonly string[],
  about: Pick<
    ModelRegression,
    'model' | 'minus' | 'backbone' | 'setting' | 'tasks' | 'metrics' | 'pivots'
  >,
  options: RegressOptions,
): ModelRegression[] {
  const seen = seenPredictor(backbone);
  const distances = options.distances.map((kind) => distancePredictor(kind, pivots, options.table));
  const known = scores.filter(({ language }) => seen.of(language) === 1);
  const sets: readonly (readonly [
    'all' | 'seen',
    readonly LanguageScore[],
    readonly Predictor[],
  ])[] = [
    [
      'all',
      scores,
      [
        ...distances,
        seen,
        sizeIfSeenPredictor(
          backbone,
          scores.map(({ language }) => language),
        ),
      ],
    ],
    ['seen', known, [...distances, sizePredictor(backbone)]],
  ];
  return sets.flatMap(([set, languages, predictors]) => {
    // Where every language was seen, the flag says nothing and the second regression all there is.
    if (set === 'all' && known.length === scores.length) return [];
    const found = explainScores(languages, predictors, {
      seed: options.seed,
      draws: options.draws,
      level: options.level,
      label: `${about.model} ${about.setting} ${set}`,
    });
    return found === undefined ? [] : [{ ...about, set, ...found }];
  });
}

function scored(model: ModelResults, setting: Setting): CellScore[] {
  return model.cells.filter((cell) => cell.setting === setting && Number.isFinite(cell.mainScore));
}

/**
 * One score per language in a native script. With `minus`, the difference on cells that both models
 * have.
 */
function languageScores(
  cells: readonly CellScore[],
  { side, minus }: RegressOptions,
): { scores: LanguageScore[]; leftOut: boolean } {
  const id = ({ task, split, subset, metric }: CellScore): string =>
    [task, split, subset, metric].join('\0');
  const other =
    minus === undefined
      ? undefined
      : new Map(
          minus.cells
            .filter(({ mainScore }) => Number.isFinite(mainScore))
            .map((cell) => [id(cell), cell.mainScore]),
        );
  const compared =
    other === undefined
      ? cells
      : cells.flatMap((cell) => {
          const score = other.get(id(cell));
          return score === undefined ? [] : [{ ...cell, mainScore: cell.mainScore - score }];
        });
  const units = toUnits(compared, side).filter(({ language }) => language !== undefined);
  const native = units.filter(({ romanised }) => !romanised);
  return {
    scores: native.flatMap(({ language, score }) =>
      language === undefined ? [] : [{ language, score }],
    ),
    leftOut: native.length < units.length,
  };
}

/** Languages of the training data that a card declares. */
function trainingLanguages({ card }: ModelResults): string[] | undefined {
  const tags = (card?.training_datasets ?? []).flatMap(({ languages }) => languages ?? []);
  return tags.length === 0
    ? undefined
    : [...new Set(tags.map((tag) => tag.split('-')[0] ?? tag))].sort();
}
