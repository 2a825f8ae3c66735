import { openDataset } from '../../data/open-dataset.js';
import { scoreRankings } from '../../metrics/score-rankings.js';
import { extraScores } from '../../registry/score-names.js';
import { DEFAULT_K_VALUES } from '../../scores/table.js';
import type { Cell, CellSeconds } from '../../types/cell.js';
import type { RetrievalDataset } from '../../types/dataset.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { Ranking } from '../../types/ranking.js';
import type { QueryScores } from '../../types/scores.js';
import type { RepositoryFiles } from '../../types/repository.js';
import { measurePool, FULL_RANKING_LIMIT, type PoolBias } from './bias.js';
import type { CellSearch } from './cell-search.js';
import type { FinishedCell } from './result-sink.js';
import { withoutTrivialHits } from './trivial-hits.js';

interface CellInputs {
  readonly cell: Cell;
  readonly definition: TaskDefinition;
  /** The definition's languages of the subset, verbatim. */
  readonly languages: readonly string[];
  readonly source: RepositoryFiles;
  readonly search: CellSearch;
  readonly limit: number | undefined;
  readonly signal: AbortSignal;
  readonly onLoaded: (dataset: RetrievalDataset) => void;
  readonly onTexts: (texts: number) => void;
}

/** One cell from data to scores: load, rank, score. Writes nothing. */
export async function runCell(inputs: CellInputs): Promise<FinishedCell> {
  const { cell, definition, signal } = inputs;
  const start = performance.now();
  const dataset = await openDataset(definition, {
    split: cell.split,
    subset: cell.subset,
    source: inputs.source,
    setting: cell.setting,
    queryLanguages: cell.queryLanguages,
    documentLanguages: cell.documentLanguages,
    signal,
  });
  inputs.onLoaded(dataset);
  const loaded = performance.now();
  const queries =
    inputs.limit === undefined ? dataset.queries : dataset.queries.slice(0, inputs.limit);
  const kValues = definition.k_values ?? DEFAULT_K_VALUES;
  const depth = Math.max(...kValues);
  const context = {
    task: definition.name,
    taskType: definition.type,
    instruction: definition.prompt ?? null,
    subset: cell.subset,
    queryLanguages: dataset.queryLanguages,
    documentLanguages: dataset.documentLanguages,
  };
  const pool = isPool(inputs, dataset);
  const { rankings, ...corpus } = await inputs.search.search({
    cell,
    definition,
    dataset,
    queries,
    context,
    k: pool ? Infinity : depth,
    signal,
    onTexts: inputs.onTexts,
  });
  const ranked = performance.now();
  const top = pool ? rankings.map((ranking) => cut(ranking, depth)) : rankings;
  const { scores, perQuery } = scoreRankings(top, dataset.qrels, {
    kValues,
    extraScores: extraScores(definition),
    ignoreIdenticalIds: definition.ignore_identical_ids ?? false,
    skipFirstResult: definition.skip_first_result ?? false,
  });
  const bias =
    pool && corpus.languages.size === corpus.documents
      ? biasOf(inputs, dataset, rankings, corpus.languages)
      : undefined;
  const scored = performance.now();
  const seconds: CellSeconds = {
    load: (loaded - start) / 1000,
    rank: (ranked - loaded) / 1000,
    score: (scored - ranked) / 1000,
  };
  return {
    cell,
    rankings: top,
    perQuery: withColumns(perQuery, bias),
    bias,
    ...records(inputs, dataset, {
      scores: { ...scores, ...bias?.scores },
      rankings: top,
      documents: corpus.documents,
      seconds,
    }),
  };
}

/** Only a pool that is small enough to be ranked in full, and whose scoring asks for it. */
function isPool(
  { cell, definition }: CellInputs,
  { documentCount, queries }: RetrievalDataset,
): boolean {
  return (
    definition.scoring?.kind === 'language-pool' &&
    cell.setting === 'multilingual' &&
    (documentCount ?? Infinity) * queries.length <= FULL_RANKING_LIMIT
  );
}

function biasOf(
  { cell, definition }: CellInputs,
  dataset: RetrievalDataset,
  rankings: readonly Ranking[],
  languages: ReadonlyMap<string, string>,
): PoolBias {
  return measurePool({
    subset: cell.subset,
    queryLanguage: dataset.queryLanguages[0] ?? '',
    languages,
    rankings: asScored(definition, rankings),
    qrels: dataset.qrels,
  });
}

/** Without the trivial hits that MTEB's scores leave out too. */
function asScored(definition: TaskDefinition, rankings: readonly Ranking[]): readonly Ranking[] {
  return rankings.map((ranking) => withoutTrivialHits(ranking, definition));
}

/** mteb never sees more than `depth` hits: its confidences depend on how many there are. */
function cut({ query, docs, scores }: Ranking, depth: number): Ranking {
  return {
    query,
    docs: docs.slice(0, depth),
    scores: Float64Array.from({ length: Math.min(depth, docs.length) }, (_, i) => scores[i] ?? NaN),
  };
}

/** Adds the columns of the bias metrics where they have a value for every query. */
function withColumns(perQuery: QueryScores, bias: PoolBias | undefined): QueryScores {
  const same =
    bias !== undefined &&
    bias.perQuery.queries.length === perQuery.queries.length &&
    bias.perQuery.queries.every((query, i) => query === perQuery.queries[i]);
  return same
    ? { queries: perQuery.queries, values: { ...perQuery.values, ...bias.perQuery.values } }
    : perQuery;
}

interface Measured {
  readonly scores: FinishedCell['result']['scores'];
  readonly rankings: readonly Ranking[];
  readonly documents: number;
  readonly seconds: CellSeconds;
}

function records(
  { cell, definition, languages }: CellInputs,
  dataset: RetrievalDataset,
  measured: Measured,
): Pick<FinishedCell, 'result' | 'record'> {
  const { load, rank, score } = measured.seconds;
  const at = { split: cell.split, subset: cell.subset };
  return {
    result: {
      task: definition,
      split: cell.split,
      subset: cell.subset,
      languages,
      scores: measured.scores,
      seconds: load + rank + score,
      phases: [
        { name: 'Data loading', start: 0, end: load },
        { name: 'Searching corpus', start: load, end: load + rank, ...at },
        { name: 'Scoring', start: load + rank, end: load + rank + score, ...at },
      ],
    },
    record: {
      task: cell.task,
      split: cell.split,
      subset: cell.subset,
      setting: cell.setting,
      dataset_revision: dataset.source.revision,
      main_score: measured.scores[definition.main_score] ?? NaN,
      queries: measured.rankings.length,
      documents: measured.documents,
      seconds: measured.seconds,
      finished: new Date().toISOString(),
      ...(dataset.warnings.length > 0 && { warnings: [...dataset.warnings] }),
    },
  };
}
