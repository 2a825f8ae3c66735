import { GlottobenchError } from '../../base/errors.js';

/**
 * Language of a query or document by id. `undefined` is an error: bias cannot be measured on texts
 * of unknown language.
 */
export type LanguageOf = (id: string) => string | undefined;

/** @throws GB_INPUT_INVALID when the language is not known */
export function languageOrThrow(
  languageOf: LanguageOf,
  what: 'query' | 'document',
  id: string,
): string {
  const language = languageOf(id);
  if (language === undefined)
    throw new GlottobenchError('GB_INPUT_INVALID', `the language of ${what} "${id}" is not known`);
  return language;
}

/** Values by query language (rows) and document language (columns), both in code-point order. */
export interface LanguageMatrix {
  readonly queryLanguages: readonly string[];
  readonly documentLanguages: readonly string[];
  /** `[query languages, document languages]`, row-major; NaN where no query has a value. */
  readonly values: Float64Array;
  /** Queries behind each value, same shape. */
  readonly queries: Int32Array;
}

/** Collects values per cell and takes their means. */
export class MatrixBuilder {
  private readonly cells = new Map<string, Map<string, { sum: number; count: number }>>();
  private readonly columns = new Set<string>();

  add(queryLanguage: string, documentLanguage: string, value: number): void {
    const row = this.cells.get(queryLanguage) ?? new Map<string, { sum: number; count: number }>();
    this.cells.set(queryLanguage, row);
    this.columns.add(documentLanguage);
    const cell = row.get(documentLanguage) ?? { sum: 0, count: 0 };
    row.set(documentLanguage, cell);
    cell.sum += value;
    cell.count++;
  }

  build(): LanguageMatrix {
    const queryLanguages = [...this.cells.keys()].sort();
    const documentLanguages = [...this.columns].sort();
    const all = queryLanguages.flatMap((row) =>
      documentLanguages.map((column) => this.cells.get(row)?.get(column)),
    );
    return {
      queryLanguages,
      documentLanguages,
      values: Float64Array.from(all, (cell) => (cell === undefined ? NaN : cell.sum / cell.count)),
      queries: Int32Array.from(all, (cell) => cell?.count ?? 0),
    };
  }
}
