import { taskSubsets } from '../../registry/subsets.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { Backbone } from '../../types/language.js';
import type { CellScore } from '../../types/cell-score.js';
import type { ClaimSupport } from '../../types/generated/power.js';
import type { Grouping } from '../../typology/grouping-types.js';
import { aggregate } from '../aggregate/aggregate.js';
import { LANGUAGES_FOR_CONTRAST } from '../aggregate/group-scores.js';
import { detectable, type TestGoal } from './sample-size.js';

/**
 * Standard deviation over languages of the difference between two models of unlike backbone on the
 * same languages (Belebele, LaBSE and multilingual-e5-base: 0.096; two sizes of one backbone:
 * 0.033). Used where there is no pilot.
 */
export const TYPICAL_PAIRED_DEVIATION = 0.096;

/**
 * Groups of the languages of these tasks, against the smallest sizes that allow a statement
 * (docs/typology.md).
 */
export function claimSupport(
  tasks: readonly TaskDefinition[],
  by: readonly string[],
  goal: TestGoal,
  options: {
    readonly backbone?: Backbone | undefined;
    readonly sd?: number | undefined;
    readonly groupings?: readonly Grouping[] | undefined;
  } = {},
): ClaimSupport[] {
  const model = { name: 'any', revision: 'any', backbone: options.backbone };
  const cells = tasks.flatMap((task) =>
    taskSubsets(task).map(({ subset, setting, queryLanguages, documentLanguages }): CellScore => ({
      model,
      task: task.name,
      split: task.eval_splits[0] ?? '',
      subset,
      setting,
      queryLanguages,
      documentLanguages,
      metric: task.main_score,
      mainScore: 0,
    })),
  );
  const sd = options.sd ?? TYPICAL_PAIRED_DEVIATION;
  return aggregate(cells, { by, draws: 0, groupings: options.groupings }).slices.flatMap(
    ({ setting, groupings }) =>
      groupings.map((grouping): ClaimSupport => {
        const groups = grouping.groups.filter(
          ({ kind, languages }) => kind === 'group' && languages > 0,
        );
        const large = groups.filter(({ sufficient }) => sufficient);
        const comparable = grouping.comparable.length >= 2;
        return {
          setting,
          by: grouping.by,
          label: grouping.label,
          verdict: comparable
            ? grouping.descriptive === null
              ? 'compares'
              : 'compares with care'
            : large.length > 0
              ? 'reads'
              : 'describes',
          reason: comparable
            ? (grouping.descriptive ??
              `${grouping.comparable.join(' and ')} have at least ${String(LANGUAGES_FOR_CONTRAST)} languages each`)
            : `no two groups with ${String(LANGUAGES_FOR_CONTRAST)} languages on each side${large.length > 0 ? `; only the mean of ${large.map(({ group }) => group).join(', ')} can be read` : ''}`,
          groups: groups.map(({ group, languages, genera, families, sufficient, reason }) => ({
            group,
            languages,
            genera,
            families,
            sufficient,
            reason,
            detectable: detectable(sd, languages, goal),
            interaction: detectable(sd * Math.SQRT2, languages, goal),
          })),
        };
      }),
  );
}
