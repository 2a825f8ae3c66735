import type { Bounds } from '../../types/generated/factorial.js';
import { robustVariance, type ClusterRobust } from '../mixed/cluster-robust.js';
import { combine, type Term, type VarianceEstimate } from '../mixed/satterthwaite.js';
import { tCritical, tTwoSided } from '../mixed/student-t.js';
import type { StratumData } from '../compare/stratum-data.js';
import { deviations, type Deviations } from './deviations.js';

/**
 * A weighted sum over the languages of a group: their mean, a difference of two groups, a slope.
 */
export interface Functional {
  readonly weights: ArrayLike<number>;
  /** Its variance over families; undefined where the families do not give one. */
  readonly families: ClusterRobust | undefined;
}

/** Runs of a group, made ready for contrasts of their conditions. */
export interface Prepared {
  /** Per condition, its runs (places in the data). */
  readonly runs: readonly (readonly number[])[];
  readonly data: StratumData;
  readonly functional: Functional;
  /** Per run, the weighted sum over languages. */
  readonly values: Float64Array;
  /** Undefined without per-query scores. */
  readonly questions: Deviations | undefined;
}

/** Variance of one contrast, by what would be drawn anew. */
export interface Variances {
  readonly estimate: number;
  /** Other questions, these checkpoints, these languages. Undefined without per-query scores. */
  readonly questions: VarianceEstimate | undefined;
  /** Other languages and families, and other questions; these checkpoints. */
  readonly languages: VarianceEstimate | undefined;
  /**
   * Other training runs and other questions, these languages. Undefined where a condition has a
   * single run.
   */
  readonly runs: VarianceEstimate | undefined;
  /** Other training runs, languages and questions at once. */
  readonly everything: VarianceEstimate | undefined;
  /** The contrast in each language, mean of the runs. */
  readonly byLanguage: Float64Array;
  /** Σ weight² / runs: by this the variance between runs enters. */
  readonly runShare: number;
}

/** @param runs per condition, places of its runs in `data.scores` */
export function prepare(
  data: StratumData,
  runs: readonly (readonly number[])[],
  functional: Functional,
  evidence: 'questions' | 'cells',
): Prepared {
  return {
    runs,
    data,
    functional,
    values: Float64Array.from(data.languageScores, (scores) => sumOf(functional.weights, scores)),
    questions: evidence === 'questions' ? deviations(data, functional.weights) : undefined,
  };
}

/**
 * The crossed model with condition fixed and question, condition × question, run and run × language
 * random, by mean squares (Cornfield and Tukey 1956): every run answers every question, so the sums
 * of squares are exact for any number of runs per condition. The part of the questions is the
 * contrast's own, not pooled over conditions, as conditions of one backbone err on the same
 * questions; the part of the runs is pooled over conditions.
 * @param weights one per condition
 */
export function variances(prepared: Prepared, weights: readonly number[]): Variances {
  const { runs, values, questions } = prepared;
  const used = runs.map((own, c) => ((weights[c] ?? 0) === 0 ? [] : own));
  const perRun = weightPerRun(runs, weights, values.length);
  const runShare = used.reduce(
    (sum, own, c) => sum + (own.length > 0 ? (weights[c] ?? 0) ** 2 / own.length : 0),
    0,
  );
  const byQuestion =
    questions === undefined
      ? undefined
      : { variance: squares(mix(questions.byQuestion, perRun)), degrees: questions.degrees };
  const replicated = used.every((own) => own.length !== 1);
  const runTerms =
    !replicated || byQuestion === undefined || questions === undefined
      ? undefined
      : runsAndQuestions(prepared, questions, byQuestion, runShare);
  const byFamily = overFamilies(prepared, perRun);
  return {
    estimate: sumOf(perRun, values),
    questions: byQuestion,
    languages:
      byFamily === undefined
        ? undefined
        : onFamilies(byFamily, [
            plus(byFamily),
            ...questionsBesideFamilies(byQuestion, questions, perRun),
          ]),
    runs: runTerms === undefined ? undefined : combine(runTerms),
    everything:
      runTerms === undefined || byFamily === undefined
        ? undefined
        : onFamilies(byFamily, [
            ...runTerms,
            plus(byFamily),
            minus(runsTimesFamilies(prepared, runShare)),
          ]),
    byLanguage: mix(prepared.data.languageScores, perRun),
    runShare,
  };
}

/**
 * Mean squares of runs within conditions and of condition × question, less what both hold: run ×
 * question.
 */
function runsAndQuestions(
  { runs, values }: Prepared,
  questions: Deviations,
  byQuestion: VarianceEstimate,
  share: number,
): readonly Term[] | undefined {
  const between = within(runs, (i) => Float64Array.of(values[i] ?? 0));
  // Runs that agree to the last digit are no replicates.
  if (!(between.variance > 0)) return undefined;
  const both = within(
    runs,
    (i) => questions.byQuestion[i] ?? new Float64Array(0),
    questions.degrees,
  );
  return [plus(scaled(between, share)), plus(byQuestion), minus(scaled(both, share))];
}

function overFamilies(
  { functional: { families }, data }: Prepared,
  perRun: Float64Array,
): VarianceEstimate | undefined {
  return families === undefined
    ? undefined
    : {
        variance: robustVariance(families, mix(data.languageScores, perRun)),
        degrees: families.degrees,
      };
}

/**
 * A sum with the variance over families in it, on no more degrees of freedom than the families
 * have: they are few, and where their variance comes out small by chance Satterthwaite's formula
 * would believe it.
 */
function onFamilies(families: VarianceEstimate, terms: readonly Term[]): VarianceEstimate {
  const { variance } = combine(terms);
  return { variance, degrees: families.degrees };
}

/**
 * The questions that all families share; what a question does in one family alone is in the
 * families' variance already.
 */
function questionsBesideFamilies(
  byQuestion: VarianceEstimate | undefined,
  questions: Deviations | undefined,
  perRun: Float64Array,
): Term[] {
  if (byQuestion === undefined || questions === undefined) return [];
  const inFamily = squares(mix(questions.byFamily, perRun));
  return [plus(byQuestion), minus({ variance: inFamily, degrees: questions.degrees })];
}

/** What runs and families both hold: run × language. */
function runsTimesFamilies(
  { runs, data, functional: { families } }: Prepared,
  share: number,
): VarianceEstimate {
  const forms = families?.forms ?? [];
  const found = within(
    runs,
    (i) => Float64Array.from(forms, (form) => sumOf(form, data.languageScores[i] ?? [])),
    families?.degrees,
  );
  return scaled(found, share);
}

/** Interval, two-sided p and the numbers behind them. */
interface Inference {
  readonly standardError: number;
  readonly degrees: number;
  readonly interval: Bounds;
  readonly p: number;
}

/**
 * t with the degrees of freedom of the variance; a contrast without any variance has p 1 at 0 and 0
 * elsewhere.
 */
export function infer(
  estimate: number,
  { variance, degrees }: VarianceEstimate,
  level: number,
): Inference {
  const standardError = Math.sqrt(variance);
  const reach = standardError > 0 ? tCritical(level, degrees) * standardError : 0;
  const exact = estimate === 0 ? 1 : 0;
  return {
    standardError,
    degrees,
    interval: { low: estimate - reach, high: estimate + reach },
    p: standardError > 0 ? tTwoSided(estimate / standardError, degrees) : exact,
  };
}

/**
 * The standard deviation between runs above which the difference would no longer be separable if
 * other runs were drawn too: z² · (share · sd² + variance over questions) = estimate². 0 where it
 * is not separable over questions alone.
 * @param critical z of the level
 */
export function tippingPoint(
  { estimate, questions, runShare }: Variances,
  critical: number,
): number {
  const left = (estimate / critical) ** 2 - (questions?.variance ?? 0);
  return left > 0 && runShare > 0 ? Math.sqrt(left / runShare) : 0;
}

function weightPerRun(
  runs: readonly (readonly number[])[],
  weights: readonly number[],
  count: number,
): Float64Array {
  const each = new Float64Array(count);
  runs.forEach((own, c) => {
    for (const i of own) each[i] = (weights[c] ?? 0) / own.length;
  });
  return each;
}

/** Σ (x − mean of its condition)² / Σ (runs − 1), summed over the entries of x. */
function within(
  runs: readonly (readonly number[])[],
  of: (run: number) => Float64Array,
  inner = 1,
): VarianceEstimate {
  let total = 0;
  let degrees = 0;
  for (const own of runs) {
    if (own.length < 2) continue;
    degrees += own.length - 1;
    const vectors = own.map(of);
    const mean = mix(
      vectors,
      Float64Array.from(own, () => 1 / own.length),
    );
    for (const vector of vectors)
      vector.forEach((value, i) => {
        total += (value - (mean[i] ?? 0)) ** 2;
      });
  }
  return { variance: total / degrees, degrees: degrees * inner };
}

/** Σ weight · vector. */
function mix(vectors: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sums = new Float64Array(vectors[0]?.length ?? 0);
  vectors.forEach((vector, r) => {
    const weight = weights[r] ?? 0;
    if (weight === 0) return;
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + weight * (vector[i] ?? 0);
  });
  return sums;
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function sumOf(weights: ArrayLike<number>, values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (values[i] ?? 0);
  return sum;
}

function scaled({ variance, degrees }: VarianceEstimate, factor: number): VarianceEstimate {
  return { variance: variance * factor, degrees };
}

function plus(estimate: VarianceEstimate): Term {
  return { ...estimate, sign: 1 };
}

function minus(estimate: VarianceEstimate): Term {
  return { ...estimate, sign: -1 };
}
