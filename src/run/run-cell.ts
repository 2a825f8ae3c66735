import { openDataset } from '../data/open-dataset.js';
import { scoreRankings } from '../metrics/score-rankings.js';
import { DEFAULT_K_VALUES } from '../metrics/table.js';
import type { Cell, CellSeconds } from '../types/cell.js';
import type { RetrievalDataset } from '../types/dataset.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { Ranker, Ranking } from '../types/ranking.js';
import type { RepositoryFiles } from '../types/repository.js';
import type { TextItem } from '../types/text.js';
import type { FinishedCell } from './result-sink.js';

export interface CellInputs {
  readonly cell: Cell;
  readonly definition: TaskDefinition;
  /** The definition's languages of the subset, verbatim. */
  readonly languages: readonly string[];
  readonly source: RepositoryFiles;
  readonly ranker: Ranker;
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
    split: cell.split, subset: cell.subset, source: inputs.source, setting: cell.setting,
    queryLanguages: cell.queryLanguages, documentLanguages: cell.documentLanguages, signal,
  });
  inputs.onLoaded(dataset);
  const loaded = performance.now();
  const queries = inputs.limit === undefined ? dataset.queries : dataset.queries.slice(0, inputs.limit);
  const kValues = definition.k_values ?? DEFAULT_K_VALUES;
  const counter = { documents: 0 };
  const context = { task: definition.name, taskType: definition.type, subset: cell.subset, queryLanguages: dataset.queryLanguages, documentLanguages: dataset.documentLanguages };
  const rankings = await inputs.ranker.rank(queries, counted(dataset.corpus(signal), counter), context, {
    k: Math.max(...kValues), candidates: dataset.topRanked, signal, onProgress: (_stage, texts) => inputs.onTexts(texts),
  });
  const ranked = performance.now();
  const { scores, perQuery } = scoreRankings(rankings, dataset.qrels, {
    kValues, ignoreIdenticalIds: definition.ignore_identical_ids ?? false, skipFirstResult: definition.skip_first_result ?? false,
  });
  const scored = performance.now();
  const seconds: CellSeconds = { load: (loaded - start) / 1000, rank: (ranked - loaded) / 1000, score: (scored - ranked) / 1000 };
  return { cell, rankings, perQuery, ...records(inputs, dataset, { scores, rankings, documents: counter.documents, seconds }) };
}

async function* counted(corpus: AsyncIterable<readonly TextItem[]>, counter: { documents: number }): AsyncGenerator<readonly TextItem[]> {
  for await (const chunk of corpus) {
    counter.documents += chunk.length;
    yield chunk;
  }
}

interface Measured {
  readonly scores: FinishedCell['result']['scores'];
  readonly rankings: readonly Ranking[];
  readonly documents: number;
  readonly seconds: CellSeconds;
}

function records({ cell, definition, languages }: CellInputs, dataset: RetrievalDataset, measured: Measured): Pick<FinishedCell, 'result' | 'record'> {
  const { load, rank, score } = measured.seconds;
  const at = { split: cell.split, subset: cell.subset };
  return {
    result: {
      task: definition, split: cell.split, subset: cell.subset, languages, scores: measured.scores, seconds: load + rank + score,
      phases: [
        { name: 'Data loading', start: 0, end: load },
        { name: 'Searching corpus', start: load, end: load + rank, ...at },
        { name: 'Scoring', start: load + rank, end: load + rank + score, ...at },
      ],
    },
    record: {
      task: cell.task, split: cell.split, subset: cell.subset, setting: cell.setting, dataset_revision: dataset.source.revision,
      main_score: measured.scores[definition.main_score] ?? NaN, queries: measured.rankings.length, documents: measured.documents,
      seconds: measured.seconds, finished: new Date().toISOString(),
    },
  };
}
