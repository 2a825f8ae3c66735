import { expect, it } from '@jest/globals';
import { BM25_DEFAULTS, openBm25Ranker } from '../../src/search/bm25/bm25-ranker.js';
import { commonLanguage } from '../../src/search/bm25/tokenize.js';
import type { Ranking } from '../../src/types/ranking.js';

it('words are cut by the rules of a language only where all texts are of it', () => {
  expect(commonLanguage(['eng-Latn', 'eng-Latn', 'eng-Cyrl'])).toBe('eng');
  expect(commonLanguage(['eng-Latn', 'deu-Latn'])).toBe('');
  expect(commonLanguage([])).toBe('');
});

it("BM25's defaults are those of mteb's baseline, and give its formula", async () => {
  expect(BM25_DEFAULTS).toEqual({ k1: 1.5, b: 0.75, stopShare: 0.9 });
  const documents = ['mill mill river', 'river stone stone stone tree', 'tree', 'mill', 'x y z w'];
  const ranker = openBm25Ranker();
  const rankings: Ranking[] = await ranker.rank(
    [{ id: 'q', text: 'mill river mill' }],
    (async function* () {
      yield await Promise.resolve(documents.map((text, i) => ({ id: String(i), text })));
    })(),
    { task: 't', taskType: 'Retrieval', subset: 's', queryLanguages: [], documentLanguages: [] },
    { k: Infinity },
  );
  const words = documents.map((text) => text.split(' '));
  const mean = words.flat().length / words.length;
  const score = (list: string[]): number =>
    ['mill', 'river', 'mill'].reduce((sum, word) => {
      const df = words.filter((other) => other.includes(word)).length;
      const idf = Math.log(1 + (words.length - df + 0.5) / (df + 0.5));
      const tf = list.filter((other) => other === word).length;
      return sum + (idf * tf) / (tf + 1.5 * (1 - 0.75 + (0.75 * list.length) / mean));
    }, 0);
  const [found] = rankings;
  found?.docs.forEach((id, i) =>
    expect(found.scores[i]).toBeCloseTo(score(words[Number(id)] ?? []), 10),
  );
  expect(found?.docs).toHaveLength(documents.length);
});
