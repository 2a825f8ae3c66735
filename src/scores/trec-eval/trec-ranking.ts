/** A hit that no judgement names. */
export const NOT_JUDGED = -1;
/** A hit whose grade is negative: in the pool, but not judged (infAP samples pools). */
export const IN_POOL = -2;

/** One ranked list as trec_eval's measures see it. */
export interface TrecRanking {
  /**
   * Grade of each hit in trec_eval's order, or {@link NOT_JUDGED}, or {@link IN_POOL}.
   * `[retrieved]`
   */
  readonly grades: Int32Array;
  /** Judgements of each grade from 0, retrieved or not. `[largest grade + 1]` */
  readonly judged: readonly number[];
  /** Least grade that counts as relevant (`-l`), from 1. */
  readonly level: number;
  /** Relevant judgements, retrieved or not. */
  readonly relevant: number;
  /** Relevant hits. */
  readonly found: number;
}

/**
 * @param hits judged hits of any grade with their ranks from 1
 * @param retrieved hits, judged or not
 * @param grades all judgements of the query
 */
export function trecRanking(
  hits: readonly { readonly rank: number; readonly grade: number }[],
  retrieved: number,
  grades: Iterable<number>,
  level: number,
): TrecRanking {
  const list = new Int32Array(retrieved).fill(NOT_JUDGED);
  let found = 0;
  for (const { rank, grade } of hits) {
    list[rank - 1] = grade < 0 ? IN_POOL : grade;
    if (grade >= level) found++;
  }
  const judged: number[] = [];
  let relevant = 0;
  for (const grade of grades) {
    if (grade < 0) continue;
    while (judged.length <= grade) judged.push(0);
    judged[grade] = (judged[grade] ?? 0) + 1;
    if (grade >= level) relevant++;
  }
  return { grades: list, judged, level, relevant, found };
}

/** Ranks (from 1) of the relevant hits, ascending. `[found]` */
export function relevantRanks({ grades, level }: TrecRanking): number[] {
  const ranks: number[] = [];
  grades.forEach((grade, i) => {
    if (grade >= level) ranks.push(i + 1);
  });
  return ranks;
}

/** Positive grades of all judgements, best first: what an ideal ranking gains. */
export function idealGains({ judged }: TrecRanking): number[] {
  const gains: number[] = [];
  for (let grade = judged.length - 1; grade > 0; grade--)
    for (let i = 0; i < (judged[grade] ?? 0); i++) gains.push(grade);
  return gains;
}
