import { GlottobenchError } from '../../base/errors.js';
import type { Ranking } from '../../types/ranking.js';
import type { Qrels } from '../../types/text.js';
import { HitBuffer } from '../ranks/hit-buffer.js';
import type { JudgedRanks } from '../../types/judged-ranks.js';
import { judgeRanks } from '../ranks/judged-ranks.js';

/** One query that has a ranking and at least one relevant document. */
interface JudgedQuery {
  readonly query: string;
  readonly ranking: Ranking;
  readonly judged: JudgedRanks;
}

/**
 * Walks through the queries that have a relevant document; those without say nothing about bias and
 * are passed over.
 * @throws GB_INPUT_INVALID when none is left
 */
export function* judgedQueries(rankings: Iterable<Ranking>, qrels: Qrels): Generator<JudgedQuery> {
  const hits = new HitBuffer();
  let any = false;
  for (const ranking of rankings) {
    const grades = qrels.get(ranking.query);
    if (grades === undefined) continue;
    hits.load(ranking, {});
    const judged = judgeRanks(hits, grades);
    if (judged.relevant === 0) continue;
    any = true;
    yield { query: ranking.query, ranking, judged };
  }
  if (!any)
    throw new GlottobenchError('GB_INPUT_INVALID', 'no ranked query has a relevant document');
}
