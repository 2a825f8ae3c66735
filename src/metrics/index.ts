/** MTEB's retrieval metrics and the language-bias metrics: `import { scoreRankings } from 'glottobench/metrics'`. */
export { scoreRankings, type RankingScores, type ScoreOptions } from './score-rankings.js';
export { roundForDisk } from './disk-rounding.js';
export { CUTOFF_METRICS, DEFAULT_K_VALUES, METRICS, NAUC_METRICS } from './table.js';
export type { CutoffMetric, MetricDescriptor } from './metric.js';
export type { JudgedRanks } from './judged-ranks.js';
