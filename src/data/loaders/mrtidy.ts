import type { Loader } from '../loader.js';
import { namedConfigs } from '../parts/named-configs.js';

/** Mr. TyDi: mteb's standard names, but every corpus stands in split `train`. */
export const loader: Loader = {
  load: namedConfigs({
    qrels: ['{subset}-qrels', '{split}'],
    corpus: ['{subset}-corpus', 'train'],
    queries: ['{subset}-queries', '{split}'],
  }),
};
