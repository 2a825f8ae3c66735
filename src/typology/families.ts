import { GlottobenchError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { cell, loadLanguages } from './tables.js';

/** Names of all families of the facts table, sorted; pseudo families left out. */
export function familyNames(): string[] {
  const names = new Set<string>();
  for (const row of loadLanguages().rows.values()) {
    if (cell(row, 'family') !== '' && cell(row, 'pseudo_family') !== 'true')
      names.add(cell(row, 'family'));
  }
  return [...names].sort();
}

/**
 * ISO 639-3 codes (macrolanguages and retired codes among them, as tasks write them) of a Glottolog
 * family; upper and lower case are alike. Throws GB_USAGE with near names when there is no such
 * family.
 */
export function familyLanguages(name: string): string[] {
  const wanted = name.toLowerCase();
  const codes: string[] = [];
  for (const [code, row] of loadLanguages().rows) {
    if (cell(row, 'family').toLowerCase() === wanted && cell(row, 'pseudo_family') !== 'true')
      codes.push(code);
  }
  if (codes.length > 0) return codes.sort();
  const near = didYouMean(name, familyNames());
  throw new GlottobenchError('GB_USAGE', `there is no language family "${name}"`, {
    hint:
      near.length > 0
        ? `did you mean: ${near.join(', ')}?`
        : 'families are those of Glottolog, such as Indo-European or Atlantic-Congo',
  });
}
