import { readRows } from '../../formats/read-rows.js';
import { inputError } from '../../formats/row.js';
import { matchFiles } from '../layout/match-files.js';
import { eachRow, idText } from '../../formats/fields.js';
import { judge, type LoadedSubset, type Loader, type LoadRequest } from '../loader.js';
import { emptyDictionaries, fromDictionaries, text } from '../whole-split.js';

const ROWS = 1000;

/**
 * CodeEditSearch: the first 1000 rows of the language's folder; query = row number, document =
 * `commit` with its `diff`.
 */
export const loader: Loader = { load };

async function load({ source, subset, signal }: LoadRequest): Promise<LoadedSubset> {
  const { queries, documents, qrels } = emptyDictionaries();
  const files = matchFiles(await source.list(), ['**'], subset);
  if (files.length === 0)
    throw inputError(
      `there is no folder ${subset} with data`,
      { file: source.name },
      undefined,
      'GB_SUBSET_UNKNOWN',
    );
  for (const name of files) {
    if (queries.size >= ROWS) break;
    for await (const batch of readRows(await source.localPath(name, signal), {
      name,
      columns: ['commit', 'instruction', 'diff'],
      signal,
    })) {
      eachRow(batch, (row, place) => {
        if (queries.size >= ROWS) return;
        const query = String(queries.size);
        const document = idText(row['commit'], 'commit', place);
        queries.set(query, text(row, 'instruction', place));
        documents.set(document, { text: text(row, 'diff', place) });
        judge(qrels, query, document, 1);
      });
      if (queries.size >= ROWS) break;
    }
  }
  return fromDictionaries({ queries, documents, qrels });
}
