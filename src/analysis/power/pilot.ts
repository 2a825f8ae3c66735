import type { Setting } from '../../types/dataset.js';
import type { ScoreTable } from '../compare/score-table.js';
import { stratify } from '../compare/strata.js';
import { stratumData, type StratumData } from '../compare/stratum-data.js';
import { parseDimension } from '../aggregate/dimensions.js';
import { detectable, unitsNeeded, type TestGoal } from './sample-size.js';
import { deviation, varianceComponents } from './variance.js';

/** What two models of a pilot say about the size of the study that is needed. */
export interface PilotPower {
  readonly setting: Setting;
  readonly by: string | null;
  readonly group: string;
  /** a − b as the pilot has it. */
  readonly observed: number;
  /** About other questions in these languages; null without per-query scores. */
  readonly questions: UnitPower | null;
  /** About other languages; families as they come in the pilot. */
  readonly languages: UnitPower | null;
  /** About other families, with as many languages of each as the pilot has. */
  readonly families: UnitPower | null;
  /** For the difference of this difference between two groups of equal size: units in each group. */
  readonly interaction: { readonly questions: number | null; readonly languages: number | null; readonly families: number | null };
}

export interface UnitPower {
  readonly now: number;
  /** Standard deviation of the paired difference over these units. */
  readonly sd: number;
  readonly needed: number;
  /** The smallest difference that the present number finds. */
  readonly detectable: number;
}

/**
 * Units needed to find a mean difference between the first two models of a table.
 * @param difference in units of the metric, above 0
 */
export function pilotPower(table: ScoreTable, difference: number, goal: TestGoal, by: readonly string[] = []): PilotPower[] {
  const strata = stratify(table.cells, by.map(parseDimension), table.models.map(({ backbone }) => backbone));
  return strata.map((stratum) => {
    const data = stratumData(stratum, 2, table.evidence);
    const languages = Array.from(data.languageScores[0] ?? [], (score, i) => score - (data.languageScores[1]?.[i] ?? NaN));
    const questions = table.evidence === 'questions' ? questionDifferences(data) : [];
    const components = varianceComponents(languages, data.languages.map(({ family }) => family));
    const power = (sd: number, now: number): UnitPower => ({ now, sd, needed: unitsNeeded(sd, difference, goal), detectable: detectable(sd, now, goal) });
    const overFamilies = components === undefined ? null : power(Math.sqrt(components.betweenFamilies + components.withinFamilies / components.languagesPerFamily), components.families);
    const overQuestions = questions.length < 2 ? null : power(deviation(questions), questions.length);
    const overLanguages = languages.length < 2 ? null : power(deviation(languages), languages.length);
    const twice = (unit: UnitPower | null): number | null => (unit === null ? null : unitsNeeded(unit.sd * Math.SQRT2, difference, goal));
    return {
      setting: stratum.setting, by: stratum.by, group: stratum.group,
      observed: languages.reduce((sum, value) => sum + value, 0) / languages.length,
      questions: overQuestions, languages: overLanguages, families: overFamilies,
      interaction: { questions: twice(overQuestions), languages: twice(overLanguages), families: twice(overFamilies) },
    };
  });
}

/** One difference per question: the weighted mean over the languages that ask it. */
function questionDifferences({ clusterSums: [a, b], clusterWeights }: StratumData): number[] {
  return Array.from(a ?? [], (sum, i) => (sum - (b?.[i] ?? NaN)) / (clusterWeights[i] ?? NaN)).filter(Number.isFinite);
}
