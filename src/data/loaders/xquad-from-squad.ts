import { sha256 } from '../../base/content-hash.js';
import { pythonStrip } from '../../base/python.js';
import type { TextItem } from '../../types/text.js';
import {
  heldCorpus,
  judge,
  type JudgementTable,
  type LoadedSubset,
  type Loader,
  type LoadRequest,
} from '../loader.js';
import { readSquad, type SquadParagraph } from '../squad/read-squad.js';

/**
 * MTEB's XQuADRetrieval from XQuAD's (or XQuAD-R's) own files, `<subset>.json`: questions and
 * contexts stripped and distinct, a document named by the SHA-256 of its text, a query by the id of
 * its last row.
 */
export const loader: Loader = { load };

async function load({ source, subset }: LoadRequest): Promise<LoadedSubset> {
  const { queries, documents, qrels } = xquadTexts(await readSquad(source, `${subset}.json`));
  return { queries, qrels, ...heldCorpus(documents) };
}

/** Rule of mteb's first XQuADRetrieval loader, before the data moved to a repository of its own. */
function xquadTexts(paragraphs: readonly SquadParagraph[]): {
  queries: TextItem[];
  documents: TextItem[];
  qrels: JudgementTable;
} {
  const documents = new Map<string, string>();
  const rows = new Map<string, { id: string; document: string }>();
  for (const { context, questions } of paragraphs) {
    const text = pythonStrip(context);
    const document = documents.get(text) ?? sha256(text);
    documents.set(text, document);
    for (const { id, question } of questions) rows.set(pythonStrip(question), { id, document });
  }
  const qrels: JudgementTable = new Map();
  for (const { id, document } of rows.values()) judge(qrels, id, document, 1);
  return {
    queries: [...rows].map(([text, { id }]) => ({ id, text })),
    documents: [...documents].map(([text, id]) => ({ id, text })),
    qrels,
  };
}
