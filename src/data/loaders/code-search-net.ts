import type { Loader } from '../loader.js';
import { namedConfigs } from '../parts/named-configs.js';

/** CodeSearchNet as CoIR lays it out: of the queries only those of partition `test`. */
export const loader: Loader = {
  load: namedConfigs({
    qrels: ['{subset}-qrels', 'test'],
    corpus: ['{subset}-corpus', 'corpus'],
    queries: ['{subset}-queries', 'queries'],
    queriesWhere: { column: 'partition', value: 'test' },
  }),
};
