import { openDenseRanker } from '../../search/dense-ranker.js';
import type { Encoder } from '../../types/encoder.js';
import type { Ranker } from '../../types/ranking.js';
import { samplingEncoder, type SamplingEncoder } from '../fidelity/sampling-encoder.js';
import { withStore } from '../../store/open-store.js';

interface StoredRanker {
  /** Closing it closes store and encoder. */
  readonly ranker: Ranker;
  /** The encoder behind it; remembers a sample of the texts. */
  readonly sampled: SamplingEncoder;
  /** What became of the store, to be asked at the end. */
  readonly doubts: () => readonly string[];
}

/**
 * Exact search over an encoder that looks into the embedding store first. If it cannot be opened,
 * nothing stays open.
 */
export async function openStoredRanker(encoder: Encoder, threads?: number): Promise<StoredRanker> {
  let opened = encoder;
  try {
    const { stored, doubts } = await withStore(encoder);
    opened = stored;
    const sampled = samplingEncoder(stored);
    return { sampled, doubts, ranker: await openDenseRanker(sampled, threads) };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
