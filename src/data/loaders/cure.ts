import type { Loader } from '../loader.js';
import { namedConfigs } from '../parts/named-configs.js';

/**
 * CUREv1: English documents and judgements of a discipline (the split), shared by the queries of
 * three languages. The split `all` is the union of the disciplines, in which documents may repeat.
 */
export const loader: Loader = {
  load: namedConfigs({
    qrels: ['qrels', '{split}'],
    corpus: ['corpus', '{split}'],
    queries: ['queries-{subset}', '{split}'],
    distinctDocuments: true,
  }),
};
