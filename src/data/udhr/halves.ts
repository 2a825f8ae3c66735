/**
 * Cuts a text after half of its words (at least one on each side). Words are Intl.Segmenter's, so
 * Thai, Khmer, Tibetan, Chinese and Japanese are cut between words too.
 * @param language ISO 639-3 code
 */
export function halves(text: string, language: string): [string, string] {
  const segments = [...segmenter(language).segment(text)];
  const words = segments.filter(({ isWordLike }) => isWordLike === true);
  const cut = words[Math.max(1, Math.round(words.length / 2))]?.index ?? text.length;
  return [text.slice(0, cut).trim(), text.slice(cut).trim()];
}

function segmenter(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'word' });
  } catch {
    return new Intl.Segmenter('und', { granularity: 'word' });
  }
}
