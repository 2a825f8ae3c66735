import { describe, expect, it } from '@jest/globals';
import { compareCodePoints } from '../../src/base/python.js';
import type { RankContext, Ranker, Ranking, RankOptions } from '../../src/types/ranking.js';
import type { TextItem } from '../../src/types/text.js';

const CONTEXT: RankContext = {
  task: 'Contract',
  taskType: 'Retrieval',
  subset: 'default',
  queryLanguages: ['eng-Latn'],
  documentLanguages: ['eng-Latn'],
};
const WORDS = 'every person has the right to security of his own free will and speech'.split(' ');

/** Every third text stands twice, so that scores tie. */
const DOCUMENTS: readonly TextItem[] = Array.from({ length: 57 }, (_, i) => {
  const n = i % 3 === 2 ? i - 1 : i;
  const words = Array.from({ length: 3 + (n % 7) }, (__, j) => WORDS[(n * 5 + j * j) % 13]);
  return { id: `d${String((i * 31) % 57)}`, text: words.join(' ') };
});
const QUERIES: readonly TextItem[] = [
  { id: 'q2', text: 'the right to security' },
  { id: 'q10', text: 'free speech' },
  { id: 'q1', text: 'nothing of that' },
];

async function* inChunks(
  items: readonly TextItem[],
  size: number,
): AsyncGenerator<readonly TextItem[]> {
  for (let i = 0; i < items.length; i += size)
    yield await Promise.resolve(items.slice(i, i + size));
}

/** What `run/` and `score` rely on, whatever the scores mean. */
export function rankerContract(name: string, open: () => Promise<Ranker>): void {
  const rank = async (
    options: RankOptions,
    chunk = 10,
    documents = DOCUMENTS,
    queries = QUERIES,
  ): Promise<Ranking[]> => {
    const ranker = await open();
    try {
      return await ranker.rank(queries, inChunks(documents, chunk), CONTEXT, options);
    } finally {
      await ranker.close();
    }
  };
  describe(`ranker contract: ${name}`, () => {
    it('gives one ranking per query in the order of the queries, with a score per document', async () => {
      const rankings = await rank({ k: 9 });
      expect(rankings.map(({ query }) => query)).toEqual(QUERIES.map(({ id }) => id));
      const known = new Set(DOCUMENTS.map(({ id }) => id));
      for (const { docs, scores } of rankings) {
        expect(docs).toHaveLength(9);
        expect(scores).toHaveLength(9);
        expect(new Set(docs).size).toBe(9);
        expect(docs.filter((id) => !known.has(id))).toEqual([]);
      }
    });

    it('puts the best first and ties by document id descending', async () => {
      for (const { docs, scores } of await rank({ k: Infinity })) {
        expect(docs).toHaveLength(DOCUMENTS.length);
        for (let i = 1; i < docs.length; i++) {
          const [before, here] = [scores[i - 1] ?? NaN, scores[i] ?? NaN];
          expect(before).toBeGreaterThanOrEqual(here);
          if (before === here)
            expect(compareCodePoints(docs[i - 1] ?? '', docs[i] ?? '')).toBeGreaterThan(0);
        }
      }
    });

    it('keeps the first k of the whole, also when there are fewer documents', async () => {
      const whole = await rank({ k: Infinity });
      for (const k of [1, 5, 56, 57, 58, 1000]) {
        const kept = await rank({ k });
        expect(kept.map(({ docs }) => docs)).toEqual(whole.map(({ docs }) => docs.slice(0, k)));
      }
    });

    it('does not depend on how the corpus is cut into chunks', async () => {
      const once = await rank({ k: 20 }, 1000);
      for (const chunk of [1, 7, 56])
        expect(plain(await rank({ k: 20 }, chunk))).toEqual(plain(once));
    });

    it('scores a query against its candidates only', async () => {
      const candidates = new Map([
        ['q2', ['d1', 'd40', 'd7', 'no-such-document']],
        ['q10', ['d7']],
      ]);
      const rankings = await rank({ k: 10, candidates });
      expect(rankings.map(({ docs }) => [...docs].sort())).toEqual([
        ['d1', 'd40', 'd7'],
        ['d7'],
        [],
      ]);
      const whole = (await rank({ k: Infinity }))[0];
      const among = whole?.docs.filter((id) => ['d1', 'd40', 'd7'].includes(id));
      expect(rankings[0]?.docs).toEqual(among);
    });

    it('reports each query and each document once', async () => {
      const reported = { queries: 0, corpus: 0 };
      await rank({ k: 3, onProgress: (stage, texts) => (reported[stage] += texts) });
      expect(reported).toEqual({ queries: QUERIES.length, corpus: DOCUMENTS.length });
    });

    it('gives empty rankings for an empty corpus, and none for no queries', async () => {
      expect((await rank({ k: 3 }, 10, [])).map(({ docs }) => docs.length)).toEqual([0, 0, 0]);
      expect(await rank({ k: 3 }, 10, DOCUMENTS, [])).toEqual([]);
    });

    it('does no work after a stop', async () => {
      const stop = new AbortController();
      stop.abort();
      await expect(rank({ k: 3, signal: stop.signal })).rejects.toThrow();
    });
  });
}

const plain = (rankings: readonly Ranking[]): unknown =>
  rankings.map(({ query, docs, scores }) => [query, docs, Array.from(scores, (x) => x.toFixed(5))]);
