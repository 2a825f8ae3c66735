import { openLayout } from '../layout/layout.js';
import { knownRows, splitRows } from '../layout/split-rows.js';
import { collectJudgements } from '../../formats/judgements.js';
import type { RowBatch } from '../../formats/row.js';
import type { OnWarning } from '../../warnings/warning-list.js';
import type { TextItem } from '../../types/text.js';
import type { LoadRequest, LoadRule } from '../loader.js';
import {
  DOCUMENT_COLUMNS,
  QUERY_COLUMNS,
  readCandidates,
  readDocuments,
  readInstructions,
  readQueries,
} from './rows.js';

/**
 * Config and split of one part; `{subset}`, `{split}` and `{language}` (what follows the `-` of a
 * pair) are filled in.
 */
type NamedPart = readonly [config: string, split: string];

/** Where a task's parts lie, when only the names differ from mteb's standard. */
interface NamedConfigs {
  readonly qrels: NamedPart;
  readonly corpus: NamedPart;
  readonly queries: NamedPart;
  readonly candidates?: NamedPart;
  readonly instructions?: NamedPart;
  /** Only queries with this value in this column. */
  readonly queriesWhere?: { readonly column: string; readonly value: string };
  /** Of documents with the same id the first stays; costs the memory of the ids. */
  readonly distinctDocuments?: boolean;
}

/** The rule for a task whose parts are laid out as mteb's, under other names. */
export function namedConfigs(names: NamedConfigs): LoadRule {
  return async (request) => {
    const { source, signal, warnings } = request;
    const rows = (part: NamedPart, columns?: readonly string[]): AsyncGenerator<RowBatch> =>
      namedRows(request, part, columns, signal);
    const onWarning: OnWarning = (code, example) => warnings.add(code, example);
    const qrels = await collectJudgements(
      await judgementRows(request, names.qrels, onWarning, signal),
      onWarning,
    );
    const instructions =
      names.instructions === undefined
        ? undefined
        : await readInstructions(rows(names.instructions));
    const where = names.queriesWhere;
    const queryRows = rows(
      names.queries,
      where === undefined ? QUERY_COLUMNS : [...QUERY_COLUMNS, where.column],
    );
    const queries = await readQueries(
      where === undefined ? queryRows : rowsWhere(queryRows, where.column, where.value),
      (id) => qrels.has(id),
      warnings,
      instructions,
    );
    const all = (stop?: AbortSignal): AsyncIterable<TextItem[]> =>
      readDocuments(namedRows(request, names.corpus, DOCUMENT_COLUMNS, stop), warnings);
    const layout = await openLayout(source);
    const [config, split] = fill(names.corpus, request);
    return {
      queries,
      qrels,
      topRanked:
        names.candidates === undefined ? undefined : await readCandidates(rows(names.candidates)),
      documentCount:
        names.distinctDocuments === true
          ? undefined
          : await knownRows(source, layout.splitOrAll(config, split)),
      corpus: names.distinctDocuments === true ? (stop) => distinct(all(stop)) : all,
    };
  };
}

/** Rows of one part, by its template. */
export async function* namedRows(
  request: Pick<LoadRequest, 'source' | 'subset' | 'split'>,
  part: NamedPart,
  columns?: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<RowBatch> {
  const [config, split] = fill(part, request);
  const layout = await openLayout(request.source);
  yield* splitRows(request.source, layout.splitOrAll(config, split), { columns, signal });
}

async function judgementRows(
  request: Pick<LoadRequest, 'source' | 'subset' | 'split'>,
  part: NamedPart,
  judgements: OnWarning,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<RowBatch>> {
  const [config, split] = fill(part, request);
  const layout = await openLayout(request.source);
  return splitRows(request.source, layout.splitOrAll(config, split), { signal, judgements });
}

function fill(
  [config, split]: NamedPart,
  request: Pick<LoadRequest, 'subset' | 'split'>,
): [string, string] {
  const language = request.subset.includes('-')
    ? (request.subset.split('-')[1] ?? '')
    : request.subset;
  const insert = (text: string): string =>
    text
      .replaceAll('{subset}', request.subset)
      .replaceAll('{split}', request.split)
      .replaceAll('{language}', language);
  return [insert(config), insert(split)];
}

async function* distinct(chunks: AsyncIterable<TextItem[]>): AsyncGenerator<TextItem[]> {
  const seen = new Set<string>();
  for await (const chunk of chunks) yield chunk.filter(({ id }) => !seen.has(id) && seen.add(id));
}

async function* rowsWhere(
  batches: AsyncIterable<RowBatch>,
  column: string,
  value: string,
): AsyncGenerator<RowBatch> {
  for await (const { file, rows, lines } of batches) {
    const kept = rows.map((row) => row[column] === value);
    yield { file, rows: rows.filter((_, i) => kept[i]), lines: lines.filter((_, i) => kept[i]) };
  }
}
