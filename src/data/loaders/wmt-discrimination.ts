import { GlottobenchError } from '../../base/errors.js';
import { judge, type LoadedSubset, type Loader, type LoadRequest } from '../loader.js';
import { emptyDictionaries, fromDictionaries, text, wholeSplit } from '../whole-split.js';

const CONFIGS: Readonly<Record<string, string>> = {
  'deu-fra': 'wmt21.de.fr',
  'fra-deu': 'wmt21.fr.de',
};
const TARGETS = ['Target', 'TargetAdv1', 'TargetAdv2', 'TargetAdv3', 'TargetAdv4'] as const;

/**
 * CrossLingualSemanticDiscriminationWMT21: a source sentence finds its translation among the
 * translations and four distractors of every row. A distractor with the same text as the
 * translation is relevant too.
 */
export const loader: Loader = { load };

async function load(request: LoadRequest): Promise<LoadedSubset> {
  const config = CONFIGS[request.subset];
  if (config === undefined)
    throw new GlottobenchError('GB_SUBSET_UNKNOWN', `there is no subset ${request.subset}`, {
      hint: `Subsets: ${Object.keys(CONFIGS).join(', ')}`,
    });
  const { queries, documents, qrels } = emptyDictionaries();
  for (const [i, { row, place }] of (
    await wholeSplit(request, config, request.split, ['Source', ...TARGETS])
  ).entries()) {
    const query = `Q${i + 1}`;
    queries.set(query, text(row, 'Source', place));
    for (const column of TARGETS) {
      const target = text(row, column, place);
      const document = `D${documents.size + 1}`;
      documents.set(document, { text: target });
      if (target === text(row, 'Target', place)) judge(qrels, query, document, 1);
    }
  }
  return fromDictionaries({ queries, documents, qrels });
}
