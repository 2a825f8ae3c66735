import type { RunPlan } from '../../run/plan.js';
import { formatCount } from '../../report/quantities.js';
import { counted } from '../../base/wording.js';
import type { Look } from '../../report/write/look.js';
import { textTables } from '../../report/write/text-tables.js';

/** What a run would do: cells by setting, to do and kept, per model. */
export function renderPlan({ models, tasks }: RunPlan, json: boolean, look: Look): string {
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
    return `nothing to do, ${counted(kept, 'cell is', 'cells are')} already there; --fresh runs them again`;
  return [
    `${counted(todo, 'cell')} to run: ${counted(models.length, 'model')} × ${counted(tasks.size, 'task')}, ${counted(languages.size, 'language')}`,
    '',
    textTables(
      [
        {
          title: '',
          columns: [
            { title: 'model' },
            { title: 'revision' },
            right('mono'),
            right('cross'),
            right('pool'),
            right('already there'),
          ],
          rows,
          keys: 2,
          notes: [],
        },
      ],
      look,
    ).trimEnd(),
    '',
    'nothing was run; drop --dry-run to start',
  ].join('\n');
}
