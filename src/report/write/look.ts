/** Parts of a text that colour may tell apart; every one is told by its words too. */
type Part = 'title' | 'head' | 'row' | 'note';

/** How text for a person is laid out. */
export interface Look {
  /** Columns; Infinity where nobody said how wide the place is, so that nothing is broken. */
  readonly width: number;
  readonly paint: (part: Part, text: string) => string;
}

/** Without colour. */
export function plainLook(width: number): Look {
  return { width, paint: (_, text) => text };
}
