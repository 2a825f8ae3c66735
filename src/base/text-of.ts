type Primitive = string | number | bigint | boolean | symbol | null | undefined;

/** A value in a sentence: objects and lists as JSON, all else as it prints. */
export function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  const primitive = value as Primitive;
  return String(primitive);
}
