import { GlottobenchError } from '../base/errors.js';
import { askedMeasures, askedTexts, type TrecColumns } from '../scores/trec-eval/asked.js';
import { trecRanking } from '../scores/trec-eval/trec-ranking.js';
import { DEFAULT_K_VALUES } from '../scores/table.js';
import type { Ranking } from '../types/ranking.js';
import type { QueryScores, ScoreDictionary } from '../types/scores.js';
import type { Qrels } from '../types/text.js';
import { confidences } from './confidence.js';
import { HitBuffer, type HitOptions } from './ranks/hit-buffer.js';
import { judgeRanks } from './ranks/judged-ranks.js';
import { QueryTable } from './query-table.js';
import { meanOf, scoreDictionary } from './score-dictionary.js';
import { TrecTable } from './trec-table.js';
import { mtebColumns, ownColumns, type ScoreColumns } from './score-columns.js';

export interface ScoreOptions extends HitOptions {
  /** Cut-offs; sorted and made unique here. Default: MTEB's 1, 3, 5, 10, 20, 100, 1000. */
  readonly kValues?: readonly number[] | undefined;
  /**
   * Keys of own scores, such as `rbp_p0.8_at_10` or `bpref`; they stand behind MTEB's, in this
   * order.
   */
  readonly extraScores?: readonly string[] | undefined;
  /**
   * Measures of trec_eval by its names, such as `P.5,10`, `gm_map` or `official`; their keys stand
   * last.
   */
  readonly measures?: readonly string[] | undefined;
  /**
   * Least grade that counts as relevant (trec_eval's `-l`). nDCG and its kin, for which grades are
   * gains, do not change. Default 1.
   */
  readonly relevanceLevel?: number | undefined;
  /**
   * Judged queries that the run does not hold count as 0 (trec_eval's `-c`); as in mteb they count
   * nowhere else.
   */
  readonly complete?: boolean | undefined;
}

export interface RankingScores {
  readonly scores: ScoreDictionary;
  readonly perQuery: QueryScores;
  /**
   * Texts of trec_eval that `measures` asks for (`relstring`), `[queries]` each, in the order of
   * `perQuery.queries`.
   */
  readonly texts: Readonly<Record<string, readonly string[]>>;
}

/**
 * Every score that MTEB writes for a retrieval subset, bit for bit as mteb 2.26.24 computes them in
 * memory (pytrec_eval's metrics rounded to 5 decimals, MRR and nAUC not rounded; see
 * docs/metrics.md).
 *
 * As mteb does, a query without judgements, or with an empty entry, is left out; one whose
 * judgements are all 0 or negative is kept and scores 0; a judged query without ranking counts
 * nowhere; one with an empty ranking counts as 0.
 * @param rankings hits in any order; their order decides ties only for `skipFirstResult`. Queries
 * are summed in the
 *   given order, which is visible in the last bits of an unrounded mean.
 * @throws GB_INPUT_INVALID when no query is left, a query comes twice, or a score is NaN; GB_USAGE
 * for a cut-off or an
 *   own score that does not exist
 */
export function scoreRankings(
  rankings: Iterable<Ranking>,
  qrels: Qrels,
  options: ScoreOptions = {},
): RankingScores {
  const cutoffs = checkedCutoffs(options.kValues ?? DEFAULT_K_VALUES);
  const level = checkedLevel(options.relevanceLevel ?? 1);
  const trec = trecTable(options.measures ?? []);
  const columns = [...mtebColumns(cutoffs), ...ownColumns(options.extraScores ?? [])];
  const table = new QueryTable(columns, qrels.size);
  const hits = new HitBuffer();
  const seen = new Set<string>();
  for (const ranking of rankings) {
    const grades = qrels.get(ranking.query);
    if (grades === undefined || grades.size === 0) continue;
    if (seen.has(ranking.query))
      throw new GlottobenchError('GB_INPUT_INVALID', `query "${ranking.query}" has two rankings`);
    seen.add(ranking.query);
    hits.load(ranking, options, grades);
    const graded = judgeRanks(hits, grades);
    const judged = level === 1 ? graded : judgeRanks(hits, lowered(grades, level));
    table.add(judged, graded, confidences(hits.double, hits.length));
    if (options.measures !== undefined)
      trec.add(trecRanking(graded.judgedHits(), hits.length, grades.values(), level));
  }
  if (seen.size === 0) {
    throw new GlottobenchError('GB_INPUT_INVALID', 'no query of the run has judgements', {
      hint: 'are the two files of the same task, and not swapped?',
    });
  }
  if (options.complete === true)
    for (const [query, grades] of qrels) {
      if (grades.size === 0 || seen.has(query)) continue;
      seen.add(query);
      hits.load({ query, docs: [], scores: [] }, {});
      const judged = judgeRanks(hits, lowered(grades, level));
      table.add(judged, judged, confidences(hits.double, 0));
      // num_rel of -c is trec_eval's: it counts every positive grade there, whatever the level.
      trec.addMissing(trecRanking([], 0, grades.values(), 1));
    }
  const values = table.values();
  return {
    scores: {
      ...scoreDictionary(values, table.confidences(), cutoffs),
      ...ownMeans(options.extraScores ?? [], columns, values),
      ...trec.summary(),
    },
    perQuery: { queries: [...seen], values: { ...values, ...trec.values() } },
    texts: trec.texts(),
  };
}

/** Means of the own scores, in the order in which they were asked for. */
function ownMeans(
  asked: readonly string[],
  columns: readonly ScoreColumns[],
  values: QueryScores['values'],
): Record<string, number> {
  const scores = new Map(columns.flatMap(({ keys, score }) => keys.map((key) => [key, score])));
  return Object.fromEntries(
    asked.flatMap((key) => {
      const score = scores.get(key);
      return score === undefined ? [] : [[key, meanOf(score, values[key] ?? new Float64Array(0))]];
    }),
  );
}

/** Grades from 0 below the level become 0; negative ones stay. */
function lowered(grades: ReadonlyMap<string, number>, level: number): ReadonlyMap<string, number> {
  if (level === 1) return grades;
  return new Map([...grades].map(([doc, grade]) => [doc, grade > 0 && grade < level ? 0 : grade]));
}

function checkedLevel(level: number): number {
  if (Number.isSafeInteger(level) && level >= 1) return level;
  throw new GlottobenchError(
    'GB_USAGE',
    `a relevance level must be a whole number from 1, got ${level}`,
  );
}

function trecTable(words: readonly string[]): TrecTable {
  const found: readonly TrecColumns[] | string = askedMeasures(words);
  const texts = askedTexts(words);
  if (typeof found === 'string') throw new GlottobenchError('GB_USAGE', found);
  if (typeof texts === 'string') throw new GlottobenchError('GB_USAGE', texts);
  return new TrecTable(found, texts.relstring);
}

function checkedCutoffs(kValues: readonly number[]): number[] {
  const wrong = kValues.find((k) => !Number.isInteger(k) || k < 1);
  if (wrong !== undefined || kValues.length === 0) {
    throw new GlottobenchError(
      'GB_USAGE',
      wrong === undefined
        ? 'at least one cut-off is needed'
        : `a cut-off must be a whole number from 1, got ${wrong}`,
    );
  }
  return [...new Set(kValues)].sort((a, b) => a - b);
}
