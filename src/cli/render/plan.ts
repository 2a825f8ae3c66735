import type { RunPlan } from '../../run/plan.js';
import { formatCount } from '../../report/quantities.js';
import { renderTable } from './table.js';

/** What a run would do: cells by setting, to do and kept, per model. */
export function renderPlan({ models, tasks }: RunPlan, json: boolean, columns: number): string {
  if (json) {
    return JSON.stringify(
      {
        models: models.map(({ id, folder, todo, kept }) => ({
          ...id,
          folder,
          todo,
          kept: kept.map(({ cell, mainScore }) => ({ ...cell, mainScore })),
        })),
      },
      null,
      2,
    );
  }
  const todo = models.reduce((sum, model) => sum + model.todo.length, 0);
  const languages = new Set(
    models.flatMap((model) =>
      model.todo.flatMap((cell) => [...cell.queryLanguages, ...cell.documentLanguages]),
    ),
  );
  const rows = models.map((model) => {
    const count = (setting: string): string =>
      formatCount(model.todo.filter((cell) => cell.setting === setting).length);
    return [
      model.id.name,
      model.id.revision.slice(0, 12),
      count('monolingual'),
      count('crosslingual'),
      count('multilingual'),
      formatCount(model.kept.length),
    ];
  });
  const right = (title: string): { title: string; align: 'right' } => ({ title, align: 'right' });
  const kept = models.reduce((sum, model) => sum + model.kept.length, 0);
  if (todo === 0)
    return `nothing to do, ${formatCount(kept)} ${kept === 1 ? 'cell is' : 'cells are'} already there; --fresh runs them again`;
  return [
    `${formatCount(todo)} cells to run: ${models.length} model${models.length === 1 ? '' : 's'} × ${tasks.size} task${tasks.size === 1 ? '' : 's'}, ${languages.size} languages`,
    '',
    renderTable(
      {
        columns: [
          { title: 'model' },
          { title: 'revision' },
          right('mono'),
          right('cross'),
          right('pool'),
          right('already there'),
        ],
        rows,
      },
      columns,
    ),
    '',
    'nothing was run; drop --dry-run to start',
  ].join('\n');
}
