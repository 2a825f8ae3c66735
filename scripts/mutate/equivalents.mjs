// Mutants that no test can kill, each with the reason; kept by content, so that they outlive edits elsewhere.
import { readFileSync } from 'node:fs';

const LIST = new URL('equivalent.json', import.meta.url);

/**
 * @param {readonly import('./draw.mjs').Mutant[]} mutants
 * @returns {Map<string, string>} key → reason, of those that were drawn
 */
export function readEquivalents(mutants) {
  const listed = new Map(
    JSON.parse(readFileSync(LIST, 'utf8')).map(({ key, reason }) => [key.join('\t'), reason]),
  );
  const drawn = mutants.filter(({ key }) => listed.has(key));
  return new Map(drawn.map(({ key }) => [key, listed.get(key)]));
}
