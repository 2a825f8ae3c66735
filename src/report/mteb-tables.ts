import type { LanguageRow, MtebTables, SummaryRow } from '../types/generated/mteb-tables.js';
import type { TableModel } from '../types/table.js';
import { warningCodes } from '../warnings/record.js';
import { formatScore } from './format.js';
import { listed } from '../base/wording.js';
import { Marks } from './marks.js';

/** The leaderboard's summary table. */
export function summaryTableModel(
  { summary: rows, withoutRow }: Pick<MtebTables, 'summary' | 'withoutRow'>,
  title: string,
): TableModel {
  const marks = new Marks([...rows, ...withoutRow].flatMap(({ warnings }) => warnings));
  const marked = (text: string, { warnings }: Pick<SummaryRow, 'warnings'>): string =>
    marks.beside(text, warningCodes(warnings));
  const types = [...new Set(rows.flatMap((row) => Object.keys(row.types)))];
  const unregistered = rows.filter(({ registered }) => !registered).map(({ model }) => model);
  return {
    title,
    keys: 2,
    columns: [
      { title: 'rank', align: 'right' },
      { title: 'model', align: 'left' },
      { title: 'Mean (Task)', align: 'right' },
      { title: 'Mean (TaskType)', align: 'right' },
      ...types.map((type) => ({ title: type, align: 'right' }) as const),
    ],
    rows: rows.map((row) => [
      String(row.rank),
      marked(row.model, row),
      marked(formatScore(row.meanTask), row),
      formatScore(row.meanTaskType),
      ...types.map((type) => formatScore(row.types[type] ?? null)),
    ]),
    notes: [
      ...(rows.some((row) => row.meanTask === null)
        ? [
            '– = a task is missing or incomplete; the Borda rank still uses what is there, as mteb does',
          ]
        : []),
      ...(withoutRow.length > 0
        ? [
            `without a line, for none of their tasks is complete, though mteb ranks them (the ranks above count them): ${listed(
              withoutRow.map((row) => marked(row.model, row)),
              4,
            )}`,
          ]
        : []),
      ...(unregistered.length > 0
        ? [
            `unknown to mteb's registry, so that its own table would not show them (it ranks them all the same): ${listed(unregistered, 4)}`,
          ]
        : []),
      ...marks.notes(),
    ],
  };
}

/** Everything for `--csv`: rank and means, then a column per task and per language. */
export function fullTableModel(
  summary: readonly SummaryRow[],
  languages: readonly LanguageRow[],
): TableModel {
  const types = [...new Set(summary.flatMap((row) => Object.keys(row.types)))];
  const tasks = [...new Set(summary.flatMap((row) => Object.keys(row.tasks)))];
  const tags = [...new Set(languages.flatMap((row) => Object.keys(row.languages)))];
  const byModel = new Map(languages.map((row) => [row.model, row.languages]));
  const text = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : String(value);
  return {
    title: '',
    columns: [
      ...['rank', 'model', 'Mean (Task)', 'Mean (TaskType)', ...types, ...tasks, ...tags],
      'warnings',
    ].map((title) => ({ title, align: 'right' })),
    rows: summary.map((row) => [
      String(row.rank),
      row.model,
      text(row.meanTask),
      text(row.meanTaskType),
      ...types.map((type) => text(row.types[type])),
      ...tasks.map((task) => text(row.tasks[task])),
      ...tags.map((tag) => text(byModel.get(row.model)?.[tag])),
      warningCodes(row.warnings).join('; '),
    ]),
    notes: [],
  };
}
