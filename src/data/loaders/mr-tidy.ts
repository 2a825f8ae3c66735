import { namedConfigs } from './named-configs.js';

/** Mr. TyDi: mteb's standard names, but every corpus stands in split `train`. */
export const loadMrTidy = namedConfigs({
  qrels: ['{subset}-qrels', '{split}'],
  corpus: ['{subset}-corpus', 'train'],
  queries: ['{subset}-queries', '{split}'],
});
