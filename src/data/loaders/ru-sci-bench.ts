import type { Loader } from '../loader.js';
import { namedConfigs } from '../parts/named-configs.js';

/**
 * RuSciBench citation and co-citation: the part stands before the subset, judgements in a config
 * named as the subset.
 */
export const loader: Loader = {
  load: namedConfigs({
    qrels: ['{subset}', 'test'],
    corpus: ['corpus-{subset}', 'corpus'],
    queries: ['queries-{subset}', 'queries'],
  }),
};
