import type { TextItem } from '../types/text.js';

/** What is held of a corpus at once: texts and vectors of so many documents. */
interface WindowLimits {
  readonly documents: number;
  /** UTF-16 units of all texts; one chunk of the source may exceed it alone. */
  readonly characters: number;
}

/**
 * Larger windows let the encoder put texts of one length together: less padding
 * (docs/performance.md). 16,384 documents are 25 MB of vectors at 384 dims; 32 M characters are at
 * most 64 MB of text.
 */
const CORPUS_WINDOW: WindowLimits = { documents: 16_384, characters: 2 ** 25 };

/**
 * Puts the chunks of a corpus together into windows, in order, none larger than the limits unless
 * one chunk is.
 */
export async function* corpusWindows(
  corpus: AsyncIterable<readonly TextItem[]>,
  limits: WindowLimits = CORPUS_WINDOW,
): AsyncGenerator<readonly TextItem[]> {
  let window: TextItem[] = [];
  let characters = 0;
  for await (const chunk of corpus) {
    const size = chunk.reduce((sum, item) => sum + item.text.length, 0);
    if (
      window.length > 0 &&
      (window.length + chunk.length > limits.documents || characters + size > limits.characters)
    ) {
      yield window;
      window = [];
      characters = 0;
    }
    for (const item of chunk) window.push(item);
    characters += size;
  }
  if (window.length > 0) yield window;
}
