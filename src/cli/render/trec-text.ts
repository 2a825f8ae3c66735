import { compareCodePoints, pythonRound } from '../../base/python.js';
import { askedMeasures, type TrecColumns } from '../../scores/trec-eval/asked.js';
import type { QueryScores, ScoreDictionary } from '../../types/scores.js';

/**
 * The lines that trec_eval prints, `measure TAB query TAB value`: queries by id, then `all`. Geometric means and num_q
 * stand in the summary only, as there.
 * @param measures words that `askedMeasures` reads
 * @param perQuery with the values of every query, where these are wanted too
 */
export function* trecText(
  measures: readonly string[],
  scores: ScoreDictionary,
  perQuery: QueryScores | undefined,
): Generator<string> {
  const asked = askedMeasures(measures);
  if (typeof asked === 'string') throw new Error(asked);
  if (perQuery !== undefined) {
    const order = [...perQuery.queries.keys()].sort((a, b) =>
      compareCodePoints(perQuery.queries[a] ?? '', perQuery.queries[b] ?? ''),
    );
    const shown = asked.filter(
      ({ score }) => score.summary !== 'geometric' && score.id !== 'num_q',
    );
    for (const row of order)
      yield* lines(shown, perQuery.queries[row] ?? '', (key) => perQuery.values[key]?.[row]);
  }
  yield* lines(asked, 'all', (key) => scores[key]);
}

function* lines(
  asked: readonly TrecColumns[],
  name: string,
  valueOf: (key: string) => number | undefined,
): Generator<string> {
  for (const { score, keys } of asked)
    for (const key of keys) {
      const value = valueOf(key) ?? NaN;
      const text = score.id.startsWith('num_') ? String(value) : fourDigits(value);
      yield `${key.padEnd(22)}\t${name}\t${text}\n`;
    }
}

/** C's %6.4f, which rounds halves to even (1/32 is 0.0312); what 0/0 gives is `nan`. */
function fourDigits(value: number): string {
  return Number.isNaN(value) ? '   nan' : pythonRound(value, 4).toFixed(4).padStart(6);
}
