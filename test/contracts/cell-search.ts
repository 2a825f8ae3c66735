import { describe, expect, it } from '@jest/globals';
import type { CellAnswer, CellQuestion, CellSearch } from '../../src/run/cell/cell-search.js';
import { localSearch } from '../../src/run/cell/cell-search.js';
import type { Ranker, Ranking } from '../../src/types/ranking.js';

/** A search, one cell of its data, and the ranker whose answers count as right. */
export interface OpenedSearch {
  readonly search: CellSearch;
  readonly ranker: Ranker;
  readonly question: Omit<CellQuestion, 'k' | 'signal' | 'onTexts'>;
  /** Ends all that was opened but the search. */
  readonly close: () => Promise<void>;
}

/** What `run/` relies on, wherever rankings come from. */
export function cellSearchContract(name: string, open: () => Promise<OpenedSearch>): void {
  const using = async (
    use: (
      opened: OpenedSearch,
      ask: (given?: Partial<CellQuestion>) => Promise<CellAnswer>,
    ) => Promise<void>,
  ): Promise<void> => {
    const opened = await open();
    const never = new AbortController();
    try {
      await use(opened, (given = {}) =>
        opened.search.search({
          k: 10,
          signal: never.signal,
          onTexts: () => undefined,
          ...opened.question,
          ...given,
        }),
      );
    } finally {
      await opened.search.close();
      await opened.close();
    }
  };
  describe(`cell search contract: ${name}`, () => {
    it('answers as the ranker does on the whole corpus, and counts the documents', () =>
      using(async ({ ranker, question }, ask) => {
        const { dataset, queries, context } = question;
        const want = await ranker.rank(queries, dataset.corpus(), context, { k: 10 });
        const answer = await ask();
        expect(plain(answer.rankings)).toEqual(plain(want));
        expect(answer.rankings.map(({ query }) => query)).toEqual(queries.map(({ id }) => id));
        let documents = 0;
        for await (const chunk of dataset.corpus()) documents += chunk.length;
        expect(answer.documents).toBe(documents);
      }));

    it('orders a small pool in full, with the language of each document', () =>
      using(async ({ question }, ask) => {
        const spoken = {
          ...question.dataset,
          async *corpus(signal?: AbortSignal) {
            for await (const chunk of question.dataset.corpus(signal))
              yield chunk.map((item) => ({ ...item, language: 'tur-Latn' }));
          },
        };
        const { rankings, languages, documents } = await ask({ k: Infinity, dataset: spoken });
        expect(rankings.map(({ docs }) => docs.length)).toEqual(rankings.map(() => documents));
        expect(languages.size).toBe(documents);
        expect(new Set(languages.values())).toEqual(new Set(['tur-Latn']));
      }));

    it('answers as many questions at once as it offers, each for itself', () =>
      using(async ({ search, question }, ask) => {
        const alone = await ask();
        const cuts = Array.from({ length: search.atOnce }, (_, i) => 1 + (i % 3));
        const answers = await Promise.all(
          cuts.map((count) => ask({ queries: question.queries.slice(0, count) })),
        );
        answers.forEach(({ rankings }, i) =>
          expect(plain(rankings)).toEqual(plain(alone.rankings.slice(0, cuts[i]))),
        );
      }));

    it('reports each query and each document once', () =>
      using(async ({ question }, ask) => {
        let reported = 0;
        const { documents } = await ask({ onTexts: (texts) => (reported += texts) });
        expect(reported).toBe(documents + question.queries.length);
      }));

    it('does no work after a stop', () =>
      using(async (_, ask) => {
        const stop = new AbortController();
        stop.abort(new Error('stopped'));
        await expect(ask({ signal: stop.signal })).rejects.toThrow();
      }));
  });
}

/** The search of this process over a ranker, under the same contract. */
export function here(opened: Omit<OpenedSearch, 'search'>): OpenedSearch {
  return { ...opened, search: localSearch(opened.ranker) };
}

const plain = (rankings: readonly Ranking[]): unknown =>
  rankings.map(({ query, docs, scores }) => [query, docs, Array.from(scores, (x) => x.toFixed(5))]);
