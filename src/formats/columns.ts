/** A decimal number as people and Python write it; not hexadecimal, not `nan`, not empty. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number in a column, or undefined where it is none or not finite. */
export function parseDecimal(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Gives every id one flat string. Pieces of a chunk keep the whole chunk in memory, and a run
 * repeats its ids a thousand times.
 */
export class IdTable {
  private readonly known = new Map<string, string>();

  get(id: string): string {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const flat = Buffer.from(id, 'utf8').toString('utf8');
    this.known.set(flat, flat);
    return flat;
  }
}
