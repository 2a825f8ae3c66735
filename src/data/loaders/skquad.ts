import { namedConfigs } from './named-configs.js';

/** SK-QuAD: mteb's standard names with fixed splits. */
export const loadSkquad = namedConfigs({
  qrels: ['default', 'test'],
  corpus: ['corpus', 'corpus'],
  queries: ['queries', 'queries'],
});
