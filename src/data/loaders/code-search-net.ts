import { namedConfigs } from './named-configs.js';

/** CodeSearchNet as CoIR lays it out: of the queries only those of partition `test`. */
export const loadCodeSearchNet = namedConfigs({
  qrels: ['{subset}-qrels', 'test'],
  corpus: ['{subset}-corpus', 'corpus'],
  queries: ['{subset}-queries', 'queries'],
  queriesWhere: { column: 'partition', value: 'test' },
});
