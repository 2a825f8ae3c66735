import { readGrouping, withOwnGroupings } from '../../analysis/aggregate/own-grouping.js';
import type { Grouping } from '../../typology/grouping-types.js';

/**
 * The groupings given with `--grouping`, and what `--by` says with them.
 * @param fallback what is grouped by where neither `--by` nor `--grouping` is given
 */
export function groupingsOf(
  files: readonly string[] = [],
  by: readonly string[] = [],
  fallback: readonly string[] = [],
): { readonly groupings: readonly Grouping[]; readonly by: readonly string[] } {
  const groupings = files.map((file) => readGrouping(file));
  const names = withOwnGroupings(by, groupings);
  return { groupings, by: names.length > 0 ? names : fallback };
}
