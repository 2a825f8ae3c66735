import { csvField } from '../../report/write/csv.js';
import { askedTexts } from '../../scores/trec-eval/asked.js';
import type { Warning } from '../../types/generated/warning.js';
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

/** A scored run with what is printed beside its scores. */
interface ScoredData {
  readonly scores: ScoreDictionary;
  readonly perQuery: QueryScores;
  readonly counts: ScoreCounts;
  readonly warnings: readonly Warning[];
  readonly texts: Readonly<Record<string, readonly string[]>>;
  readonly tag: string | undefined;
}

/**
 * One strict JSON document, in pieces: `{runid?, scores, undefined, queries, …, warnings,
 * per_query?}`. NaN is no JSON: such a score is `null` and its key stands in `undefined`. Queries
 * keep their order, also where ids look like integers.
 */
export function* scoreJson(
  run: ScoredData,
  measures: readonly string[],
  byQuery: boolean,
): Generator<string> {
  const { scores, counts, warnings, perQuery, tag } = run;
  const texts = askedTexts(measures);
  const named = typeof texts !== 'string' && texts.runid && tag !== undefined;
  const notDefined = Object.keys(scores).filter((key) => Number.isNaN(scores[key]));
  const head = JSON.stringify(
    { ...(named && { runid: tag }), scores, undefined: notDefined, ...counts, warnings },
    null,
    2,
  ).slice(0, -2);
  if (!byQuery) {
    yield `${head}\n}\n`;
    return;
  }
  yield `${head},\n  "per_query": {`;
  for (const [row, query] of perQuery.queries.entries()) {
    yield `${row === 0 ? '' : ','}\n    ${JSON.stringify(query)}: ${JSON.stringify(rowOf(run, row))}`;
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
export function* queryCsv(run: ScoredData): Generator<string> {
  const { perQuery, texts } = run;
  yield `query,${[...Object.keys(perQuery.values), ...Object.keys(texts)].join(',')}\n`;
  for (const [row, query] of perQuery.queries.entries())
    yield `${csvField(query)},${Object.values(rowOf(run, row)).map(csvField).join(',')}\n`;
}

function rowOf({ perQuery, texts }: ScoredData, row: number): Record<string, number | string> {
  const values: [string, number | string][] = Object.entries(perQuery.values).map(
    ([key, column]) => [key, column[row] as number],
  );
  for (const [key, column] of Object.entries(texts)) values.push([key, column[row] ?? '']);
  return Object.fromEntries(values);
}
