import type { TextItem } from '../../../src/types/text.js';

/**
 * BM25 (k1 1.5, b 0.75) over Intl.Segmenter's words, written for the tests alone: the rank of the
 * document that stands at the query's own position, ties counted as half.
 */
export function wordOverlapRanks(
  queries: readonly TextItem[],
  documents: readonly TextItem[],
  language: string,
): number[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const words = (text: string): string[] =>
    [...segmenter.segment(text.toLowerCase())]
      .filter(({ isWordLike }) => isWordLike === true)
      .map(({ segment }) => segment);
  const bags = documents.map(({ text }) => words(text));
  const average = bags.reduce((sum, bag) => sum + bag.length, 0) / bags.length;
  const idf = (word: string): number => {
    const n = bags.filter((bag) => bag.includes(word)).length;
    return Math.log(1 + (bags.length - n + 0.5) / (n + 0.5));
  };
  return queries.map(({ text }, i) => {
    const asked = words(text);
    const scores = bags.map((bag) =>
      asked.reduce((sum, word) => {
        const frequency = bag.filter((other) => other === word).length;
        return frequency === 0
          ? sum
          : sum +
              (idf(word) * frequency * 2.5) /
                (frequency + 1.5 * (0.25 + (0.75 * bag.length) / average));
      }, 0),
    );
    const own = scores[i] ?? 0;
    return (
      1 +
      scores.filter((score) => score > own).length +
      scores.filter((score, j) => j !== i && score === own).length / 2
    );
  });
}
