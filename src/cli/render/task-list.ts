import type { TaskSummary } from '../../registry/list-tasks.js';
import type { TableModel } from '../../types/table.js';

/**
 * A task as a table of tasks shows it: `short` for people (few languages, then how many more),
 * `whole` for programs.
 */
export function taskListModel(
  tasks: readonly TaskSummary[],
  detail: 'short' | 'whole',
): TableModel {
  const short = detail === 'short';
  const columns = short
    ? [
        { title: 'task' },
        { title: 'languages' },
        { title: 'subsets', align: 'right' as const },
        { title: 'runs' },
        { title: 'type' },
        { title: 'main score' },
        { title: 'loader' },
      ]
    : [
        'task',
        'type',
        'languages',
        'domains',
        'subsets',
        'settings',
        'main_score',
        'license',
        'loader',
        'runnable',
        'reason',
        'extra_scores',
      ].map((title) => ({ title }));
  const rows = tasks.map((task) =>
    short
      ? [
          task.name,
          fewLanguages(task.languages),
          String(task.subsets),
          task.runnable ? 'yes' : 'no',
          task.type,
          task.main_score,
          task.loader.kind,
        ]
      : [
          task.name,
          task.type,
          task.languages.join(' '),
          task.domains.join('; '),
          String(task.subsets),
          task.settings.join(' '),
          task.main_score,
          task.license ?? '',
          task.loader.kind,
          String(task.runnable),
          task.reasons.join('; '),
          (task.extra_scores ?? []).join(' '),
        ],
  );
  return { title: '', columns, rows, keys: 1, spare: short ? 3 : 0, notes: [] };
}

function fewLanguages(tags: readonly string[]): string {
  const codes = [...new Set(tags.map((tag) => tag.slice(0, tag.lastIndexOf('-'))))];
  return codes.length <= 4
    ? codes.join(' ')
    : `${codes.slice(0, 3).join(' ')} +${codes.length - 3}`;
}

/** A task in `tasks list --json`. */
export function taskListJson(task: TaskSummary): Record<string, unknown> {
  const { missingScores, reasons, runnable, loader, ...entry } = task;
  return { ...entry, loader: loader.kind, runnable, reasons, missing_scores: missingScores };
}
