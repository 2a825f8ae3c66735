/** MTEB's retrieval metrics and the language-bias metrics: `import { scoreRankings } from 'glottobench/metrics'`. */
export { scoreRankings, type RankingScores, type ScoreOptions } from './score-rankings.js';
export { roundForDisk } from './disk-rounding.js';
export { CUTOFF_METRICS, DEFAULT_K_VALUES, METRICS, NAUC_METRICS } from './table.js';
export type { CutoffMetric, MetricDescriptor } from './metric.js';
export type { JudgedRanks } from './judged-ranks.js';
export { rankDistance, rankDistanceMetric, type RankDistance } from './bias/rank-distance.js';
export {
  languageShare,
  languageShareMetric,
  type LanguageShare,
  type LanguageShareOptions,
} from './bias/language-share.js';
export {
  singleAnswerMatrix,
  singleAnswerMetric,
  type SingleAnswerOptions,
} from './bias/single-answer-matrix.js';
export {
  lareqaAveragePrecision,
  lareqaMetric,
  type AveragePrecisionOptions,
  type Denominator,
  type LareqaScores,
} from './bias/lareqa-average-precision.js';
export { peer, peerMetric, type Peer, type PeerOptions, type PeerVariant } from './bias/peer.js';
export {
  meanRankCorrelation,
  meanRankCorrelationMetric,
  type MeanRankCorrelation,
  type MeanRankCorrelationOptions,
} from './bias/mean-rank-correlation.js';
export type { LanguageMatrix, LanguageOf } from './bias/language-of.js';
