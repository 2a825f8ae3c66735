import type { WarningKind } from './warning-kind.js';

/**
 * What keeps the numbers of several results from being compared or averaged. A part of the table of
 * warnings.
 */
export const RESULT_WARNINGS = {
  'mixed-metrics': {
    severity: 'warning',
    unit: ['mean', 'means'],
    finding: 'over unlike metrics',
    remedy: '--metric keeps one.',
  },
  'unequal-tasks': {
    severity: 'warning',
    unit: ['table', 'tables'],
    finding:
      'whose languages differ in the tasks behind their means: differences of groups are partly differences of tasks',
    remedy: '--task keeps one.',
  },
  'percent-scale': {
    severity: 'error',
    unit: ['cell', 'cells'],
    finding: 'with scores above 1, as if in percent',
    remedy: 'Divide every score of these files but nAUC by 100.',
  },
  'percent-by-others': {
    severity: 'error',
    unit: ['cell', 'cells'],
    finding: 'within bounds, but most scores beside them are in percent',
    remedy: 'Divide every score of these files but nAUC by 100.',
  },
  'out-of-bounds': {
    severity: 'error',
    unit: ['cell', 'cells'],
    finding: 'with a score outside its bounds',
    remedy: 'glottobench results validate --all names each; have them computed again.',
  },
  'duplicate-cell': {
    severity: 'error',
    unit: ['cell', 'cells'],
    finding: 'that stand in one file twice, with unlike scores',
    remedy: 'Keep one entry of a split and subset.',
  },
  'compared-on-part': {
    severity: 'warning',
    unit: ['cell', 'cells'],
    finding: 'of a task of which a part is compared: not all models have the rest',
    remedy: '--model chooses whose cells count.',
  },
  'too-little-shared': {
    severity: 'warning',
    unit: ['cell', 'cells'],
    finding: 'of a model that has too few of those that the others share: ranked behind them',
    remedy: '--model names the models to be compared.',
  },
  'nothing-shared': {
    severity: 'warning',
    unit: ['cell', 'cells'],
    finding: 'of a task of which the models share no split and subset: the numbers rank nothing',
    remedy: 'Run the same splits and subsets with all models.',
  },
  'partial-scores': {
    severity: 'warning',
    unit: ['cell', 'cells'],
    finding: 'of a task of which other models have more: the mean is over fewer',
    remedy: 'Run the same splits and subsets with all models.',
  },
  'unlike-tasks': {
    severity: 'warning',
    unit: ['task', 'tasks'],
    finding: 'that not all models have: means are over unlike tasks',
    remedy: '--task keeps tasks that all have.',
  },
  'other-dataset-revision': {
    severity: 'warning',
    unit: ['cell', 'cells'],
    finding: 'of another revision of the data set than the rest: texts and judgements may differ',
    remedy: 'Run the task again, or compare results of one revision.',
  },
  'older-mteb': {
    severity: 'warning',
    unit: ['cell', 'cells'],
    finding: 'scored by an mteb in which the score meant something else than in the rest',
    remedy: 'Run the task again (docs/results.md lists the changes).',
  },
} as const satisfies Record<string, WarningKind>;
