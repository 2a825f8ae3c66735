import { namedConfigs } from './named-configs.js';

/** RuSciBench citation and co-citation: the part stands before the subset, judgements in a config named as the subset. */
export const loadRuSciBench = namedConfigs({
  qrels: ['{subset}', 'test'],
  corpus: ['corpus-{subset}', 'corpus'],
  queries: ['queries-{subset}', 'queries'],
});
