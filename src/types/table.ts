/** One column of a table. */
interface TableColumn {
  readonly title: string;
  /** Texts left, numbers right; without it left. */
  readonly align?: 'left' | 'right';
  /**
   * Says nothing without the column before it, and stands in the same block; an interval always
   * does.
   */
  readonly joined?: boolean;
}

/**
 * A table before anybody decides how it looks: terminal, Markdown, LaTeX, CSV and page render the
 * same.
 */
export interface TableModel {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  /** How many columns at the left name a row; without, the fewest that tell all rows apart. */
  readonly keys?: number;
  /**
   * How many columns at the right a narrow terminal may do without, the last first; it says which
   * are left out.
   */
  readonly spare?: number;
  /** Sentences about the numbers of this very table, below it. */
  readonly remarks?: readonly string[];
  /**
   * Sentences that explain columns and signs: of several tables each is printed once, below the
   * last.
   */
  readonly notes: readonly string[];
  /** For the caption in a paper: test, number of queries, clusters, runs, seed. */
  readonly basis?: readonly string[];
}
