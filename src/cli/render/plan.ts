import type { ModelPlan, RunPlan } from '../../run/plan.js';
import type { ManifestPrompt } from '../../types/generated/run-manifest.js';
import { formatCount } from '../../report/quantities.js';
import { counted } from '../../base/wording.js';
import type { Look } from '../../report/write/look.js';
import { textTables } from '../../report/write/text-tables.js';
import { wrapText } from '../../report/write/text.js';

/** What a run would do: cells by setting, to do and kept, per model. */
export function renderPlan({ models, tasks }: RunPlan, json: boolean, look: Look): string {
  if (json) {
    return JSON.stringify(
      {
        models: models.map(({ id, folder, todo, kept, taskPrompts, warnings }) => ({
          ...id,
          folder,
          prompts: taskPrompts ?? null,
          warnings,
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
    ...models.flatMap((model) => promptLines(model)),
    ...models.flatMap((model) => warningLines(model, look.width)),
    'nothing was run; drop --dry-run to start',
  ].join('\n');
}

/** Which prompt each role gets and whose it is: one block for all tasks that have the same. */
function promptLines({ id, taskPrompts = {} }: ModelPlan): string[] {
  const groups = new Map<string, string[]>();
  for (const [task, { query, document }] of Object.entries(taskPrompts)) {
    const key = [`query ${shown(query)}`, `document ${shown(document)}`].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  if (groups.size === 0) return [];
  return [
    `prompts of ${id.name}`,
    ...[...groups].flatMap(([key, tasks]) => [
      `  ${tasks.slice(0, 4).join(', ')}${tasks.length > 4 ? ` and ${tasks.length - 4} more` : ''}`,
      ...key.split('\n').map((line) => `    ${line}`),
    ]),
    '',
  ];
}

function shown({ text, source }: ManifestPrompt): string {
  return `${text === '' ? 'none' : JSON.stringify(text)} (${source})`;
}

function warningLines({ id, warnings }: ModelPlan, columns: number): string[] {
  const lines = warnings.map((warning) =>
    wrapText(`warning: ${id.name}: ${warning}`, columns, '  '),
  );
  return lines.length === 0 ? [] : [...lines, ''];
}
