/** `a`, `a, b`, or `a, b and 7 more`. */
export function listed(names: readonly string[], limit = 2): string {
  return names.length <= limit + 1
    ? names.join(', ')
    : `${names.slice(0, limit).join(', ')} and ${String(names.length - limit)} more`;
}

const PLURAL = new Intl.PluralRules('en');

/** `1 cell`, `2,466 cells`: a count with its noun. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${PLURAL.select(count) === 'one' ? one : several}`;
}

type Primitive = string | number | bigint | boolean | symbol | null | undefined;

/** A value in a sentence: objects and lists as JSON, all else as it prints. */
export function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  const primitive = value as Primitive;
  return String(primitive);
}

/**
 * Text from outside in a sentence: control, format and unpaired characters as `\u{…}`, so that none
 * of them acts on the terminal or hides; a blank at an end, which nobody sees, in quotes.
 */
export function shownText(text: string, limit = 60): string {
  const characters = Array.from(text);
  const cut = characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : text;
  const safe = cut.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return safe === '' || safe !== safe.trim() ? `"${safe}"` : safe;
}

/** A value of any kind as JSON, cut at so many characters: what an error quotes of a file. */
export function brief(value: unknown, limit = 60): string {
  const text = value === undefined ? 'undefined' : JSON.stringify(value);
  return text.length > limit ? `${text.slice(0, limit - 3)}...` : text;
}
