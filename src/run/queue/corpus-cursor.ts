import type { RetrievalDataset } from '../../types/dataset.js';
import type { TextItem } from '../../types/text.js';
import type { Shard } from './shard-question.js';

/**
 * Reads shards of a corpus that can only be read from its beginning. Shards come in rising order
 * nearly always: the stream stays open between them, so that a worker reads the corpus once,
 * whatever part of it others take.
 */
export class CorpusCursor {
  readonly #dataset: Pick<RetrievalDataset, 'corpus'>;
  #stream: AsyncIterator<readonly TextItem[]> | undefined;
  /** What was read of a chunk and not given yet; its first document is number `#position`. */
  #rest: readonly TextItem[] = [];
  #position = 0;

  constructor(dataset: Pick<RetrievalDataset, 'corpus'>) {
    this.#dataset = dataset;
  }

  /** The documents of a shard, fewer where the corpus ends before. */
  async *read({ from, to }: Shard, signal?: AbortSignal): AsyncGenerator<readonly TextItem[]> {
    if (this.#stream === undefined || from < this.#position) await this.#rewind();
    const end = to ?? Infinity;
    while (this.#position < end) {
      signal?.throwIfAborted();
      const chunk = await this.#next();
      if (chunk === undefined) return;
      const begin = this.#position;
      const wanted = chunk.slice(Math.max(0, from - begin), end - begin);
      this.#rest = chunk.slice(Math.max(0, end - begin));
      this.#position += chunk.length - this.#rest.length;
      if (wanted.length > 0) yield wanted;
    }
  }

  async close(): Promise<void> {
    await this.#stream?.return?.();
    this.#stream = undefined;
  }

  async #next(): Promise<readonly TextItem[] | undefined> {
    if (this.#rest.length > 0) {
      const rest = this.#rest;
      this.#rest = [];
      return rest;
    }
    try {
      const step = await this.#stream?.next();
      return step === undefined || step.done === true ? undefined : step.value;
    } catch (error) {
      // The next attempt begins anew: a stream that failed has ended.
      this.#stream = undefined;
      throw error;
    }
  }

  async #rewind(): Promise<void> {
    await this.close();
    // Without a signal: a stop ends the reading of one shard, not the stream.
    this.#stream = this.#dataset.corpus()[Symbol.asyncIterator]();
    this.#rest = [];
    this.#position = 0;
  }
}

/**
 * First and last document of each shard, for people: `documents 101 to 200 of the corpus (ids d17 …
 * d999)`. One pass over the corpus.
 * @param shards in rising order
 */
export async function describeShards(
  dataset: Pick<RetrievalDataset, 'corpus'>,
  shards: readonly Shard[],
): Promise<string[]> {
  const cursor = new CorpusCursor(dataset);
  const described: string[] = [];
  try {
    for (const shard of shards) {
      const ids: string[] = [];
      for await (const chunk of cursor.read(shard)) for (const { id } of chunk) ids.push(id);
      described.push(
        `documents ${shard.from + 1} to ${shard.from + ids.length} of the corpus (ids ${ids[0] ?? 'none'} … ${ids.at(-1) ?? 'none'})`,
      );
    }
  } finally {
    await cursor.close();
  }
  return described;
}
