import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareCodePoints } from '../../src/base/python.js';
import { openDenseRanker } from '../../src/search/dense-ranker.js';
import type { Encoder, Similarity } from '../../src/types/encoder.js';

const DIMS = 8;
const context = {
  task: 't',
  taskType: 'Retrieval',
  subset: 'default',
  queryLanguages: ['eng-Latn'],
  documentLanguages: ['eng-Latn'],
};

/**
 * Vectors read from the text itself ("1,0,-2,…"): arithmetic small enough to be exact in float32.
 */
function literalEncoder(similarity: Similarity): Encoder {
  return {
    id: { name: 'test/literal', revision: '1' },
    dims: DIMS,
    maxTokens: null,
    similarity,
    fingerprint: 'literal',
    promptFor: () => '',
    encode: (texts) =>
      Promise.resolve(Float32Array.from(texts.flatMap((text) => text.split(',').map(Number)))),
    close: () => Promise.resolve(),
  };
}

const vector = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: DIMS, maxLength: DIMS });

function similarityOf(kind: Similarity, a: number[], b: number[]): number {
  const dot = a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
  if (kind === 'dot') return dot;
  if (kind === 'cosine')
    return dot / (Math.max(1e-12, Math.hypot(...a)) * Math.max(1e-12, Math.hypot(...b)));
  const differences = a.map((x, i) => Math.abs(x - (b[i] ?? 0)));
  return kind === 'manhattan'
    ? -differences.reduce((x, y) => x + y, 0)
    : -Math.hypot(...differences);
}

describe.each(['cosine', 'dot', 'euclidean', 'manhattan'] as const)(
  'dense search, %s',
  (similarity) => {
    it('equals a full comparison, whatever the chunks', async () => {
      const ranker = await openDenseRanker(literalEncoder(similarity));
      await fc.assert(
        fc.asyncProperty(
          fc.array(vector, { minLength: 1, maxLength: 6 }),
          fc.array(vector, { minLength: 1, maxLength: 40 }),
          fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(Infinity)),
          fc.integer({ min: 1, max: 15 }),
          async (queries, documents, k, chunk) => {
            const items = documents.map((v, i) => ({ id: `d${i}`, text: v.join(',') }));
            const corpus = (async function* () {
              for (let i = 0; i < items.length; i += chunk)
                yield await Promise.resolve(items.slice(i, i + chunk));
            })();
            const rankings = await ranker.rank(
              queries.map((v, i) => ({ id: `q${i}`, text: v.join(',') })),
              corpus,
              context,
              { k },
            );
            queries.forEach((query, q) => {
              const all = documents
                .map((v, i) => ({ id: `d${i}`, score: similarityOf(similarity, query, v) }))
                .sort((a, b) => b.score - a.score || compareCodePoints(b.id, a.id));
              const ranking = rankings[q];
              expect(ranking?.docs).toHaveLength(Math.min(k, documents.length));
              ranking?.docs.forEach((id, i) => {
                expect(ranking.scores[i]).toBeCloseTo(all[i]?.score ?? NaN, 5);
                expect(all.find((hit) => hit.id === id)?.score).toBeCloseTo(
                  ranking.scores[i] ?? NaN,
                  5,
                );
              });
            });
          },
        ),
        { numRuns: 40 },
      );
      await ranker.close();
    });
  },
);

describe('dense search', () => {
  it('equals a full comparison over more than one block of queries and documents, with ties', async () => {
    // more than 500 queries, more than 4096 documents in a window, more than one window
    const queries = Array.from({ length: 503 }, (_, i) =>
      Array.from({ length: DIMS }, (_, d) => ((i * 31 + d * 17) % 7) - 3),
    );
    const documents = Array.from({ length: 17_001 }, (_, i) =>
      Array.from({ length: DIMS }, (_, d) => ((i * 13 + d * 29 + (i >> 5)) % 7) - 3),
    );
    const items = documents.map((v, i) => ({ id: `d${i}`, text: v.join(',') }));
    const corpus = (async function* () {
      for (let i = 0; i < items.length; i += 2000)
        yield await Promise.resolve(items.slice(i, i + 2000));
    })();
    const ranker = await openDenseRanker(literalEncoder('dot'));
    const rankings = await ranker.rank(
      queries.map((v, i) => ({ id: `q${i}`, text: v.join(',') })),
      corpus,
      context,
      { k: 100 },
    );
    for (const q of [0, 1, 250, 499, 500, 502]) {
      const all = documents
        .map((v, i) => ({ id: `d${i}`, score: similarityOf('dot', queries[q] ?? [], v) }))
        .sort((a, b) => b.score - a.score || compareCodePoints(b.id, a.id));
      expect(rankings[q]?.docs).toEqual(all.slice(0, 100).map(({ id }) => id));
    }
    await ranker.close();
  });

  it('keeps both places of an id that stands twice in a shard, one in a corpus', async () => {
    const corpus = async function* () {
      yield await Promise.resolve(
        [3, 1, 2].map((x, i) => ({ id: i < 2 ? 'a' : 'b', text: `${x},0,0,0,0,0,0,0` })),
      );
    };
    const ranker = await openDenseRanker(literalEncoder('dot'));
    const query = [{ id: 'q', text: '1,0,0,0,0,0,0,0' }];
    expect((await ranker.rank(query, corpus(), context, { k: 3, shard: true }))[0]?.docs).toEqual([
      'a',
      'b',
      'a',
    ]);
    expect((await ranker.rank(query, corpus(), context, { k: 3 }))[0]?.docs).toEqual(['a', 'b']);
    await ranker.close();
  });

  it('scores only the candidates of a reranking task', async () => {
    const ranker = await openDenseRanker(literalEncoder('dot'));
    const items = Array.from({ length: 20 }, (_, i) => ({
      id: `d${i}`,
      text: `${i},0,0,0,0,0,0,0`,
    }));
    const corpus = (async function* () {
      yield await Promise.resolve(items);
    })();
    const queries = ['q0', 'q1', 'q2'].map((id) => ({ id, text: '1,0,0,0,0,0,0,0' }));
    const rankings = await ranker.rank(queries, corpus, context, {
      k: 2,
      candidates: new Map([
        ['q0', ['d3', 'd9', 'd5']],
        ['q2', ['d1', 'absent']],
      ]),
    });
    expect(rankings.map(({ docs }) => docs)).toEqual([['d9', 'd5'], [], ['d1']]);
    await ranker.close();
  });

  it('refuses vectors with NaN by the text that gave them', async () => {
    const ranker = await openDenseRanker(literalEncoder('cosine'));
    const corpus = (async function* () {
      yield await Promise.resolve([{ id: 'bad', text: 'NaN,0,0,0,0,0,0,0' }]);
    })();
    await expect(
      ranker.rank([{ id: 'q', text: '1,0,0,0,0,0,0,0' }], corpus, context, { k: 5 }),
    ).rejects.toThrow(/NaN or infinity for the text "bad"/);
    await ranker.close();
  });
});
