const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Display width: East Asian wide characters take two columns, combining marks none. */
export function visibleWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Cuts a text to `width` columns with `…`: a name in its middle, because names differ at both ends; a sentence at its end. */
export function cutText(text: string, width: number): string {
  if (visibleWidth(text) <= width) return text;
  const tail = /\s/u.test(text.trim()) ? 0 : Math.floor((width - 1) / 2);
  const end = start(Array.from(text).reverse(), tail).reverse();
  return `${start(Array.from(text), width - 1 - tail).join('')}…${end.join('')}`;
}

/** As many of the characters as fit. */
function start(characters: readonly string[], width: number): string[] {
  const taken: string[] = [];
  let room = width;
  for (const character of characters) {
    room -= visibleWidth(character);
    if (room < 0) break;
    taken.push(character);
  }
  return taken;
}
