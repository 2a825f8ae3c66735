import { resolve } from 'node:path';
import { packageVersion } from '../../base/folders.js';
import type { EncoderSettings } from '../../models/encoder-settings.js';
import { vectorSettings } from '../../models/encoder-variant.js';
import type { RunEvent } from '../../types/event.js';
import type { TextItem } from '../../types/text.js';
import { localSearch, type CellQuestion, type CellSearch } from '../cell/cell-search.js';
import { dataFolder } from '../open/data-folder.js';
import type { OpenedModel } from '../open/model-facts.js';
import type { ModelSpec } from '../open/model-spec.js';
import { runtimeVersion } from '../open/versions.js';
import { runWarning } from '../../warnings/warning-event.js';
import { askerOf } from './asker.js';
import { queuedSearch, SHARD_DOCUMENTS } from './queued-search.js';
import type { RunQueue } from './run-queue.js';
import {
  QUEUE_PROTOCOL,
  type QuestionModel,
  type ShardQuestion,
  type Versions,
} from './shard-question.js';

/** Versions of this process. */
export function ownVersions(): Versions {
  return { protocol: QUEUE_PROTOCOL, glottobench: packageVersion(), onnxruntime: runtimeVersion() };
}

export interface SearchByWorkers {
  readonly queue: RunQueue;
  readonly spec: ModelSpec;
  readonly opened: OpenedModel;
  /** The revision folder that results go into. */
  readonly folder: string;
  readonly settings: EncoderSettings;
  /** Folders with data, as the user gave them. */
  readonly folders: readonly string[];
  readonly shardDocuments: number | undefined;
  readonly fresh: boolean;
  readonly emit: (event: RunEvent) => void;
}

/**
 * The search of a run with a queue. What gains nothing from it, or cannot be cut into shards, is
 * ranked by this process, and the run says so.
 */
export async function searchByWorkers(inputs: SearchByWorkers): Promise<CellSearch> {
  const { queue, spec, opened, emit, folder } = inputs;
  const warn = (message: string): void =>
    emit(runWarning('queue-trouble', message, opened.id.name));
  const warnHere = (message: string): void =>
    emit(runWarning('ranked-here', message, opened.id.name));
  const here = oneByOne(localSearch(opened.ranker));
  const fingerprint = opened.fingerprint;
  if (fingerprint === undefined || (spec.kind !== 'folder' && spec.kind !== 'hub')) {
    warnHere(`ranked by this process, not through the queue: ${REASONS[spec.kind] ?? ''}`);
    return here;
  }
  const model: QuestionModel = {
    spec: spec.kind === 'folder' ? { kind: 'folder', path: resolve(spec.path) } : spec,
    id: opened.id,
    fingerprint,
    settings: vectorSettings(inputs.settings),
  };
  const queued = queuedSearch(queue, {
    about: (question) => aboutCell(question, model, inputs),
    asker: await askerOf(folder, inputs.fresh),
    warn,
  });
  const sample = opened.fidelity === undefined ? undefined : sampleOnce(here);
  return {
    atOnce: queued.atOnce,
    search: async (question) => {
      if (question.k === Infinity) {
        warnHere(
          `${question.cell.task} ${question.cell.subset} is ranked by this process, not through the queue: measures of a language pool need its full order`,
        );
        return here.search(question);
      }
      await sample?.(question);
      return queued.search(question);
    },
    close: () => queued.close(),
  };
}

const REASONS: Readonly<Partial<Record<ModelSpec['kind'], string>>> = {
  bm25: 'BM25 weighs a word by the whole corpus',
  random: 'a random order costs nothing',
  endpoint: 'the service behind the address does the work',
};

function aboutCell(
  { cell, definition, dataset, queries, k }: CellQuestion,
  model: QuestionModel,
  { folders, shardDocuments = SHARD_DOCUMENTS }: SearchByWorkers,
): Omit<ShardQuestion, 'asker'> {
  const folder = dataFolder(definition, folders);
  return {
    versions: ownVersions(),
    model,
    definition,
    k,
    shardDocuments,
    cell: {
      task: cell.task,
      split: cell.split,
      subset: cell.subset,
      setting: cell.setting,
      queryLanguages: cell.queryLanguages,
      documentLanguages: cell.documentLanguages,
    },
    data: {
      revision: dataset.source.revision,
      folder: folder === undefined ? undefined : resolve(folder),
      queries: queries.length,
    },
  };
}

/** Cells that are asked for at once are ranked one after the other here. */
function oneByOne(search: CellSearch): CellSearch {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...search,
    search: (question) => {
      const next = last.then(() => search.search(question));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

const SAMPLE = 32;

/**
 * Where precision was given up, the run compares vectors of some texts: this process has to have
 * embedded some.
 */
function sampleOnce(here: CellSearch): (question: CellQuestion) => Promise<void> {
  let done: Promise<unknown> | undefined;
  return async (question) => {
    done ??= here.search({
      ...question,
      queries: question.queries.slice(0, SAMPLE),
      onTexts: () => undefined,
      dataset: {
        ...question.dataset,
        topRanked: undefined,
        corpus: (signal) => firstOf(question.dataset.corpus(signal)),
      },
    });
    await done.catch((error: unknown) => {
      // The next cell tries again.
      done = undefined;
      throw error;
    });
  };
}

async function* firstOf(
  corpus: AsyncIterable<readonly TextItem[]>,
): AsyncGenerator<readonly TextItem[]> {
  for await (const chunk of corpus) {
    yield chunk.slice(0, SAMPLE);
    return;
  }
}
