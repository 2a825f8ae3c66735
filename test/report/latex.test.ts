import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { latexText } from '../../src/report/write/latex-text.js';
import { latexNeeds, latexTables } from '../../src/report/write/latex.js';
import { packageVersion } from '../../src/base/folders.js';
import type { TableModel } from '../../src/types/table.js';

const SPECIAL = 'a_b & 100% #1 ~x ^y \\z {w} $5 [0] *b* <i> |p| `q` --flag "r" ¿?`';

const TABLE: TableModel = {
  title: SPECIAL,
  columns: [
    { title: 'model' },
    { title: 'score %', align: 'right' },
    { title: '95 % interval' },
    { title: 'letters' },
  ],
  rows: [
    [SPECIAL, '-.034', '-.100 – -.002', 'ab'],
    ['[1]', '.812†‡', '', 'a'],
    ['  Ŝanĝo: Łódź, Ümläut, Čeština', '.5', '', ''],
    ['*', 'L→G→F', 'R² √n × ρ ≥ ∞', ''],
  ],
  basis: ['paired randomization test', 'n = 50 questions', 'seed 42'],
  remarks: ['a remark of 5 %'],
  notes: ['letters: models that share one are not separable'],
};
/** Longer than a page, with sentences. */
const LONG: TableModel = {
  title: 'long',
  columns: [{ title: 'name' }, { title: 'what' }],
  rows: Array.from({ length: 120 }, (_, i) => [`row_${i}`, 'a sentence of many words '.repeat(8)]),
  notes: [],
};
/** More columns than a page is wide. */
const WIDE: TableModel = {
  title: 'wide',
  columns: [
    { title: 'model' },
    ...Array.from({ length: 20 }, (_, i) => ({ title: `column ${i}`, align: 'right' as const })),
  ],
  rows: [['org/model', ...Array.from({ length: 20 }, () => '.123456')]],
  notes: [],
};

/** The text that LaTeX would set, read by rules of its own. */
function setByLatex(source: string): string {
  const words: Record<string, string> = {
    textbackslash: '\\',
    textasciitilde: '~',
    textasciicircum: '^',
    textless: '<',
    textgreater: '>',
    textbar: '|',
    textasciigrave: '`',
  };
  return source.replace(/\\([a-z]+)\{\}|\\([{}$&#%_])|\{([[\]*])\}|\{\}/g, (_, word, one, group) =>
    word === undefined ? String(one ?? group ?? '') : (words[String(word)] ?? '?'),
  );
}

describe('text in LaTeX', () => {
  it('is set as it is, whatever it holds', () => {
    const character = fc.constantFrom(...Array.from('\\{}$&#%_~^<>|`[]*-?!\',"ab1 .'));
    fc.assert(
      fc.property(fc.array(character, { maxLength: 30 }), (characters) => {
        const text = characters
          .join('')
          .trim()
          .replace(/ +/g, ' ')
          .replace(/(^|[ (])-(?=[.\d])/g, '$1');
        expect(setByLatex(latexText(text))).toBe(text);
      }),
    );
  });

  it('is a minus before a number, and no ligature of dashes or quotes', () => {
    expect(latexText('-.034')).toBe('$-$.034');
    expect(latexText('-.10 – -.02')).toBe('$-$.10 -- $-$.02');
    expect(latexText("a--b ''")).toBe("a-{}-b '{}'");
  });
});

describe('a table in LaTeX', () => {
  it('has a caption with basis and version, letters, intervals and nothing bold', () => {
    const tex = latexTables([TABLE]);
    expect(tex).toMatch(/^% Made by glottobench .* Needs \\usepackage\{booktabs\}\.$/m);
    for (const part of ['Paired randomization test; n = 50 questions; seed 42', packageVersion()])
      expect(tex).toContain(part);
    expect(tex).toContain('$-$.034 & $-$.100 -- $-$.002 & ab');
    expect(tex).not.toMatch(/\\(textbf|bfseries)/);
  });

  it('has as many cells in a row as columns', () => {
    for (const table of [TABLE, WIDE]) {
      for (const tabular of latexTables([table]).split('\\begin{tabular}').slice(1)) {
        const columns = /^\{@\{\}(.*?)@\{\}\}/.exec(tabular)?.[1]?.replace(/p\{.*?\}/g, 'p') ?? '';
        const rows = tabular.split('\n').filter((line) => line.endsWith('\\\\'));
        expect(rows).toHaveLength(table.rows.length + 1);
        for (const row of rows)
          expect(row.replaceAll('\\&', '').split('&')).toHaveLength(columns.length);
      }
    }
  });

  it('names the scripts that pdfLaTeX has no letters for', () => {
    const rows = [['हिन्दी', 'العربية', '한국어', 'ქართული']];
    const columns = ['a', 'b', 'c', 'd'].map((title) => ({ title }));
    const needs = latexNeeds([{ title: '', columns, rows, notes: [] }]);
    expect(needs).toMatch(/XeLaTeX.*: Arabic, Devanagari, Georgian, Hangul\.$/);
    expect(latexTables([{ title: '', columns, rows, notes: [] }])).toContain(`% ${needs}`);
    expect(latexNeeds([TABLE, LONG, WIDE])).toBeUndefined();
  });

  const pdflatex = spawnSync('pdflatex', ['--version']).status === 0;
  (pdflatex ? it : it.skip)(
    'compiles as it is, by \\input',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'glottobench-tex-'));
      try {
        writeFileSync(join(folder, 'tables.tex'), latexTables([TABLE, LONG, WIDE]));
        writeFileSync(
          join(folder, 'paper.tex'),
          '\\documentclass{article}\\usepackage{booktabs}\\usepackage{longtable}\n\\begin{document}\\input{tables}\\end{document}\n',
        );
        const options = ['-interaction=nonstopmode', '-halt-on-error', '-no-shell-escape'];
        const log = execFileSync('pdflatex', [...options, 'paper.tex'], {
          cwd: folder,
          encoding: 'utf8',
        });
        expect(log).toContain('Output written on paper.pdf');
        expect(log).not.toMatch(/Missing character|Overfull \\hbox \((?:[2-9]\d|\d{3,})/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    120_000,
  );
});
