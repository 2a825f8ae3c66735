import { packageVersion } from '../../base/folders.js';
import type { TableModel } from '../../types/table.js';
import { blocksOf, type Block } from './blocks.js';
import { foreignScripts, latexText } from './latex-text.js';
import { remarksBeside, shownTables, type ShownTable } from './shape.js';

/** Characters in a line of a one-column page of `article` at `\small`. */
const PAGE = 66;
/** A longer table breaks over pages. */
const PAGE_ROWS = 45;
/** A character of running text, in em. */
const CHARACTER = 0.5;

/**
 * Tables for `\input`, as booktabs, each with what a reader must know to judge its numbers as
 * caption. Nothing is bold: which models are not separable, letters say.
 */
export function latexTables(tables: readonly TableModel[]): string {
  const shown = shownTables(tables);
  const scripts = foreignScripts(textsOf(shown));
  const packages = shown.some(isLong) ? '{booktabs} and \\usepackage{longtable}' : '{booktabs}';
  return [
    `% Made by glottobench ${packageVersion()}. Needs \\usepackage${packages}.`,
    ...(scripts.length === 0 ? [] : [`% ${fontsNeeded(scripts)}`]),
    ...shown.map((table) => (isLong(table) ? longTable(table) : float(table))),
  ]
    .join('\n')
    .concat('\n');
}

/** What pdfLaTeX lacks for these tables, in a sentence; undefined where it has all. */
export function latexNeeds(tables: readonly TableModel[]): string | undefined {
  const scripts = foreignScripts(textsOf(shownTables(tables)));
  return scripts.length === 0 ? undefined : fontsNeeded(scripts);
}

function fontsNeeded(scripts: readonly string[]): string {
  return `Compile with XeLaTeX or LuaLaTeX, \\usepackage{fontspec} and a font for: ${scripts.join(', ')}.`;
}

function textsOf(tables: readonly ShownTable[]): string {
  return tables
    .flatMap(({ title, columns, rows, remarks = [], notes, basis = [] }) => [
      title,
      ...columns.map((column) => column.title),
      ...rows.flat(),
      ...remarks,
      ...notes,
      ...basis,
    ])
    .join('');
}

function isLong({ rows }: ShownTable): boolean {
  return rows.length > PAGE_ROWS;
}

function blocks(table: ShownTable): Block[] {
  const all = table.columns.map((_, c) => c);
  return blocksOf(table, PAGE) ?? [{ columns: all, widths: all.map(() => READABLE) }];
}
const READABLE = 24;

function float(table: ShownTable): string {
  return [
    '\\begin{table}[htbp]',
    '  \\centering',
    '  \\small\\setlength{\\tabcolsep}{4pt}',
    `  \\caption{${caption(table)}}`,
    blocks(table)
      .map((block) =>
        [
          `  \\begin{tabular}{${columnTypes(table, block)}}`,
          '    \\toprule',
          `    ${headOf(table, block)}`,
          '    \\midrule',
          ...table.rows.map((row) => `    ${rowOf(row, block)}`),
          '    \\bottomrule',
          '  \\end{tabular}',
        ].join('\n'),
      )
      .join('\n  \\par\\medskip\n'),
    '\\end{table}',
  ].join('\n');
}

function longTable(table: ShownTable): string {
  return blocks(table)
    .map((block, i) =>
      [
        '\\begingroup\\small\\setlength{\\tabcolsep}{4pt}',
        `\\begin{longtable}{${columnTypes(table, block)}}`,
        ...(i === 0 ? [`  \\caption{${caption(table)}}\\\\`] : []),
        '  \\toprule',
        `  ${headOf(table, block)}`,
        '  \\midrule',
        '  \\endhead',
        '  \\bottomrule',
        '  \\endfoot',
        ...table.rows.map((row) => `  ${rowOf(row, block)}`),
        '\\end{longtable}',
        '\\endgroup',
      ].join('\n'),
    )
    .join('\n');
}

/** Title, basis, what is to be known about the numbers, and the version. */
function caption(table: ShownTable): string {
  const { title, basis = [], notes } = table;
  return [
    title,
    basis.join('; '),
    ...remarksBeside(table),
    ...notes,
    `glottobench ${packageVersion()}`,
  ]
    .filter((text) => text !== '')
    .map((text) => `${latexText(capital(text)).replace(/\.$/, '')}.`)
    .join(' ');
}

/**
 * A sentence begins with a capital; a name with digits or a slash stays as it is, and so does a
 * letter that explains a column.
 */
function capital(text: string): string {
  return /^\p{Ll}+[ ,]/u.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
}

/** Texts that are broken get the width they have here; a number is never broken. */
function columnTypes({ columns, rows }: ShownTable, block: Block): string {
  const types = block.columns.map((c, i) => {
    const width = block.widths[i] ?? 0;
    const breaks = rows.some((row) => (row[c] ?? '').length > width);
    if (columns[c]?.align === 'right') return 'r';
    return breaks ? `p{${String(Math.round(width * CHARACTER * 10) / 10)}em}` : 'l';
  });
  return `@{}${types.join('')}@{}`;
}

function headOf({ columns }: ShownTable, block: Block): string {
  return rowOf(
    columns.map(({ title }) => title),
    block,
  );
}

function rowOf(row: readonly string[], { columns }: Block): string {
  const cells = columns.map((c) => {
    const text = row[c] ?? '';
    return `${text.startsWith(' ') ? '\\quad ' : ''}${latexText(text)}`;
  });
  return `${cells.join(' & ')} \\\\`;
}
