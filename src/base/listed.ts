/** `a`, `a, b`, or `a, b and 7 more`. */
export function listed(names: readonly string[], limit = 2): string {
  return names.length <= limit + 1
    ? names.join(', ')
    : `${names.slice(0, limit).join(', ')} and ${String(names.length - limit)} more`;
}
