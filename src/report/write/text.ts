import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Characters that act on a terminal or hide; joiners stay, Persian and emoji need them. */
const ACTING = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text with every character that would act on a terminal or hide as `\u{…}`. */
export function safeText(text: string): string {
  return text.replace(
    ACTING,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Columns that a text without line breaks takes on a terminal. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** Columns of the longest word: a text cannot be made narrower without cutting it. */
export function longestWord(text: string): number {
  return Math.max(0, ...text.split(/ +/).map(widthOf));
}

/**
 * Lines no wider than `width`, broken at blanks; a word that is wider stays whole, so nothing is
 * ever cut.
 */
export function wrapLines(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text];
  return wrapAnsi(text, Math.max(1, width)).split('\n');
}

/** A text on one or more lines of at most `width` columns; lines after the first are indented. */
export function wrapText(text: string, width: number, indent = ''): string {
  const words = safeText(text.trim().replace(/\s+/g, ' '));
  if (widthOf(words) <= width) return words;
  return wrapLines(words, width - widthOf(indent)).join(`\n${indent}`);
}

/**
 * Lines as they were written, each broken at `width`: what follows stands below the text, after the
 * line's own indent and its label (`next     `, `  - `), else by two columns.
 */
export function layOut(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => {
      if (widthOf(line) <= width) return safeText(line);
      const [lead = ''] = /^(?: *(?:[-·] |\S{1,14} {2,})?)/.exec(line) ?? [];
      const hanging = widthOf(lead);
      const indent = ' '.repeat(hanging > 0 && hanging < width / 2 ? hanging : 2);
      return `${safeText(lead)}${wrapText(line.slice(lead.length), width - indent.length, indent)}`;
    })
    .join('\n');
}
