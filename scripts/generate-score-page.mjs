// Writes the table of scores into docs/metrics.md, from src/scores/ as built in dist/. `--check`
// only says whether it is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keyForms } from '../dist/scores/keys.js';
import { MTEB_DICTIONARY, OWN_SCORES, SCORES } from '../dist/scores/table.js';
import { TREC_SCORES } from '../dist/scores/trec-eval/table.js';

const path = fileURLToPath(new URL('../docs/metrics.md', import.meta.url));
const START = '<!-- scores: made by scripts/generate-score-page.mjs -->\n';
const END = '<!-- end of scores -->';

/** @param {import('../dist/scores/contract/score.js').ScoreFacts} score */
function row(score) {
  const [least, most] = score.bounds;
  const limits = [least === null ? '' : `from ${least}`, most === null ? '' : `to ${most}`];
  const range = limits.filter((limit) => limit !== '').join(' ') || 'none';
  const known =
    score.trecEval === undefined || score.source.includes(`trec_eval ${score.trecEval}`);
  const rounded = score.decimals === null ? '' : `, rounded to ${String(score.decimals)}`;
  const cells = [
    keyForms(score)
      .map((form) => `\`${form}\``)
      .join(', '),
    score.label,
    score.formula ?? score.sentence,
    score.averaged === 'copy' ? 'copy' : `${score.averaged}${rounded}`,
    `${range}, ${score.direction}`,
    `${known ? '' : `trec_eval ${score.trecEval}; `}${score.source}`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}

/**
 * @param {string} title @param {readonly import('../dist/scores/contract/score.js').ScoreFacts[]}
 * scores
 */
function table(title, scores) {
  const head = '| key | score | value of a query | mean | range, better | source |\n';
  return `**${title}**\n\n${head}| --- | --- | --- | --- | --- | --- |\n${scores.map((score) => row(score)).join('')}\n`;
}

/** @type {Set<import('../dist/scores/contract/score.js').ScoreFacts>} */
const listed = new Set([...MTEB_DICTIONARY, ...OWN_SCORES, ...TREC_SCORES]);
const others = SCORES.filter((score) => !listed.has(score));
const text = readFileSync(path, 'utf8');
const start = text.indexOf(START);
const end = text.indexOf(END);
if (start < 0 || end < start) throw new Error(`${path} has no place for the table of scores`);
const wanted = [
  text.slice(0, start + START.length),
  '\n',
  table("MTEB's dictionary, written for every task", MTEB_DICTIONARY),
  table('To be asked for by `extra_scores`', OWN_SCORES),
  table("trec_eval's, by `score --measure`", TREC_SCORES),
  table('Of single tasks of MTEB (read and checked), and of language pools', others),
  text.slice(end),
].join('');
if (process.argv.includes('--check')) {
  if (wanted !== text) {
    process.stderr.write('docs/metrics.md is not current: run npm run docs\n');
    process.exitCode = 1;
  }
} else writeFileSync(path, wanted);
