import { GlottobenchError } from '../../base/errors.js';
import { idText } from '../../formats/fields.js';
import { inputError } from '../../formats/row.js';
import { judge, type LoadedSubset, type Loader, type LoadRequest } from '../loader.js';
import { emptyDictionaries, fromDictionaries, text, wholeSplit } from '../whole-split.js';
import type { RepositoryFiles } from '../../types/repository.js';

interface Passage {
  readonly link: string;
  readonly passage: string;
  readonly question: string;
}

/**
 * Languages kept in memory: a language pair needs two, and English returns in two pairs of three.
 */
const KEPT = 16;
const opened = new WeakMap<RepositoryFiles, Map<string, Promise<Passage[]>>>();

/**
 * Belebele: one config per language (`acm_Arab`). Subset `A-B`: documents are the passages of A,
 * distinct by `link`, `C0`, `C1`, …; queries the distinct questions of B, `Q0`, …; a question is
 * answered by the passages with its links.
 */
export const loader: Loader = { load };

async function load(request: LoadRequest): Promise<LoadedSubset> {
  const [documentLanguage, queryLanguage] = languagesOf(request);
  const { queries, documents, qrels } = emptyDictionaries();
  const documentIds = new Map<string, string>();
  for (const { link, passage } of await language(request, documentLanguage)) {
    if (documentIds.has(link)) continue;
    const id = `C${documentIds.size}`;
    documentIds.set(link, id);
    documents.set(id, { text: passage });
  }
  const queryIds = new Map<string, string>();
  for (const { link, question } of await language(request, queryLanguage)) {
    const query = queryIds.get(question) ?? `Q${queryIds.size}`;
    queryIds.set(question, query);
    queries.set(query, question);
    const document = documentIds.get(link);
    if (document === undefined)
      throw inputError(
        `${documentLanguage} has no passage with the link ${link} of ${queryLanguage}`,
        { file: request.source.name },
      );
    judge(qrels, query, document, 1);
  }
  return fromDictionaries({ queries, documents, qrels });
}

function languagesOf({ subset, source }: LoadRequest): [string, string] {
  const [documents, queries] = subset.split('-');
  if (documents !== undefined && queries !== undefined) return [documents, queries];
  throw new GlottobenchError(
    'GB_SUBSET_UNKNOWN',
    `a subset is a pair such as acm_Arab-eng_Latn, not ${subset}`,
    { file: source.name },
  );
}

function language(request: LoadRequest, code: string): Promise<Passage[]> {
  const languages = opened.get(request.source) ?? new Map<string, Promise<Passage[]>>();
  opened.set(request.source, languages);
  const rows = languages.get(code) ?? read(request, code);
  // Moves the language to the end, so that the one used longest ago goes first.
  languages.delete(code);
  languages.set(code, rows);
  rows.catch(() => languages.delete(code));
  const [oldest] = languages.keys();
  if (languages.size > KEPT && oldest !== undefined) languages.delete(oldest);
  return rows;
}

async function read(request: LoadRequest, code: string): Promise<Passage[]> {
  const rows = await wholeSplit(request, code, request.split, [
    'link',
    'flores_passage',
    'question',
  ]);
  return rows.map(({ row, place }) => ({
    link: idText(row['link'], 'link', place),
    passage: text(row, 'flores_passage', place),
    question: text(row, 'question', place),
  }));
}
