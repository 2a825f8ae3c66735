import { eachRow, requireColumns, textField } from '../formats/fields.js';
import type { Row, RowPlace } from '../formats/row.js';
import { openLayout } from './layout/layout.js';
import { splitRows } from './layout/split-rows.js';
import type { TextItem } from '../types/text.js';
import { heldCorpus, type JudgementTable, type LoadedSubset, type LoadRequest } from './loader.js';
import { documentText } from './text.js';

/**
 * All rows of one split, for small data sets that rules rearrange.
 * @param config undefined = the config that loads without a name
 * @param limit rows to read at most
 */
export async function wholeSplit(
  request: LoadRequest,
  config: string | undefined,
  split: string,
  columns: readonly string[],
  limit = Infinity,
): Promise<{ row: Row; place: RowPlace }[]> {
  const layout = await openLayout(request.source);
  const files = layout.split(
    config ?? request.definition.dataset.name ?? layout.defaultConfig(),
    split,
  );
  const rows: { row: Row; place: RowPlace }[] = [];
  for await (const batch of splitRows(request.source, files, { columns, signal: request.signal })) {
    requireColumns(batch, columns);
    eachRow(batch, (row, place) => rows.push({ row, place }));
    if (rows.length >= limit) return rows.slice(0, limit);
  }
  return rows;
}

/**
 * What mteb's first loaders fill: dictionaries, so a repeated id keeps its first position and its
 * last value.
 */
interface Dictionaries {
  readonly queries: Map<string, string>;
  readonly documents: Map<string, { readonly title?: string | null; readonly text: string | null }>;
  readonly qrels: JudgementTable;
}

export function emptyDictionaries(): Dictionaries {
  return { queries: new Map(), documents: new Map(), qrels: new Map() };
}

export function fromDictionaries({ queries, documents, qrels }: Dictionaries): LoadedSubset {
  const corpus: TextItem[] = [...documents].map(([id, { title, text }]) => ({
    id,
    text: documentText(title, text),
  }));
  return {
    queries: [...queries].map(([id, text]) => ({ id, text })),
    qrels,
    ...heldCorpus(corpus),
  };
}

/** A text column as text, null as empty. */
export function text(row: Row, column: string, place: RowPlace): string {
  return textField(row[column], column, place) ?? '';
}
