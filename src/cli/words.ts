/** Words of an option that may be repeated and may hold commas: `-t a,b -t c` → a, b, c. */
export function words(value: unknown): string[] {
  const given = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return given
    .flatMap((one) => String(one).split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
