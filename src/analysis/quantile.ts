/**
 * Quantile with linear interpolation (Hyndman & Fan 1996 type 7, numpy's default), without sorting:
 * only the values next to it are put in their place. NaN of nothing.
 * @param values without NaN; they are reordered
 * @param share 0 … 1
 */
export function quantile(values: Float64Array, share: number): number {
  if (values.length === 0) return NaN;
  const position = (values.length - 1) * share;
  const below = Math.floor(position);
  const low = select(values, below);
  let high = low;
  if (below + 1 < values.length) {
    // What lies behind is at least as large: the smallest of it is the next value.
    high = Infinity;
    for (let i = below + 1; i < values.length; i++) high = Math.min(high, values[i] ?? Infinity);
  }
  return low + (high - low) * (position - below);
}

/**
 * The value that would stand at `place` if all were sorted; smaller ones end up before it, larger
 * ones behind (Hoare's selection).
 */
function select(values: Float64Array, place: number): number {
  let [left, right] = [0, values.length - 1];
  while (left < right) {
    const pivot = values[place] ?? NaN;
    let [i, j] = [left, right];
    while (i <= j) {
      while ((values[i] ?? Infinity) < pivot) i++;
      while ((values[j] ?? -Infinity) > pivot) j--;
      if (i > j) break;
      const swap = values[i] ?? NaN;
      values[i++] = values[j] ?? NaN;
      values[j--] = swap;
    }
    if (j < place) left = i;
    if (place < i) right = j;
  }
  return values[place] ?? NaN;
}
