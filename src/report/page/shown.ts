/** More of a name or a note helps nobody, and breaks what is around it. */
const LONGEST = 240;

/**
 * Text from outside as it may stand on a page: bounded, without control characters and marks that
 * turn the direction of what follows, which are shown by their code. Unlike `shownText` of the
 * terminal it keeps the joiners that Persian and Hindi are written with. Markup is no matter here:
 * text is never HTML.
 */
export function shown(text: string, longest = LONGEST): string {
  const plain = text.replaceAll(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (mark) => `⟨${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
  // half of a pair of surrogates is no character
  return plain.length <= longest
    ? plain
    : `${plain.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A word of a command line as a POSIX shell reads it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
