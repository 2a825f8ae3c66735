import { sha256 } from '../../base/content-hash.js';
import { GlottobenchError } from '../../base/errors.js';
import type { TextItem } from '../../types/text.js';
import {
  heldCorpus,
  judge,
  type JudgementTable,
  type LoadedSubset,
  type Loader,
  type LoadRequest,
} from '../loader.js';
import { MLQA_FILES } from '../squad/languages.js';
import { readSquad, type SquadParagraph } from '../squad/read-squad.js';
import { documentText } from '../text.js';

/**
 * MTEB's MLQARetrieval, split `validation`, from the files of MLQA-R (which are that split). Subset
 * `X-Y`: documents X, queries Y. The test split is not in those files.
 */
export const loader: Loader = { load };

async function load({ source, subset, split }: LoadRequest): Promise<LoadedSubset> {
  if (split !== 'validation')
    throw new GlottobenchError(
      'GB_SUBSET_UNKNOWN',
      `these files hold the split validation, not ${split}`,
      { file: source.name },
    );
  const [document, query] = subset.split('-').map((code) => MLQA_FILES[code]);
  if (document === undefined || query === undefined)
    throw new GlottobenchError('GB_SUBSET_UNKNOWN', `there is no subset ${subset}`, {
      file: source.name,
      hint: `Subsets are <document>-<query>, of: ${Object.keys(MLQA_FILES).join(', ')}`,
    });
  const { queries, documents, qrels } = mlqaTexts(
    await readSquad(source, `${document}.json`),
    await readSquad(source, `${query}.json`),
  );
  return {
    queries,
    qrels,
    ...heldCorpus(documents.map(({ id, text }) => ({ id, text: documentText(null, text) }))),
  };
}

/**
 * Questions whose id both files have; distinct contexts and distinct questions, nothing stripped;
 * one judgement per id.
 */
export function mlqaTexts(
  documentFile: readonly SquadParagraph[],
  queryFile: readonly SquadParagraph[],
): { queries: TextItem[]; documents: TextItem[]; qrels: JudgementTable } {
  const contextOf = new Map(
    documentFile.flatMap(({ context, questions }) =>
      questions.map(({ id }) => [id, context] as const),
    ),
  );
  const queryIds = new Map<string, string>();
  const common = queryFile.flatMap(({ questions }) =>
    questions.filter(({ id }) => contextOf.has(id)),
  );
  const kept = new Set(common.map(({ id }) => id));
  const documents = new Map<string, string>();
  for (const [id, context] of contextOf)
    if (kept.has(id) && !documents.has(context)) documents.set(context, sha256(context));
  const qrels: JudgementTable = new Map();
  for (const { id, question } of common) {
    const query = queryIds.get(question) ?? id;
    queryIds.set(question, query);
    const document = documents.get(contextOf.get(id) ?? '');
    if (document !== undefined) judge(qrels, query, document, 1);
  }
  return {
    queries: [...queryIds].map(([text, id]) => ({ id, text })),
    documents: [...documents].map(([text, id]) => ({ id, text })),
    qrels,
  };
}
