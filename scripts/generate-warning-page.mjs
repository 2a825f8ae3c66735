// Writes the table of warnings into docs/warnings.md, from src/warnings/ as built in dist/.
// `--check` only says whether it is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WARNINGS } from '../dist/warnings/table.js';

const path = fileURLToPath(new URL('../docs/warnings.md', import.meta.url));
const START = '<!-- warnings: made by scripts/generate-warning-page.mjs -->\n';
const END = '<!-- end of warnings -->';

const rows = Object.entries(WARNINGS).map(([code, { severity, unit, finding, remedy }]) => {
  const cells = [`\`${code}\``, severity, `${unit[1]} ${finding}`, remedy];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
});
const text = readFileSync(path, 'utf8');
const start = text.indexOf(START);
const end = text.indexOf(END);
if (start < 0 || end < start) throw new Error(`${path} has no place for the table of warnings`);
const wanted = [
  text.slice(0, start + START.length),
  '\n| code | severity | what was found | what to do |\n| --- | --- | --- | --- |\n',
  ...rows,
  '\n',
  text.slice(end),
].join('');
if (process.argv.includes('--check')) {
  if (wanted !== text) {
    process.stderr.write('docs/warnings.md is not current: run npm run docs\n');
    process.exitCode = 1;
  }
} else writeFileSync(path, wanted);
