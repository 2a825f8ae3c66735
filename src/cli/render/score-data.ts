import { csvField } from '../../report/csv.js';
import type { QueryScores, ScoreDictionary } from '../../types/scores.js';

/** What is printed about a scored run beside its scores. */
export interface ScoreCounts {
  /** Queries that were scored. */
  readonly queries: number;
  /** Queries of the run that have no judgements: left out, as mteb does. */
  readonly unjudged_queries: number;
  /** Judged queries that the run does not hold: they count nowhere, as in mteb. */
  readonly unranked_queries: number;
}

/**
 * One strict JSON document, in pieces: `{scores, undefined, queries, …, per_query?}`. NaN is no JSON: such a score is `null`
 * and its key stands in `undefined`. Queries keep their order, also where ids look like integers.
 */
export function* scoreJson(
  scores: ScoreDictionary,
  counts: ScoreCounts,
  perQuery: QueryScores | undefined,
): Generator<string> {
  const notDefined = Object.keys(scores).filter((key) => Number.isNaN(scores[key]));
  const head = JSON.stringify({ scores, undefined: notDefined, ...counts }, null, 2).slice(0, -2);
  if (perQuery === undefined) {
    yield `${head}\n}\n`;
    return;
  }
  yield `${head},\n  "per_query": {`;
  for (const [row, query] of perQuery.queries.entries()) {
    yield `${row === 0 ? '' : ','}\n    ${JSON.stringify(query)}: ${JSON.stringify(rowOf(perQuery, row))}`;
  }
  yield '\n  }\n}\n';
}

/** `score,value`, one line per key; an undefined score has an empty value. */
export function* scoreCsv(scores: ScoreDictionary): Generator<string> {
  yield 'score,value\n';
  for (const [key, value] of Object.entries(scores))
    yield `${key},${Number.isNaN(value) ? '' : value}\n`;
}

/** One line per query, one column per metric and cut-off. */
export function* queryCsv(perQuery: QueryScores): Generator<string> {
  yield `query,${Object.keys(perQuery.values).join(',')}\n`;
  for (const [row, query] of perQuery.queries.entries())
    yield `${csvField(query)},${Object.values(rowOf(perQuery, row)).join(',')}\n`;
}

function rowOf(perQuery: QueryScores, row: number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(perQuery.values).map(([key, column]) => [key, column[row] as number]),
  );
}
