import type { TrecRanking } from './trec-ranking.js';
import { trecScore, type TrecScore } from './trec-score.js';

/** 0 where there is nothing to divide by, as trec_eval has it. */
function share(part: number, whole: number): readonly number[] {
  return [whole === 0 ? 0 : part / whole];
}

/** Measures of the hits as a set: their order says nothing. */
export const SETS: readonly TrecScore[] = [
  trecScore({
    id: 'set_P',
    label: 'Set precision',
    sentence: 'Share of the hits that is relevant.',
    measure: ({ found, grades }) => share(found, grades.length),
  }),
  trecScore({
    id: 'set_relative_P',
    label: 'Relative set precision',
    sentence: 'Set precision divided by the best that so many hits could have.',
    measure: ({ found, grades, relevant }) => share(found, Math.min(grades.length, relevant)),
  }),
  trecScore({
    id: 'set_recall',
    label: 'Set recall',
    sentence: 'Share of the relevant documents that was retrieved.',
    measure: ({ found, relevant }) => share(found, relevant),
  }),
  trecScore({
    id: 'set_map',
    label: 'Set MAP',
    sentence: 'Set precision times set recall.',
    measure: ({ found, grades, relevant }) => share(found * found, grades.length * relevant),
  }),
  trecScore({
    id: 'set_F',
    label: 'Set F',
    sentence: 'Weighted harmonic mean of set recall and set precision.',
    formula: '(x + 1) P R / (x P + R), x = 1 unless given',
    takes: 'numbers',
    defaults: [1],
    measure: setF,
  }),
];

function setF({ found, grades, relevant }: TrecRanking, [x = 1]: readonly number[]): number[] {
  if (found === 0) return [0];
  const [p, r] = [found / grades.length, found / relevant];
  return [((x + 1) * p * r) / (x * p + r)];
}

export const utility = trecScore({
  id: 'utility',
  label: 'Utility',
  sentence: 'What the hits are worth: one more for each relevant one, one less for each other.',
  formula:
    'p1 · relevant hits + p2 · other hits + p3 · relevant not retrieved + p4 · (relevant hits − hits − relevant); 1, −1, 0, 0 unless given',
  bounds: [null, null],
  takes: 'numbers',
  defaults: [1, -1, 0, 0],
  measure: ({ found, grades, relevant }, [p1 = 1, p2 = -1, p3 = 0, p4 = 0]) => [
    // The size of the collection, which trec_eval takes by -N, is 0 as there.
    p1 * found +
      p2 * (grades.length - found) +
      p3 * (relevant - found) +
      p4 * (found - grades.length - relevant),
  ],
});
