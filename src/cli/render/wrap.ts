/** Breaks a text at blanks so that no line is wider than `width`, as far as its words allow; further lines are indented. */
export function wrapText(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/)) {
    if (
      line !== '' &&
      line.length + 1 + word.length > width - (lines.length === 0 ? 0 : indent.length)
    ) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}
