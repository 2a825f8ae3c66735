/** Where a search ended. */
interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
}

/**
 * Least value of a function of a few variables by the simplex of Nelder and Mead 1965, begun anew
 * from its own answer until that moves no more: a simplex that has collapsed on a ridge is opened
 * again.
 * @param step first size of the simplex
 */
export function minimise(
  value: (at: readonly number[]) => number,
  start: readonly number[],
  step: number,
): Minimum {
  let best: Minimum = { at: start, value: value(start) };
  for (let round = 0; round < 6; round++) {
    const found = simplex(value, best, step * 0.5 ** round);
    const gain = best.value - found.value;
    best = found;
    if (round > 0 && gain < 1e-9) break;
  }
  return best;
}

const MOST_STEPS = 600;

function simplex(
  value: (at: readonly number[]) => number,
  { at: start, value: least }: Minimum,
  step: number,
): Minimum {
  const corner = (at: readonly number[]): Minimum => ({ at, value: value(at) });
  let corners: Minimum[] = [
    { at: start, value: least },
    ...start.map((_, i) => corner(start.map((x, j) => (i === j ? x + step : x)))),
  ];
  for (let n = 0; n < MOST_STEPS; n++) {
    corners = corners.sort((a, b) => a.value - b.value);
    const [first] = corners;
    const last = corners[corners.length - 1];
    if (first === undefined || last === undefined) break;
    if (spread(corners) < 1e-7 && last.value - first.value < 1e-12 * (1 + Math.abs(first.value)))
      break;
    corners = moved(corners, first, last, corner);
  }
  return corners.reduce((a, b) => (b.value < a.value ? b : a));
}

/** Reflects the worst corner, stretches or shortens the step, or draws all corners to the best. */
function moved(
  corners: readonly Minimum[],
  first: Minimum,
  last: Minimum,
  corner: (at: readonly number[]) => Minimum,
): Minimum[] {
  const others = corners.slice(0, -1);
  const centre = first.at.map(
    (_, i) => others.reduce((sum, { at }) => sum + (at[i] ?? 0), 0) / others.length,
  );
  const along = (factor: number): Minimum =>
    corner(centre.map((x, i) => x + factor * (x - (last.at[i] ?? 0))));
  const second = others[others.length - 1] ?? first;
  const reflected = along(1);
  if (reflected.value < first.value) {
    const stretched = along(2);
    return [...others, stretched.value < reflected.value ? stretched : reflected];
  }
  if (reflected.value < second.value) return [...others, reflected];
  const shortened = reflected.value < last.value ? along(0.5) : along(-0.5);
  if (shortened.value < Math.min(reflected.value, last.value)) return [...others, shortened];
  return corners.map((one) =>
    one === first ? one : corner(one.at.map((x, i) => (x + (first.at[i] ?? 0)) / 2)),
  );
}

function spread(corners: readonly Minimum[]): number {
  const [first] = corners;
  return Math.max(
    ...corners.flatMap(({ at }) => at.map((x, i) => Math.abs(x - (first?.at[i] ?? 0)))),
  );
}
