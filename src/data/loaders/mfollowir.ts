import type { Loader, LoadRequest } from '../loader.js';
import { readCandidates } from '../parts/rows.js';
import { namedConfigs, namedRows } from '../parts/named-configs.js';

/**
 * mFollowIR and its cross-lingual form (`eng-fas`: the documents' language names the configs):
 * candidates reranked under an original and a changed instruction, queries `<topic>-og` and
 * `<topic>-changed`.
 */
export const loader: Loader = {
  load: namedConfigs({
    qrels: ['default-{language}', 'test'],
    corpus: ['corpus-{language}', 'corpus'],
    queries: ['queries-{language}', 'queries'],
    candidates: ['top_ranked-{language}', 'top_ranked'],
    instructions: ['instruction-{language}', 'instruction'],
  }),
};

/**
 * Topic (query id without `-og` and `-changed`) → documents whose relevance the changed instruction
 * alters, for p-MRR.
 */
export function readChangedRelevance(
  request: Pick<LoadRequest, 'source' | 'subset' | 'split'>,
): Promise<Map<string, string[]>> {
  return readCandidates(namedRows(request, ['qrel_diff-{language}', 'qrel_diff']));
}
