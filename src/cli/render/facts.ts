import { wrapText } from '../../report/write/text.js';
import type { TableModel } from '../../types/table.js';

/** What a thing has, and what that is; without a text there is no line. */
export type FactLine = readonly [label: string, text: string];

/** A page of facts: labels at the left, texts broken beside them. */
export function factLines(facts: readonly FactLine[], width: number): string[] {
  const told = facts.filter(([, text]) => text !== '');
  const label = Math.max(0, ...told.map(([name]) => name.length)) + 2;
  return told.map(
    ([name, text]) =>
      `  ${name.padEnd(label)}${wrapText(text, Math.max(20, width - label - 2)).replaceAll('\n', `\n${' '.repeat(label + 2)}`)}`,
  );
}

/** The same as a table, for Markdown, LaTeX and CSV. */
export function factTable(title: string, facts: readonly FactLine[]): TableModel {
  return {
    title,
    columns: [{ title: 'property' }, { title: 'value' }],
    rows: facts.filter(([, text]) => text !== ''),
    keys: 1,
    notes: [],
  };
}
