import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { openBm25Ranker } from '../../src/search/bm25/bm25-ranker.js';
import { tokenize } from '../../src/search/bm25/tokenize.js';

interface Golden {
  cases: { documents: string[][]; queries: string[][]; scores: number[][] }[];
}

const golden = JSON.parse(
  readFileSync(new URL('../fixtures/search/bm25.json', import.meta.url), 'utf8'),
) as Golden;
const context = {
  task: 't',
  taskType: 'Retrieval',
  subset: 'default',
  queryLanguages: ['und-Latn'],
  documentLanguages: ['und-Latn'],
};

describe('BM25', () => {
  it.each(golden.cases.map((one, i) => [i, one] as const))(
    'scores as bm25s does on the same words (case %i)',
    async (_i, one) => {
      const ranker = openBm25Ranker({ k1: 1.5, b: 0.75, stopShare: Infinity });
      const items = one.documents.map((words, i) => ({ id: String(i), text: words.join(' ') }));
      const queries = one.queries.map((words, i) => ({ id: `q${i}`, text: words.join(' ') }));
      const rankings = await ranker.rank(
        queries,
        (async function* () {
          yield await Promise.resolve(items);
        })(),
        context,
        { k: Infinity },
      );
      rankings.forEach((ranking, q) => {
        const got = new Map(ranking.docs.map((id, i) => [Number(id), ranking.scores[i] ?? NaN]));
        expect(got.size).toBe(items.length);
        one.scores[q]?.forEach((score, document) =>
          expect(got.get(document)).toBeCloseTo(score, 5),
        );
      });
    },
  );

  it('finds words in scripts without blanks', () => {
    expect(tokenize('มนุษย์ทั้งหลายเกิดมามีอิสระ', 'tha').length).toBeGreaterThan(4);
    expect(tokenize('人人生而自由,在尊严和权利上一律平等。', 'cmn').length).toBeGreaterThan(6);
    expect(tokenize('すべての人間は、生まれながらにして自由であり', 'jpn').length).toBeGreaterThan(
      6,
    );
    expect(tokenize('មនុស្សទាំងអស់កើតមកមានសេរីភាព', 'khm').length).toBeGreaterThan(3);
    expect(tokenize('འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་', 'bod').length).toBeGreaterThan(5);
  });

  it('folds width and case, drops punctuation, and stems where the language has a stemmer', () => {
    expect(tokenize('Ｒunning, RUNNING!', 'und')).toEqual(['running', 'running']);
    expect(tokenize('running', 'eng')).toEqual(['run']);
  });

  it('scores only the candidates of a reranking task', async () => {
    const corpus = (async function* () {
      yield await Promise.resolve(['a', 'b', 'c'].map((id) => ({ id, text: `word ${id}` })));
    })();
    const rankings = await openBm25Ranker().rank([{ id: 'q', text: 'word c' }], corpus, context, {
      k: 10,
      candidates: new Map([['q', ['a', 'c']]]),
    });
    expect(rankings[0]?.docs).toEqual(['c', 'a']);
  });
});
