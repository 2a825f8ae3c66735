import { inputError } from './row.js';
import { collectJudgements, readJudgementRows, type Judgements } from './judgements.js';
import type { OnWarning } from '../warnings/warning-list.js';

/**
 * Reads a file of judgements in any form. Order of queries and documents is that of the file.
 * Grades are whole numbers; 0 and below mean "not relevant".
 * @throws GB_NOT_FOUND, GB_DATA_CORRUPT; GB_INPUT_INVALID with file and line, also for a file
 * without judgements
 */
export async function readQrels(path: string, onWarning?: OnWarning): Promise<Judgements> {
  const qrels = await collectJudgements(
    readJudgementRows(path, { name: path, onWarning }),
    onWarning,
  );
  if (qrels.size === 0)
    throw inputError(
      'there are no judgements in this file',
      { file: path },
      'qrels are TREC lines "query 0 document grade", a table with the header "query-id corpus-id score", JSON {"query": {"document": grade}}, JSON lines or parquet',
    );
  return qrels;
}
