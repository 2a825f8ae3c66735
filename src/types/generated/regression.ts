// Generated from schemas/regression.schema.json by `npm run types`. Do not edit.

export type Setting = 'monolingual' | 'crosslingual' | 'multilingual';

/**
 * What `glottobench regress --json` prints: least squares of per-language scores on typological distance, pretraining size and exposure (docs/statistics.md). Observational.
 */
export interface Regression {
  /**
   * Version of this layout.
   */
  format: 1;
  /**
   * What was asked for.
   */
  options: {
    distances: ('syntactic' | 'featural' | 'genetic' | 'geographic')[];
    /**
     * Languages that distances are measured to; null = the training languages of each card, English where there is none.
     */
    pivots: string[] | null;
    /**
     * Whose language a cross-lingual cell counts for.
     */
    side: 'query' | 'document';
    seed: number;
    /**
     * Bootstrap resamples of language families.
     */
    draws: number;
    /**
     * Coverage of the intervals.
     */
    level: number;
  };
  /**
   * Two per model and setting: over all languages, and over those that the backbone saw.
   */
  regressions: ModelRegression[];
  skipped: {
    model: string;
    setting: Setting;
    reason: string;
  }[];
  notes: string[];
}
export interface ModelRegression {
  model: string;
  /**
   * The score is the difference to this model.
   */
  minus: string | null;
  /**
   * Whose exposure and corpus sizes were taken.
   */
  backbone: string | null;
  setting: Setting;
  tasks: string[];
  metrics: string[];
  /**
   * Languages that distances are measured to.
   */
  pivots: string[];
  /**
   * all: every language, size counted for seen ones only; seen: languages that the backbone saw, where size alone differs.
   */
  set: 'all' | 'seen';
  /**
   * Languages that have every predictor.
   */
  languages: number;
  /**
   * Clusters of the intervals.
   */
  families: number;
  /**
   * Languages without one of the predictors.
   */
  leftOut: string[];
  /**
   * Share of the variance that all predictors explain.
   */
  r2: number;
  predictors: ExplainedBy[];
  collinearity: Collinearity;
  /**
   * Why the numbers must be read with care.
   */
  cautions: string[];
}
/**
 * One predictor, the others held.
 */
export interface ExplainedBy {
  id: string;
  label: string;
  /**
   * Change of the score per unit of the predictor.
   */
  coefficient: number;
  coefficientInterval: Bounds | null;
  /**
   * Share of what the others leave unexplained.
   */
  partialR2: number;
  partialR2Interval: Bounds | null;
  /**
   * 1 = unrelated to the other predictors, above 5 hard to tell apart; null = one of them follows from the others.
   */
  varianceInflation: number | null;
  /**
   * The simple view: rank correlation with the score, the others not held; of size among seen languages.
   */
  spearman: number | null;
  spearmanInterval: Bounds | null;
}
/**
 * An interval; options say its coverage.
 */
export interface Bounds {
  low: number;
  high: number;
}
/**
 * How far the predictors, and what stands behind them, go together in these languages.
 */
export interface Collinearity {
  /**
   * Every pair of predictors.
   */
  correlations: {
    a: string;
    b: string;
    pearson: number | null;
  }[];
  /**
   * The seen flag against family and macroarea; empty without the flag.
   */
  exposureAndGenealogy: {
    with: 'family' | 'macroarea';
    /**
     * Cramér's V, bias-corrected (Bergsma 2013).
     */
    cramersV: number | null;
  }[];
}
