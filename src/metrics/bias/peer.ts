import { GlottobenchError } from '../../base/errors.js';
import { compareCodePoints } from '../../base/python.js';
import type { Ranking } from '../../types/ranking.js';
import type { Qrels } from '../../types/text.js';
import { topDocuments } from '../ranks/order.js';
import { equalRankProbability } from './kruskal-wallis.js';
import { languageOrThrow, type LanguageOf } from './language-of.js';
import { mean } from '../arithmetic/mean.js';

/**
 * Where relevant documents beyond the cutoff are placed: `peer` at the mean of the unseen places
 * after the ones that were seen; `peer_reference` as the package does, which counts samples instead
 * of places, and breaks ties of the score by id ascending.
 */
export type PeerVariant = 'peer' | 'peer_reference';

export interface PeerOptions {
  readonly variant: PeerVariant;
  readonly k: number;
  /** Weight of each relevance grade; they sum to 1. Unjudged documents have grade 0. */
  readonly weights: ReadonlyMap<number, number>;
  readonly documentLanguage: LanguageOf;
}

export type Peer =
  | {
      readonly value: number;
      readonly queries: readonly string[];
      readonly perQuery: Float64Array;
      readonly informative: number;
    }
  | { readonly value: null; readonly reason: string };

/**
 * PEER@k, the mean over the judged queries. `null` with a reason where it cannot depend on the
 * ranking: when no query has a grade with two languages of which one holds several documents. With
 * one relevant document per language (XQuAD-R, MLQA-R) every group is a single document and H = N −
 * 1 whatever the ranking.
 * @throws GB_USAGE when the weights do not sum to 1
 */
export function peer(rankings: Iterable<Ranking>, qrels: Qrels, options: PeerOptions): Peer {
  const total = [...options.weights.values()].reduce((sum, weight) => sum + weight, 0);
  if (Math.abs(total - 1) > 1e-8)
    throw new GlottobenchError('GB_USAGE', `PEER's weights must sum to 1, they sum to ${total}`);
  const queries: string[] = [];
  const values: number[] = [];
  let informative = 0;
  for (const ranking of rankings) {
    const grades = qrels.get(ranking.query);
    if (grades === undefined || grades.size === 0) continue;
    const byGrade = ranksByGrade(orderedTop(ranking, options), grades, options.documentLanguage);
    let value = 0;
    let tells = false;
    for (const [grade, weight] of options.weights) {
      const groups = [...(byGrade.get(grade)?.values() ?? [])];
      value +=
        weight *
        equalRankProbability(
          withTail(groups, Math.min(options.k, ranking.docs.length), options.variant),
        );
      tells ||= weight > 0 && groups.length > 1 && groups.some((ranks) => ranks.length > 1);
    }
    queries.push(ranking.query);
    values.push(value);
    if (tells) informative++;
  }
  if (queries.length === 0)
    throw new GlottobenchError('GB_INPUT_INVALID', 'no query of the run has judgements');
  if (informative === 0) {
    return {
      value: null,
      reason:
        'no query has several documents of one grade in one language and some in another: PEER would be the same for every ranking',
    };
  }
  return {
    value: mean(values),
    queries,
    perQuery: Float64Array.from(values),
    informative,
  };
}

function orderedTop(ranking: Ranking, { variant, k }: PeerOptions): string[] {
  if (variant === 'peer') return topDocuments(ranking, k);
  const hits = ranking.docs.map((doc, i) => ({ doc, score: ranking.scores[i] as number }));
  return hits
    .sort((a, b) => b.score - a.score || compareCodePoints(a.doc, b.doc))
    .slice(0, k)
    .map((hit) => hit.doc);
}

/** grade → language → ranks; NaN stands for a relevant document beyond the cutoff. */
function ranksByGrade(
  top: readonly string[],
  grades: ReadonlyMap<string, number>,
  languageOf: LanguageOf,
): Map<number, Map<string, number[]>> {
  const byGrade = new Map<number, Map<string, number[]>>();
  const add = (grade: number, doc: string, rank: number): void => {
    const languages = byGrade.get(grade) ?? new Map<string, number[]>();
    byGrade.set(grade, languages);
    const language = languageOrThrow(languageOf, 'document', doc);
    languages.set(language, [...(languages.get(language) ?? []), rank]);
  };
  top.forEach((doc, i) => add(grades.get(doc) ?? 0, doc, i + 1));
  const seen = new Set(top);
  for (const [doc, grade] of grades) if (grade > 0 && !seen.has(doc)) add(grade, doc, NaN);
  return byGrade;
}

function withTail(
  groups: readonly (readonly number[])[],
  places: number,
  variant: PeerVariant,
): number[][] {
  const all = groups.flat();
  const unseen = all.filter(Number.isNaN).length;
  // Nothing was retrieved: there is no rank to compare.
  if (unseen === all.length) return [];
  const last = variant === 'peer' ? places : all.length;
  const tail = (2 * last + unseen + 1) / 2;
  return groups.map((group) => group.map((rank) => (Number.isNaN(rank) ? tail : rank)));
}
