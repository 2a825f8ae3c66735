import { LANGUAGE_FIRST } from '../../registry/question.js';

/**
 * The question behind a query id: translations of one question are one cluster, since they are not
 * independent.
 *
 * - A leading language part is dropped: UDHR's `deu/a07/p2` and `swh/a07/p2` are `a07/p2`.
 * - Everywhere else the id itself: XQuAD-R, MLQA-R, MLQA, XQuAD, Belebele, MKQA and Mintaka give
 *   the translations of a question one id. Where equal ids in two languages are chance (MIRACL
 *   counts from 0 in each), unrelated questions share a cluster, which costs a little precision and
 *   keeps the test valid.
 *
 * The task is part of the cluster: questions of two tasks are never one.
 */
export function questionCluster(task: string, query: string): string {
  return `${task} ${query.replace(LANGUAGE_FIRST, '')}`;
}
