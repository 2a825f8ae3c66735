import { basename } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { languageTagFault } from '../../registry/language-codes.js';
import { groupings } from '../../typology/groupings.js';
import type { Grouping } from '../../typology/grouping-types.js';
import { languageKey } from '../../typology/resolve.js';
import { cell, numberedRows, type NumberedRow } from '../../typology/tables.js';
import { CELL_DIMENSION_NAMES } from './dimensions.js';

/** As for structural facts: a mean of few related languages speaks of these, not of the group. */
const MINIMUM = { languages: 5, genera: 3, families: 2 };

/**
 * A grouping of the user's own: a CSV with the columns `language` (`fin`, or `uzn-Cyrl` for one
 * script) and `group`. Its name after `--by` is that of the file. Codes are resolved as everywhere
 * (`zho` is `cmn`); languages that the file does not name are "unknown".
 * @throws GB_NOT_FOUND; GB_INPUT_INVALID with the line for a code that does not exist, a language
 * that stands twice, a group without a name
 */
export function readGrouping(path: string): Grouping {
  const groups = new Map<string, { group: string; line: number }>();
  for (const numbered of numberedRows(path, ['language', 'group'])) {
    const { id, group } = entry(numbered, path);
    const before = groups.get(id);
    if (before !== undefined)
      throw refusal(
        path,
        numbered.line,
        before.group === group
          ? `${id} stands twice, first on line ${before.line}`
          : `${id} is in two groups: "${before.group}" on line ${before.line}, "${group}" here`,
      );
    groups.set(id, { group, line: numbered.line });
  }
  return {
    id: nameOf(path),
    label: `groups of ${basename(path)}`,
    of: ({ id, code }) => {
      const found = groups.get(id) ?? groups.get(code);
      return found === undefined
        ? { unknown: `${basename(path)} does not name it` }
        : { value: found.group, source: basename(path) };
    },
    minimum: MINIMUM,
    bucket: 'unknown',
    order: [...new Set([...groups.values()].map(({ group }) => group))],
  };
}

/**
 * The names after `--by` with those of the user's own groupings: a file that `--by` does not name
 * is grouped by after the others.
 * @throws GB_USAGE for two files of one name
 */
export function withOwnGroupings(by: readonly string[], own: readonly Grouping[]): string[] {
  const ids = own.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined)
    throw new GlottobenchError('GB_USAGE', `two groupings are called "${twice}"`, {
      hint: 'a grouping is called after its file: rename one',
    });
  const named = new Set(by.flatMap((text) => text.split(/[×*]|\sx\s/).map((part) => part.trim())));
  return [...by, ...ids.filter((id) => !named.has(id))];
}

function entry(
  { row, line }: NumberedRow,
  path: string,
): { readonly id: string; readonly group: string } {
  const tag = cell(row, 'language').trim();
  const group = cell(row, 'group').trim();
  const fault = languageTagFault(/[-_]/.test(tag) ? tag.replace('_', '-') : `${tag}-Latn`);
  if (fault !== undefined) throw refusal(path, line, `"${tag}" is no language: ${fault}`);
  if (group === '')
    throw refusal(path, line, `${tag} has no group; leave the line out where it is unknown`);
  if (/[×→]/.test(group))
    throw refusal(path, line, `a group has no × or → in its name, which join groups: "${group}"`);
  return { id: languageKey(tag).id, group };
}

function nameOf(path: string): string {
  const name = basename(path).replace(/\.csv$/i, '');
  if (!/^[\p{L}\p{M}\p{N}_.-]+$/u.test(name))
    throw new GlottobenchError(
      'GB_USAGE',
      `"${name}" cannot be the name of a grouping: letters, digits, _ . and - only`,
      { file: path, hint: 'rename the file: --by names a grouping as its file' },
    );
  if (groupings().some(({ id }) => id === name) || CELL_DIMENSION_NAMES.includes(name))
    throw new GlottobenchError('GB_USAGE', `there is a built-in grouping "${name}"`, {
      file: path,
      hint: 'rename the file: --by names a grouping as its file',
    });
  return name;
}

function refusal(file: string, line: number, message: string): GlottobenchError {
  return new GlottobenchError('GB_INPUT_INVALID', message, { file, line });
}
