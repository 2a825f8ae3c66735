/** Codes of cells that have no value for the rule's sake. */
export const VALUELESS: ReadonlySet<string> = new Set([
  'percent-scale',
  'percent-by-others',
  'out-of-bounds',
  'duplicate-cell',
]);

/** Codes of numbers that keep their value and rank behind all others. */
export const UNRANKED: ReadonlySet<string> = new Set(['too-little-shared', 'nothing-shared']);
