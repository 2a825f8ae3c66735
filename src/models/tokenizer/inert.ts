const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Whether a character stands by itself whatever is done beside it: no normal form of Unicode
 * replaces it, and it is a cluster of its own before and behind a blank (the character maps of
 * SentencePiece are looked up by cluster).
 */
export function isInert(character: string): boolean {
  return (
    character.normalize('NFKC') === character &&
    clusters(`${character} `) === 2 &&
    clusters(` ${character}`) === 2
  );
}

function clusters(text: string): number {
  return [...graphemes.segment(text)].length;
}
