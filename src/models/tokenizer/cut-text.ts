import type { CutRule } from './cut-rule.js';

/** Without a place in so many UTF-16 units a text is not cut. */
const WITHIN = 1_000_000;
/** Where the last place of a stretch is wanted, the first stretch looked through. */
const FIRST_STRETCH = 1024;

/**
 * Cuts a text at the first sure place that leaves at least so many UTF-16 units; the whole text
 * where there is none within a million of them.
 */
export function cutText(text: string, units: number, rule: CutRule): string {
  if (text.length <= units) return text;
  if (rule.side === 'right') {
    const place = firstPlace(text, units, rule);
    return place === undefined ? text : text.slice(0, place);
  }
  const place = lastPlace(text, text.length - units, rule);
  return place === undefined ? text : text.slice(place);
}

function firstPlace(text: string, from: number, rule: CutRule): number | undefined {
  for (const place of places(text.slice(from, from + WITHIN), rule)) return from + place;
  return undefined;
}

function lastPlace(text: string, end: number, rule: CutRule): number | undefined {
  for (let length = FIRST_STRETCH; ; length = Math.min(8 * length, WITHIN)) {
    const from = Math.max(0, end - length);
    let last: number | undefined;
    for (const place of places(text.slice(from, end), rule)) last = from + place;
    if (last !== undefined || from === 0 || length === WITHIN) return last;
  }
}

function* places(part: string, { side, candidates, stays }: CutRule): Generator<number> {
  for (const { index, groups } of part.matchAll(candidates)) {
    const { left = '', blank = '', right } = groups ?? {};
    if (!stays(left) || (right !== undefined && !stays(right))) continue;
    yield index + left.length + (side === 'left' ? blank.length : 0);
  }
}
