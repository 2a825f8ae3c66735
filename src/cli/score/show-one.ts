import { counted } from '../../base/wording.js';
import type { CommandIo } from '../input/command.js';
import { queryCsv, scoreCsv, scoreJson } from '../render/score-data.js';
import type { TableForm } from '../../report/write/write-tables.js';
import { queryTable, scoreTable, type ShownScores } from '../render/score-table.js';
import { showTables } from '../render/tables.js';
import { trecText } from '../render/trec-text.js';
import type { ScoredFile } from './read-runs.js';
import { isText, type AskedTexts } from '../../scores/trec-eval/texts.js';
import { askedTexts } from '../../scores/trec-eval/asked.js';

interface OneShown extends ShownScores {
  readonly format: TableForm | 'json';
  readonly compat: string | undefined;
  readonly byQuery: boolean;
  readonly measures: readonly string[];
}

/** Prints the scores of one run. */
export function showOne(run: ScoredFile, shown: OneShown, io: CommandIo): void {
  const { format, compat, byQuery, measures, cutoffs } = shown;
  const { scores, perQuery } = run;
  if (compat === 'trec_eval') print(io, trecText(measures, run, byQuery));
  else if (format === 'json') print(io, scoreJson(run, measures, byQuery));
  else if (format === 'csv') print(io, byQuery ? queryCsv(run) : scoreCsv(scores));
  else {
    const queries = byQuery ? [queryTable(perQuery, shownCutoff(cutoffs))] : [];
    showTables([scoreTable(scores, shown), ...queries], format, io);
    if (measures.length > 0 && format === 'table') print(io, trecText(measures, run, false));
    io.err(
      `${counted(perQuery.queries.length, 'query', 'queries')}; --json prints all ${Object.keys(scores).length} scores\n`,
    );
  }
  sayTexts(run, shown, io);
}

/** Texts that were asked for and cannot stand in what was printed. */
function sayTexts({ tag, name }: ScoredFile, shown: OneShown, io: CommandIo): void {
  const { runid, relstring } = textsAsked(shown.measures);
  if (runid && tag === undefined)
    io.err(`note: runid is not printed: ${name} does not name the run, TREC lines do\n`);
  // trec_eval prints none without -q either, and its sets ask for it; a word of its own wants to be
  // answered.
  if (relstring !== undefined && !shown.byQuery && shown.measures.some(isText))
    io.err('note: relstring is printed by query only, with --by-query\n');
}

/** The cut-off of tables by query: the largest up to 10, else the smallest. */
export function shownCutoff(cutoffs: readonly number[]): number {
  return cutoffs.findLast((k) => k <= 10) ?? cutoffs[0] ?? 10;
}

export function print(io: CommandIo, parts: Iterable<string>): void {
  for (const part of parts) io.out(part);
}

/** The texts among measures that were checked before. */
export function textsAsked(measures: readonly string[]): AskedTexts {
  const found = askedTexts(measures);
  return typeof found === 'string' ? { runid: false, relstring: undefined } : found;
}
