import { GlottobenchError } from '../base/errors.js';
import { cell, readTable } from './tables.js';
import { resolveLanguage } from './resolve.js';

/** ISO 639-3 → resource class 0 (left behind) … 5 (winners), Joshi et al. 2020. */
export type ResourceClasses = ReadonlyMap<string, string>;

/**
 * Reads the user's own copy (columns `iso639_3`, `resource_class`; an empty cell is unknown, not
 * 0). The package ships none: no licence was found. A representative takes the class of its
 * macrolanguage where it has none itself.
 */
export function loadResourceClasses(path: string): ResourceClasses {
  const classes = new Map<string, string>();
  const rows = readTable(path, ['iso639_3', 'resource_class']);
  rows.forEach((row, i) => {
    const value = cell(row, 'resource_class');
    if (value === '') return;
    if (!/^[0-5]$/.test(value))
      throw new GlottobenchError(
        'GB_INPUT_INVALID',
        `expected a resource class 0 to 5, got "${value}"`,
        { file: path, line: i + 2 },
      );
    classes.set(cell(row, 'iso639_3'), value);
  });
  for (const [code, value] of [...classes]) {
    const representative = resolveLanguage(code).code;
    if (!classes.has(representative)) classes.set(representative, value);
  }
  return classes;
}
