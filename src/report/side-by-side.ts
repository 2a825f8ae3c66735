import type { QueryScores } from '../types/scores.js';
import type { TableModel } from '../types/table.js';
import { signed } from './comparison-tables.js';
import { csvField } from './write/csv.js';
import { formatScore, metricLabel } from './format.js';
import { joined, right } from './columns.js';

/** The values of several runs by query, in one order of queries. */
export class SideBySide {
  readonly measures: readonly string[];
  private readonly rows: readonly ReadonlyMap<string, number>[];

  constructor(
    readonly queries: readonly string[],
    private readonly runs: readonly QueryScores[],
  ) {
    this.measures = Object.keys(runs[0]?.values ?? {});
    this.rows = runs.map((one) => new Map(one.queries.map((query, row) => [query, row])));
  }

  /** One value per run; null where a run does not hold the query, or the value is undefined. */
  values(query: string, measure: string): (number | null)[] {
    return this.runs.map(({ values }, r) => {
      const row = this.rows[r]?.get(query);
      const value = row === undefined ? undefined : values[measure]?.[row];
      return value === undefined || Number.isNaN(value) ? null : value;
    });
  }
}

/** One line per query; of each measure the values of all runs and, of two, the difference. */
export function sideTable(
  side: SideBySide,
  names: readonly string[],
  measures: readonly string[],
): TableModel {
  const two = names.length === 2;
  const letters = names.map((_, i) => String.fromCharCode(65 + i));
  return {
    title: names.map((name, i) => `${letters[i] ?? ''} = ${name}`).join(', '),
    columns: [
      { title: 'query', align: 'left' },
      ...measures.flatMap((measure) => [
        ...letters.map((letter, i) =>
          (i === 0 ? right : joined)(`${metricLabel(measure)} ${letter}`),
        ),
        ...(two ? [joined('A − B')] : []),
      ]),
    ],
    rows: side.queries.map((query) => [
      query,
      ...measures.flatMap((measure) => {
        const values = side.values(query, measure);
        const [a, b] = values;
        const differ = typeof a === 'number' && typeof b === 'number' ? signed(a - b) : '';
        return [...values.map((value) => formatScore(value)), ...(two ? [differ] : [])];
      }),
    ]),
    notes: [],
  };
}

/** One line per query and measure, one column per run. */
export function* sideCsv(side: SideBySide, names: readonly string[]): Generator<string> {
  yield `query,measure,${names.map(csvField).join(',')}\n`;
  for (const query of side.queries)
    for (const measure of side.measures)
      yield `${csvField(query)},${csvField(measure)},${side.values(query, measure).map(csvField).join(',')}\n`;
}
