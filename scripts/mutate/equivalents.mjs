// Mutants that no test can kill, each with the reason; kept by content, so that they outlive edits
// elsewhere.
import { readFileSync, writeFileSync } from 'node:fs';

const LIST = new URL('equivalent.json', import.meta.url);

/**
 * @param {import('./draw.mjs').Mutant} mutant
 * @param {string} reason why no test can tell it from the original
 */
export function listEquivalent({ key }, reason) {
  const [file, within, operator, original, mutated, ...nth] = key.split('\t');
  const listed = JSON.parse(readFileSync(LIST, 'utf8')).filter((one) => one.key.join('\t') !== key);
  listed.push({ key: [file, within, operator, original, mutated, ...nth], reason });
  listed.sort((a, b) => (a.key.join('\t') < b.key.join('\t') ? -1 : 1));
  writeFileSync(LIST, `${JSON.stringify(listed, null, 2)}\n`);
}

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
