/** `a`, `a, b`, or `a, b and 7 more`. */
export function listed(names: readonly string[], limit = 2): string {
  return names.length <= limit + 1
    ? names.join(', ')
    : `${names.slice(0, limit).join(', ')} and ${String(names.length - limit)} more`;
}

type Primitive = string | number | bigint | boolean | symbol | null | undefined;

/** A value in a sentence: objects and lists as JSON, all else as it prints. */
export function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  const primitive = value as Primitive;
  return String(primitive);
}
