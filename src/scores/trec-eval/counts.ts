import { trecScore, type TrecScore } from './trec-score.js';

const COUNT = { bounds: [0, null], summary: 'sum' } as const;

/** What is counted; the summary is the sum over the queries. */
export const COUNTS: readonly TrecScore[] = [
  trecScore({
    ...COUNT,
    id: 'num_q',
    label: 'Queries',
    sentence: 'Queries that the summary is over.',
    measure: () => [1],
  }),
  trecScore({
    ...COUNT,
    id: 'num_ret',
    label: 'Retrieved',
    sentence: 'Hits, judged or not.',
    measure: ({ grades }) => [grades.length],
  }),
  trecScore({
    ...COUNT,
    id: 'num_rel',
    label: 'Relevant',
    sentence: 'Relevant documents in the judgements, retrieved or not.',
    measure: ({ relevant }) => [relevant],
  }),
  trecScore({
    ...COUNT,
    id: 'num_rel_ret',
    label: 'Relevant retrieved',
    sentence: 'Relevant documents among the hits.',
    measure: ({ found }) => [found],
  }),
];

export const nonrelevantJudged = trecScore({
  ...COUNT,
  id: 'num_nonrel_judged_ret',
  label: 'Judged not relevant, retrieved',
  sentence: 'Hits with a judgement that are not relevant.',
  direction: 'lower',
  measure: ({ grades, found }) => [grades.filter((grade) => grade >= 0).length - found],
});
