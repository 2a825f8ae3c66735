import type { PilotPower, UnitPower } from '../../types/generated/power.js';
import type { Grouping } from '../../typology/grouping-types.js';
import type { ScoreTable } from '../compare/score-table.js';
import { stratify } from '../compare/strata.js';
import { stratumData, type StratumData } from '../compare/stratum-data.js';
import { parseDimension } from '../aggregate/dimensions.js';
import { detectable, unitsNeeded, type TestGoal } from './sample-size.js';
import { deviation, varianceComponents } from './variance.js';
import { mean } from '../../metrics/arithmetic/mean.js';

/**
 * Units needed to find a mean difference between the first two models of a table.
 * @param difference in units of the metric, above 0
 */
export function pilotPower(
  table: ScoreTable,
  difference: number,
  goal: TestGoal,
  by: readonly string[] = [],
  groupings: readonly Grouping[] = [],
): PilotPower[] {
  const strata = stratify(
    table.cells,
    by.map((text) => parseDimension(text, groupings)),
    table.models.map(({ backbone }) => backbone),
  );
  return strata.map((stratum) => {
    const data = stratumData(stratum, 2, table.evidence);
    const languages = Array.from(
      data.languageScores[0] ?? [],
      (score, i) => score - (data.languageScores[1]?.[i] ?? NaN),
    );
    const questions = table.evidence === 'questions' ? questionDifferences(data) : [];
    const components = varianceComponents(
      languages,
      data.languages.map(({ family }) => family),
    );
    const power = (sd: number, now: number): UnitPower => ({
      now,
      sd,
      needed: unitsNeeded(sd, difference, goal),
      detectable: detectable(sd, now, goal),
    });
    // Without a family of two languages, families are the languages.
    const single =
      new Set(data.languages.map(({ family }) => family)).size === languages.length &&
      languages.length > 1;
    const overFamilies =
      components === undefined
        ? single
          ? power(deviation(languages), languages.length)
          : null
        : power(
            Math.sqrt(
              components.betweenFamilies +
                components.withinFamilies / components.languagesPerFamily,
            ),
            components.families,
          );
    const overQuestions =
      questions.length < 2 ? null : power(deviation(questions), questions.length);
    const overLanguages =
      languages.length < 2 ? null : power(deviation(languages), languages.length);
    const twice = (unit: UnitPower | null): number | null =>
      unit === null ? null : unitsNeeded(unit.sd * Math.SQRT2, difference, goal);
    return {
      setting: stratum.setting,
      by: stratum.by,
      group: stratum.group,
      observed: mean(languages),
      questions: overQuestions,
      languages: overLanguages,
      families: overFamilies,
      interaction: {
        questions: twice(overQuestions),
        languages: twice(overLanguages),
        families: twice(overFamilies),
      },
    };
  });
}

/** One difference per question: the weighted mean over the languages that ask it. */
function questionDifferences({ clusterSums: [a, b], clusterWeights }: StratumData): number[] {
  return Array.from(
    a ?? [],
    (sum, i) => (sum - (b?.[i] ?? NaN)) / (clusterWeights[i] ?? NaN),
  ).filter(Number.isFinite);
}
