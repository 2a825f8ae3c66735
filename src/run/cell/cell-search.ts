import type { Cell } from '../../types/cell.js';
import type { RetrievalDataset } from '../../types/dataset.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { RankContext, Ranker, Ranking } from '../../types/ranking.js';
import type { TextItem } from '../../types/text.js';

/** What is searched for one cell. */
export interface CellQuestion {
  readonly cell: Cell;
  readonly definition: TaskDefinition;
  readonly dataset: RetrievalDataset;
  /** Those of the dataset, or the first of them in a smoke run. */
  readonly queries: readonly TextItem[];
  readonly context: RankContext;
  /** Hits kept per query; `Infinity` asks for the full order of a small pool. */
  readonly k: number;
  readonly signal: AbortSignal;
  /** Called with the number of texts finished since the last call. */
  readonly onTexts: (texts: number) => void;
}

export interface CellAnswer {
  /** One per query, in the order of the queries. */
  readonly rankings: readonly Ranking[];
  readonly documents: number;
  /** Language of each document; only of a pool that was ranked in full. */
  readonly languages: ReadonlyMap<string, string>;
}

/** Where rankings come from: this process, or workers behind a queue. */
export interface CellSearch {
  /**
   * Cells that may be asked for at once: more than one keeps workers busy while a cell is scored.
   */
  readonly atOnce: number;
  search(question: CellQuestion): Promise<CellAnswer>;
  close(): Promise<void>;
}

/** The search of this process: the corpus streams through the ranker. */
export function localSearch(ranker: Ranker): CellSearch {
  return {
    atOnce: 1,
    search: (question) => searchHere(ranker, question),
    close: () => Promise.resolve(),
  };
}

async function searchHere(
  ranker: Ranker,
  { dataset, queries, context, k, signal, onTexts }: CellQuestion,
): Promise<CellAnswer> {
  const seen = { documents: 0, languages: new Map<string, string>() };
  const rankings = await ranker.rank(
    queries,
    counted(dataset.corpus(signal), seen, k === Infinity),
    context,
    {
      k,
      candidates: dataset.topRanked,
      signal,
      onProgress: (_stage, texts) => onTexts(texts),
    },
  );
  return { rankings, ...seen };
}

interface SeenCorpus {
  documents: number;
  readonly languages: Map<string, string>;
}

async function* counted(
  corpus: AsyncIterable<readonly TextItem[]>,
  seen: SeenCorpus,
  withLanguages: boolean,
): AsyncGenerator<readonly TextItem[]> {
  for await (const chunk of corpus) {
    seen.documents += chunk.length;
    if (withLanguages)
      for (const { id, language } of chunk)
        if (language !== undefined) seen.languages.set(id, language);
    yield chunk;
  }
}
