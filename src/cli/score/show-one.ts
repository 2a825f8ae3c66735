import type { CommandIo } from '../command.js';
import { queryCsv, scoreCsv, scoreJson } from '../render/score-data.js';
import { renderQueries, renderScores, type ShownScores } from '../render/score-table.js';
import { trecText } from '../render/trec-text.js';
import type { ScoredFile } from './read-runs.js';

interface OneShown extends ShownScores {
  readonly format: 'table' | 'json' | 'csv';
  readonly compat: string | undefined;
  readonly byQuery: boolean;
  readonly measures: readonly string[];
}

/** Prints the scores of one run. */
export function showOne(
  { scores, perQuery, counts }: ScoredFile,
  shown: OneShown,
  io: CommandIo,
): void {
  const { format, compat, byQuery, measures, cutoffs } = shown;
  if (compat === 'trec_eval') print(io, trecText(measures, scores, byQuery ? perQuery : undefined));
  else if (format === 'json') print(io, scoreJson(scores, counts, byQuery ? perQuery : undefined));
  else if (format === 'csv') print(io, byQuery ? queryCsv(perQuery) : scoreCsv(scores));
  else {
    io.out(renderScores(scores, shown, io.columns));
    if (measures.length > 0) print(io, trecText(measures, scores, undefined));
    if (byQuery) io.out(renderQueries(perQuery, shownCutoff(cutoffs), io.columns));
    io.err(
      `${perQuery.queries.length} queries; --json prints all ${Object.keys(scores).length} scores\n`,
    );
  }
}

/** The cut-off of tables by query: the largest up to 10, else the smallest. */
export function shownCutoff(cutoffs: readonly number[]): number {
  return cutoffs.findLast((k) => k <= 10) ?? cutoffs[0] ?? 10;
}

export function print(io: CommandIo, parts: Iterable<string>): void {
  for (const part of parts) io.out(part);
}
