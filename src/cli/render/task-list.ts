import type { TaskSummary } from '../../registry/list-tasks.js';
import type { TextTable } from './table.js';

/** A task as a table of tasks shows it: `short` for people (few languages, then how many more), `whole` for programs. */
export function taskListModel(tasks: readonly TaskSummary[], detail: 'short' | 'whole'): TextTable {
  const short = detail === 'short';
  const columns = short
    ? [
        { title: 'task' },
        { title: 'type' },
        { title: 'languages' },
        { title: 'subsets', align: 'right' as const },
        { title: 'main score' },
        { title: 'loader' },
        { title: 'runs' },
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
          task.type,
          fewLanguages(task.languages),
          String(task.subsets),
          task.main_score,
          task.loader.kind,
          task.runnable ? 'yes' : 'no',
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
  return { columns, rows };
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
