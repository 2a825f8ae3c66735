/**
 * MTEB's retrieval metrics and the language-bias metrics: `import { scoreRankings } from
 * 'glottobench/metrics'`.
 */
export { scoreRankings, type RankingScores, type ScoreOptions } from './score-rankings.js';
export { roundForDisk } from './arithmetic/disk-rounding.js';
export { DEFAULT_K_VALUES, MTEB_DICTIONARY, OWN_SCORES, SCORES } from '../scores/table.js';
export { findScore, scoreKey, type ScoreKey } from '../scores/keys.js';
export { scoreLabel } from '../scores/label.js';
export type {
  RankedScore,
  ScoreFacts,
  ScoreParameter,
  UpperScore,
} from '../scores/contract/score.js';
export type { JudgedHit, JudgedRanks } from '../types/judged-ranks.js';
export { rankDistance, type RankDistance } from './bias/rank-distance.js';
export {
  languageShare,
  type LanguageShare,
  type LanguageShareOptions,
} from './bias/language-share.js';
export { singleAnswerMatrix, type SingleAnswerOptions } from './bias/single-answer-matrix.js';
export { lareqaAveragePrecision, type LareqaScores } from './bias/lareqa-average-precision.js';
export { type AveragePrecisionOptions, type Denominator } from '../scores/own/lareqa-map.js';
export { peer, type Peer, type PeerOptions, type PeerVariant } from './bias/peer.js';
export {
  meanRankCorrelation,
  type MeanRankCorrelation,
  type MeanRankCorrelationOptions,
} from './bias/mean-rank-correlation.js';
export type { LanguageMatrix, LanguageOf } from './bias/language-of.js';
