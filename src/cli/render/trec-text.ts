import { compareCodePoints, pythonRound } from '../../base/python.js';
import { askedMeasures, askedTexts, type TrecColumns } from '../../scores/trec-eval/asked.js';
import type { QueryScores, ScoreDictionary } from '../../types/scores.js';

/** What trec_eval's measures found in one run. */
interface TrecFound {
  readonly scores: ScoreDictionary;
  readonly perQuery: QueryScores;
  readonly texts: Readonly<Record<string, readonly string[]>>;
  /** The name that the file gives the run. */
  readonly tag: string | undefined;
}

/** trec_eval prints the relevance of hits behind this measure. */
const BEFORE_STRING = 'P';

/**
 * The lines that trec_eval prints, `measure TAB query TAB value`: queries by id, then `all`.
 * Geometric means, num_q and the name of the run stand in the summary only, the relevance of hits
 * for queries only, as there.
 * @param measures words that `askedMeasures` reads
 * @param byQuery with the values of every query too
 */
export function* trecText(
  measures: readonly string[],
  { scores, perQuery, texts, tag }: TrecFound,
  byQuery: boolean,
): Generator<string> {
  const asked = askedMeasures(measures);
  const wanted = askedTexts(measures);
  if (typeof asked === 'string') throw new Error(asked);
  if (typeof wanted === 'string') throw new Error(wanted);
  if (byQuery) {
    const order = [...perQuery.queries.keys()].sort((a, b) =>
      compareCodePoints(perQuery.queries[a] ?? '', perQuery.queries[b] ?? ''),
    );
    const shown = asked.filter(
      ({ score }) => score.summary !== 'geometric' && score.id !== 'num_q',
    );
    const end = afterString(shown);
    for (const row of order) {
      const query = perQuery.queries[row] ?? '';
      const valueOf = (key: string): number | undefined => perQuery.values[key]?.[row];
      yield* lines(shown.slice(0, end), query, valueOf);
      if (wanted.relstring !== undefined)
        yield line(wanted.relstring.key, query, `'${texts[wanted.relstring.key]?.[row] ?? ''}'`);
      yield* lines(shown.slice(end), query, valueOf);
    }
  }
  if (wanted.runid && tag !== undefined) yield line('runid', 'all', tag);
  yield* lines(asked, 'all', (key) => scores[key]);
}

/** Where the relevance of hits stands among measures in trec_eval's order. */
function afterString(shown: readonly TrecColumns[]): number {
  const order = askedMeasures(['all_trec']);
  const before = typeof order === 'string' ? [] : order.map(({ score }) => score.id);
  const last = before.indexOf(BEFORE_STRING);
  return shown.filter(({ score }) => before.indexOf(score.id) <= last).length;
}

function* lines(
  asked: readonly TrecColumns[],
  name: string,
  valueOf: (key: string) => number | undefined,
): Generator<string> {
  for (const { score, keys } of asked)
    for (const key of keys) {
      const value = valueOf(key) ?? NaN;
      yield line(key, name, score.id.startsWith('num_') ? String(value) : fourDigits(value));
    }
}

function line(key: string, name: string, text: string): string {
  return `${key.padEnd(22)}\t${name}\t${text}\n`;
}

/** C's %6.4f, which rounds halves to even (1/32 is 0.0312); what 0/0 gives is `nan`. */
function fourDigits(value: number): string {
  return Number.isNaN(value) ? '   nan' : pythonRound(value, 4).toFixed(4).padStart(6);
}
