import { mean } from '../../metrics/arithmetic/mean.js';
import type { Spread } from '../../types/generated/factorial.js';
import type { StratumData } from '../compare/stratum-data.js';

/**
 * Standard deviations of the table run × language, by what they lie between.
 * @param runs per condition, places of its runs in `data`
 */
export function spreadOf(data: StratumData, runs: readonly (readonly number[])[]): Spread {
  const languages = data.languages.map((_, l) => l);
  const conditions = runs.map((own) =>
    languages.map((l) => mean(own.map((i) => data.languageScores[i]?.[l] ?? NaN))),
  );
  const ofCondition = conditions.map(mean);
  const ofLanguage = languages.map((l) => mean(conditions.map((own) => own[l] ?? NaN)));
  const overall = mean(ofCondition);
  const between = conditions.flatMap((own, c) =>
    own.map((value, l) => value - (ofCondition[c] ?? 0) - (ofLanguage[l] ?? 0) + overall),
  );
  const ofRun = (i: number): number => mean([...(data.languageScores[i] ?? [])]);
  const withinRuns = runs.flatMap((own, c) =>
    own.length < 2 ? [] : own.map((i) => ofRun(i) - (ofCondition[c] ?? 0)),
  );
  const withinCells = runs.flatMap((own, c) =>
    own.length < 2
      ? []
      : own.flatMap((i) =>
          languages.map(
            (l) =>
              (data.languageScores[i]?.[l] ?? 0) -
              ofRun(i) -
              (conditions[c]?.[l] ?? 0) +
              (ofCondition[c] ?? 0),
          ),
        ),
  );
  const [C, L] = [runs.length, languages.length];
  const replicates = runs.reduce((sum, own) => sum + Math.max(0, own.length - 1), 0);
  const about = (values: readonly number[], middle: number): number[] =>
    values.map((value) => value - middle);
  return {
    condition: deviation(about(ofCondition, overall), C - 1),
    language: deviation(about(ofLanguage, overall), L - 1),
    conditionLanguage: deviation(between, (C - 1) * (L - 1)),
    run: deviation(withinRuns, replicates),
    runLanguage: deviation(withinCells, replicates * (L - 1)),
  };
}

function deviation(residuals: readonly number[], degrees: number): number | null {
  if (degrees < 1) return null;
  return Math.sqrt(residuals.reduce((sum, value) => sum + value * value, 0) / degrees);
}
