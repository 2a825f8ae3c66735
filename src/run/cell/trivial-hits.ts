import { stableDescendingOrder } from '../../metrics/ranks/order.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { Ranking } from '../../types/ranking.js';

/**
 * A ranking without the hits that MTEB's scores leave out: the document of the query's own id
 * (`ignore_identical_ids`), then the best one (`skip_first_result`).
 */
export function withoutTrivialHits(
  ranking: Ranking,
  task: Pick<TaskDefinition, 'ignore_identical_ids' | 'skip_first_result'>,
): Ranking {
  const other =
    task.ignore_identical_ids === true
      ? without(ranking, ranking.docs.indexOf(ranking.query))
      : ranking;
  return task.skip_first_result === true && other.docs.length > 0
    ? without(other, stableDescendingOrder(Float64Array.from(other.scores))[0] ?? -1)
    : other;
}

function without(ranking: Ranking, at: number): Ranking {
  const { query, docs, scores } = ranking;
  if (at < 0) return ranking;
  return {
    query,
    docs: docs.toSpliced(at, 1),
    scores: Float64Array.from(Array.from(scores).toSpliced(at, 1)),
  };
}
