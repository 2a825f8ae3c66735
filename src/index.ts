/**
 * The public API of glottobench: what the command line does, as functions. Nothing else of the
 * package is promised.
 *
 *     for await (const event of evaluate({ models: ['bm25'], tasks: ['UDHRRetrieval'], out:
 *     'results', precision: 'fp32', fresh: false, offline: true })) …
 */
export {
  GlottobenchError,
  isGlottobenchError,
  ERROR_TABLE,
  type ErrorCode,
  type Issue,
} from './base/errors.js';
export { loadTask } from './registry/load-task.js';
export { listTasks, type TaskFilter, type TaskSummary } from './registry/list-tasks.js';
export { loadBenchmark } from './registry/benchmarks.js';
export { taskSubsets, type TaskSubset } from './registry/subsets.js';
export { validateTask } from './registry/validate-task.js';
export { openDataset, type OpenDatasetOptions } from './data/open-dataset.js';
export { openHubRepository, type OpenHubRepositoryOptions } from './hub/repository.js';
export { snapshotModel, type SnapshotModelOptions } from './hub/snapshot-model.js';
export { openEncoder, type OpenedEncoder } from './models/open-encoder.js';
export type { OpenEncoderOptions } from './models/encoder-options.js';
export type { CheckpointSummary } from './models/checkpoint-summary.js';
export { openDenseRanker } from './search/dense-ranker.js';
export { openBm25Ranker } from './search/bm25/bm25-ranker.js';
export { scoreRankings, type RankingScores, type ScoreOptions } from './metrics/score-rankings.js';
export { evaluate } from './run/evaluate.js';
export { planRun, type RunPlan } from './run/plan.js';
export type { RunOptions } from './run/request/run-options.js';
export { aggregate, type AggregateOptions } from './analysis/aggregate/aggregate.js';
export { compareModels, type CompareOptions } from './analysis/compare/compare.js';
export { findModels, type FindOptions } from './analysis/compare/find-models.js';
export { analyseFactors, type AnalyseOptions } from './analysis/factorial/analyse-models.js';
export { regressModels, type RegressOptions } from './analysis/explain/regress-models.js';
export { typologyTable } from './report/typology-table.js';
export { comparable, type ComparableOptions } from './results/comparable/comparable.js';
export { loadResults } from './analysis/load-results.js';
export { validateResults } from './results/validate/results.js';
export { runWorker } from './run/queue/worker.js';
export type { WorkerEvent, WorkerRequest } from './run/queue/worker-request.js';
export type { Aggregation } from './types/generated/aggregation.js';
export type { CheckpointCard } from './types/generated/checkpoint-card.js';
export type { TaskDefinition } from './types/generated/task.js';
export type { TaskResult } from './types/generated/task-result.js';
export type { Cell, CellResult } from './types/cell.js';
export type { CellScore } from './types/cell-score.js';
export type { Encoder, ModelId } from './types/encoder.js';
export type { RetrievalDataset, Setting } from './types/dataset.js';
export type { Ranker, Ranking } from './types/ranking.js';
export type { RunEvent } from './types/event.js';
export type { TableModel } from './types/table.js';
export type { Qrels, TextItem } from './types/text.js';
