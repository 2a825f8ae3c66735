import { readGrouping, withOwnGroupings } from '../analysis/aggregate/own-grouping.js';
import type { Grouping } from '../typology/grouping-types.js';

/** `--grouping`, the same in every command that has `--by`. */
export const GROUPING_OPTION = {
  type: 'string',
  array: true,
  requiresArg: true,
  describe: 'CSV with columns language, group: one more grouping, called as the file is',
} as const;

/**
 * The groupings given with `--grouping`, and what `--by` says with them.
 * @param fallback what is grouped by where neither `--by` nor `--grouping` is given
 */
export function groupingsOf(
  files: unknown,
  by: readonly string[],
  fallback: readonly string[] = [],
): { readonly groupings: readonly Grouping[]; readonly by: readonly string[] } {
  const groupings = (Array.isArray(files) ? files : []).map((file) => readGrouping(String(file)));
  const names = withOwnGroupings(by, groupings);
  return { groupings, by: names.length > 0 ? names : fallback };
}
