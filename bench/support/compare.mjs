/** Largest difference of two sets of scores by name; NaN when one lacks a name of the other. */
export function largestDifference(ours, theirs) {
  const names = Object.keys(ours);
  if (
    names.length === 0 ||
    names.length !== Object.keys(theirs).length ||
    names.some((name) => !(name in theirs))
  )
    return NaN;
  return Math.max(...names.map((name) => Math.abs(ours[name] - theirs[name])));
}
