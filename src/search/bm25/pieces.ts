/**
 * `Intl.Segmenter` takes time quadratic in the length of its text (V8 issue 326176949), and a
 * document may hold ten million characters. A text is therefore segmented in pieces, cut where ICU
 * has a word boundary whatever stands around.
 */

/** From this length on (UTF-16 units) a piece ends at the next sure boundary. */
const PIECE = 1024;
/**
 * Without a sure boundary in so many units a piece ends at the last boundary but one that the
 * segmenter finds in it.
 */
const LONGEST = 2048;

/**
 * A boundary that no rule of UAX #29 (word boundaries) can take away: behind a blank, a line end or
 * a mark that joins nothing, before a letter or a digit. No rule looks across such a character, and
 * ICU's dictionaries (Thai, Khmer, Lao, Burmese, Chinese, Japanese) work on runs of their scripts,
 * which it ends.
 */
const SURE =
  /[ \n\u3001\u3002\uff01\uff1f\u0964\u0965\u104a\u104b\u17d4\u0f0d()?!](?=[\p{L}\p{Nd}])|[,;\uff0c\uff1b](?=\p{L})/gu;

/** What was found in one piece, and where the next begins. */
interface Segmented {
  readonly words: readonly string[];
  readonly end: number;
}

/**
 * The word-like segments of a text, in order. Equal to those of one call of the segmenter, but
 * where more than `longest` units hold no sure boundary (a stretch of a script without blanks and
 * without punctuation): there the segmenter begins anew at a boundary it found itself.
 */
export function* wordsOf(
  text: string,
  segmenter: Intl.Segmenter,
  { piece = PIECE, longest = LONGEST }: { piece?: number; longest?: number } = {},
): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const sure = sureEnd(text, start, piece, longest);
    if (sure === undefined) {
      const { words, end } = openPiece(text, start, longest, segmenter);
      yield* words;
      start = end;
    } else {
      yield* words(text.slice(start, sure), segmenter);
      start = sure;
    }
  }
}

/** The end of the piece that begins at `start`; undefined when no sure boundary is near enough. */
function sureEnd(text: string, start: number, piece: number, longest: number): number | undefined {
  if (text.length - start <= piece) return text.length;
  const part = text.slice(start, start + longest + 2);
  SURE.lastIndex = piece - 1;
  const found = SURE.exec(part);
  if (found !== null) return start + found.index + 1;
  return text.length - start <= longest ? text.length : undefined;
}

/** A piece without a sure end: all its segments but the last, which may go on. */
function openPiece(
  text: string,
  start: number,
  longest: number,
  segmenter: Intl.Segmenter,
): Segmented {
  for (let length = longest; ; length *= 2) {
    const part = text.slice(start, start + length);
    const segments = [...segmenter.segment(part)];
    const last = segments.at(-1);
    const atEnd = start + length >= text.length;
    if (last === undefined || (last.index === 0 && !atEnd)) continue;
    const kept = atEnd ? segments : segments.slice(0, -1);
    return {
      words: kept.filter(isWord).map(({ segment }) => segment),
      end: atEnd ? text.length : start + last.index,
    };
  }
}

function* words(part: string, segmenter: Intl.Segmenter): Generator<string> {
  for (const segment of segmenter.segment(part)) if (isWord(segment)) yield segment.segment;
}

function isWord({ isWordLike }: Intl.SegmentData): boolean {
  return isWordLike === true;
}
