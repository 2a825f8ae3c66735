import { readFileSync, writeFileSync } from 'node:fs';

/** Edits a file of the copy. @throws where a place that is to be changed is not there */
export function replaceIn(file, changes) {
  let text = readFileSync(file, 'utf8');
  for (const [from, to] of changes) {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file}: ${String(from)} is not there`);
    text = changed;
  }
  writeFileSync(file, text);
}
