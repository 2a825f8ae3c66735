import type {
  Effect,
  FactorialCell,
  FactorialGroup,
  FamilyName,
  LanguageInference,
  QuestionInference,
} from '../../types/generated/factorial.js';
import { CLUSTERS_FOR_TEST } from '../compare/compare.js';
import type { StratumData } from '../compare/stratum-data.js';
import { normalQuantile } from '../power/sample-size.js';
import { deviation } from '../power/variance.js';
import { levels, type Condition } from './conditions.js';
import { contrasts, type Contrast } from './contrasts.js';
import { spreadOf } from './spread.js';
import type { Covariate } from './covariates.js';
import { DEGREES_NEEDED, meanOverLanguages, slopeOverLanguages } from './functionals.js';
import {
  infer,
  prepare,
  tippingPoint,
  variances,
  type Prepared,
  type Variances,
} from './inferences.js';

/** The runs of one group of languages. */
export interface GroupData {
  readonly conditions: readonly Condition[];
  /** Per condition, places of its runs in `data.scores`. */
  readonly runs: readonly (readonly number[])[];
  readonly data: StratumData;
  readonly evidence: 'questions' | 'cells';
  /** Why the group supports no claim, null where it may. */
  readonly tooFew: string | null;
  readonly level: number;
}

/** The numbers of one group; p values not yet corrected. */
export type GroupEffects = Pick<
  FactorialGroup,
  'backbones' | 'batchings' | 'spread' | 'cells' | 'effects'
>;

/** Cell means, simple and main effects and interactions, each with its three inferences. */
export function groupEffects(group: GroupData): GroupEffects {
  const { conditions } = group;
  const backbones = [...new Set(conditions.map(({ backbone }) => backbone))].sort();
  const batchings = levels(conditions.map(({ batching }) => batching));
  const prepared = prepare(group.data, group.runs, meanOverLanguages(group.data), group.evidence);
  return {
    backbones,
    batchings,
    spread: spreadOf(group.data, group.runs),
    cells: conditions.map((condition, c) => cellOf(group, prepared, condition, c)),
    effects: contrasts(conditions, backbones, batchings).map((contrast) =>
      effectOf(group, prepared, contrast, familyOf(contrast, backbones)),
    ),
  };
}

/**
 * How the main effects differ along something about languages: a contrast of contrasts. It speaks
 * of other training runs, languages and questions at once, since a difference between groups of
 * languages is a statement about languages.
 * @returns undefined where the languages do not give it
 */
export function differingEffects(
  group: GroupData,
  { of, values }: Covariate,
): Effect[] | undefined {
  const functional = slopeOverLanguages(group.data, values);
  if (functional === undefined) return undefined;
  const { conditions } = group;
  const backbones = [...new Set(conditions.map(({ backbone }) => backbone))].sort();
  const batchings = levels(conditions.map(({ batching }) => batching));
  const prepared = prepare(group.data, group.runs, functional, group.evidence);
  return contrasts(conditions, backbones, batchings)
    .filter((contrast) => familyOf(contrast, backbones) === 'main')
    .map((contrast) => {
      const found = variances(prepared, contrast.weights);
      const named = { ...contrast, name: `(${contrast.name}): ${of}` };
      return effectOf(group, prepared, named, 'typology', { ...found, runs: found.everything });
    });
}

/** With a single backbone the pairs of batchings are the main effects. */
function familyOf({ kind }: Contrast, backbones: readonly string[]): FamilyName {
  return kind === 'batching' || kind === 'backbone' || (kind === 'simple' && backbones.length === 1)
    ? 'main'
    : 'pairs';
}

function cellOf(
  { conditions, runs, level }: GroupData,
  prepared: Prepared,
  { backbone, batching }: Condition,
  place: number,
): FactorialCell {
  const found = variances(
    prepared,
    conditions.map((_, c) => (c === place ? 1 : 0)),
  );
  const own = (runs[place] ?? []).map((i) => prepared.values[i] ?? NaN);
  return {
    backbone,
    batching,
    mean: found.estimate,
    runs: own.length,
    runDeviation: own.length < 2 ? null : deviation(own),
    interval: found.runs === undefined ? null : infer(found.estimate, found.runs, level).interval,
    questions: {
      interval:
        found.questions === undefined || !(found.questions.degrees > 0)
          ? null
          : infer(found.estimate, found.questions, level).interval,
    },
  };
}

function effectOf(
  group: GroupData,
  prepared: Prepared,
  { kind, name, weights }: Contrast,
  family: FamilyName,
  found: Variances = variances(prepared, weights),
): Effect {
  const untested = whyUntested(group, found, weights) ?? whyNoLanguages(family, found);
  const runs = found.runs === undefined ? null : infer(found.estimate, found.runs, group.level);
  return {
    kind,
    name,
    family,
    estimate: found.estimate,
    runs: group.runs.reduce((sum, own, c) => sum + (weights[c] === 0 ? 0 : own.length), 0),
    standardError: runs?.standardError ?? null,
    degrees: runs?.degrees ?? null,
    interval: runs?.interval ?? null,
    p: untested === null ? (runs?.p ?? null) : null,
    pAdjusted: null,
    untested,
    tippingPoint: runs === null ? tippingPoint(found, normalQuantile((1 + group.level) / 2)) : null,
    questions: questionInference(group, found, weights),
    languages: languageInference(group, found),
  };
}

/** Why no claim about a way of training is tested. */
function whyUntested(
  { conditions, runs, evidence, tooFew, data }: GroupData,
  found: Variances,
  weights: readonly number[],
): string | null {
  if (tooFew !== null) return `the group is ${tooFew}`;
  if (evidence === 'cells') return 'there are no per-query scores';
  const single = conditions.filter((_, c) => weights[c] !== 0 && runs[c]?.length === 1);
  const [first] = single;
  if (first !== undefined)
    return single.length === weights.filter((weight) => weight !== 0).length
      ? 'one run per condition'
      : `one run of ${first.backbone} ${first.batching}`;
  if (data.clusters < CLUSTERS_FOR_TEST)
    return `too few (${String(CLUSTERS_FOR_TEST)} questions needed, ${String(data.clusters)} there)`;
  return found.runs === undefined
    ? 'the runs of a condition do not differ: they are no replicates'
    : null;
}

/** A difference between groups of languages rests on families too. */
function whyNoLanguages(family: FamilyName, { languages }: Variances): string | null {
  if (family !== 'typology') return null;
  return tooFewDegrees(languages?.degrees ?? null);
}

function tooFewDegrees(degrees: number | null): string | null {
  if (degrees !== null && degrees >= DEGREES_NEEDED) return null;
  return `${degrees === null ? 'one family' : `${degrees.toFixed(1)} effective degrees of freedom over families`}, ${String(DEGREES_NEEDED)} needed`;
}

function questionInference(
  { data, runs, level }: GroupData,
  { estimate, questions }: Variances,
  weights: readonly number[],
): QuestionInference {
  const sums = new Float64Array(data.clusters);
  runs.forEach((own, c) => {
    for (const i of own)
      data.clusterSums[i]?.forEach((value, k) => {
        sums[k] = (sums[k] ?? 0) + ((weights[c] ?? 0) * value) / own.length;
      });
  });
  if (questions === undefined) return { interval: null, clusters: 0, positive: 0 };
  const few = data.clusters < CLUSTERS_FOR_TEST || !(questions.degrees > 0);
  return {
    interval: few ? null : infer(estimate, questions, level).interval,
    clusters: data.clusters,
    positive: sums.filter((sum) => sum > 1e-12).length,
  };
}

function languageInference(
  { data, level }: GroupData,
  { estimate, languages, byLanguage }: Variances,
): LanguageInference {
  const families = new Set(data.languages.map(({ family }) => family)).size;
  const degrees = languages?.degrees ?? null;
  const few = tooFewDegrees(degrees);
  const inference =
    few === null && languages !== undefined ? infer(estimate, languages, level) : null;
  return {
    interval: inference?.interval ?? null,
    degrees,
    families,
    positive: byLanguage.filter((value) => value > 1e-12).length,
    of: data.languages.length,
    refused: few,
  };
}
