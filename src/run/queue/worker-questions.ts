import { GlottobenchError } from '../../base/errors.js';
import { openDataset } from '../../data/open-dataset.js';
import type { RetrievalDataset } from '../../types/dataset.js';
import type { Ranking } from '../../types/ranking.js';
import type { RepositoryFiles } from '../../types/repository.js';
import type { TextItem } from '../../types/text.js';
import { dataFolder } from '../open/data-folder.js';
import { watchDownloads } from '../open/download-watch.js';
import { openSource } from '../open/open-source.js';
import { CorpusCursor } from './corpus-cursor.js';
import { ownVersions } from './search-by-workers.js';
import type { Shard, ShardQuestion, Versions } from './shard-question.js';
import { WorkerModels } from './worker-models.js';
import { workerHub, type WorkerEvent, type WorkerRequest } from './worker-request.js';

/** Questions whose data stays open. A run asks for several cells at once. */
const OPEN_AT_ONCE = 12;

interface OpenQuestion {
  readonly dataset: RetrievalDataset;
  readonly cursor: CorpusCursor;
  readonly queries: readonly TextItem[];
}

/**
 * Questions as this machine can answer them: its own checkpoint and its own data, both checked
 * against the run's.
 */
export class WorkerQuestions {
  readonly #request: WorkerRequest;
  readonly #emit: (event: WorkerEvent) => void;
  readonly #models: WorkerModels;
  readonly #open = new Map<string, OpenQuestion>();
  readonly #sources = new Map<string, Promise<RepositoryFiles>>();

  constructor(request: WorkerRequest, emit: (event: WorkerEvent) => void) {
    this.#request = request;
    this.#emit = emit;
    this.#models = new WorkerModels(request, emit);
  }

  /**
   * Everything that a question needs. @throws what is missing or differs: this worker cannot
   * answer, another may
   */
  async prepare(key: string, question: ShardQuestion, signal: AbortSignal): Promise<void> {
    checkVersions(question.versions);
    await this.#models.get(question.model, signal);
    if (this.#open.has(key)) return;
    for (const [old, { cursor }] of this.#open) {
      if (this.#open.size < OPEN_AT_ONCE) break;
      this.#open.delete(old);
      await cursor.close();
    }
    const dataset = await this.#dataset(question, signal);
    this.#open.set(key, {
      dataset,
      cursor: new CorpusCursor(dataset),
      queries: dataset.queries.slice(0, question.data.queries),
    });
  }

  /** Ranks one shard for all queries. `prepare` has been called. */
  async rank(
    key: string,
    question: ShardQuestion,
    shard: Shard,
    signal: AbortSignal,
  ): Promise<{ rankings: Ranking[]; documents: number }> {
    const opened = this.#open.get(key);
    if (opened === undefined) throw new Error('the question is not open');
    const { dataset, cursor, queries } = opened;
    const { ranker } = await this.#models.get(question.model, signal);
    const seen = { documents: 0 };
    const { queryLanguages, documentLanguages } = dataset;
    const context = {
      task: question.definition.name,
      taskType: question.definition.type,
      instruction: question.definition.prompt ?? null,
      subset: question.cell.subset,
      queryLanguages,
      documentLanguages,
    };
    const rankings = await ranker.rank(
      queries,
      counted(cursor.read(shard, signal), seen),
      context,
      { k: question.k, shard: true, candidates: dataset.topRanked, signal },
    );
    if (shard.to !== null && seen.documents < shard.to - shard.from) {
      throw new GlottobenchError(
        'GB_DATA_CORRUPT',
        `the corpus here ends after ${shard.from + seen.documents} documents, the run counted more`,
      );
    }
    return { rankings, documents: seen.documents };
  }

  async close(): Promise<void> {
    for (const { cursor } of this.#open.values()) await cursor.close();
    this.#open.clear();
    await this.#models.close();
  }

  async #dataset(
    { definition, cell, data }: ShardQuestion,
    signal: AbortSignal,
  ): Promise<RetrievalDataset> {
    const source = await this.#source(definition, data.folder);
    const dataset = await openDataset(definition, {
      split: cell.split,
      subset: cell.subset,
      source,
      setting: cell.setting,
      queryLanguages: cell.queryLanguages,
      documentLanguages: cell.documentLanguages,
      signal,
    });
    if (dataset.source.revision !== data.revision || dataset.queries.length < data.queries) {
      throw new GlottobenchError(
        'GB_DATA_CORRUPT',
        `the data of ${definition.name} here is not that of the run: revision ${dataset.source.revision.slice(0, 12)} with ${dataset.queries.length} queries, not ${data.revision.slice(0, 12)} with ${data.queries}`,
        { file: source.name },
      );
    }
    return dataset;
  }

  /**
   * The folder that this worker was given, else the one of the run where it is here too, else the
   * hub.
   */
  #source(
    definition: ShardQuestion['definition'],
    folder: string | undefined,
  ): Promise<RepositoryFiles> {
    const { data } = this.#request;
    const folders =
      dataFolder(definition, data) === undefined && folder !== undefined
        ? [...data, `${definition.name}=${folder}`]
        : data;
    const key = JSON.stringify([definition.name, definition.dataset, folders]);
    let source = this.#sources.get(key);
    if (source === undefined) {
      const watch = {
        ...watchDownloads(
          '',
          workerHub(this.#request),
          () => undefined,
          new AbortController().signal,
        ),
        onWarning: (message: string) => this.#emit({ type: 'warning', message }),
      };
      source = openSource(definition, folders, watch);
      this.#sources.set(key, source);
      // What is missing now may be there when it is asked for again.
      source.catch(() => this.#sources.delete(key));
    }
    return source;
  }
}

function checkVersions(asked: Versions): void {
  const own = ownVersions();
  const differing = (Object.keys(own) as (keyof Versions)[]).filter(
    (name) => own[name] !== asked[name],
  );
  if (differing.length === 0) return;
  throw new GlottobenchError(
    'GB_USAGE',
    `the run is of another make: ${differing.map((name) => `${name} ${asked[name]} there, ${own[name]} here`).join(', ')}`,
    {
      hint: 'install the same version on all machines',
    },
  );
}

async function* counted(
  chunks: AsyncIterable<readonly TextItem[]>,
  seen: { documents: number },
): AsyncGenerator<readonly TextItem[]> {
  for await (const chunk of chunks) {
    seen.documents += chunk.length;
    yield chunk;
  }
}
