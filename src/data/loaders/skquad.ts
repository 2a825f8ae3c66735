import type { Loader } from '../loader.js';
import { namedConfigs } from '../parts/named-configs.js';

/** SK-QuAD: mteb's standard names with fixed splits. */
export const loader: Loader = {
  load: namedConfigs({
    qrels: ['default', 'test'],
    corpus: ['corpus', 'corpus'],
    queries: ['queries', 'queries'],
  }),
};
