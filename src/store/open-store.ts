import type { Encoder } from '../types/encoder.js';
import { cachingEncoder } from './caching-encoder.js';
import { EmbeddingStore, type StoreState } from './embedding-store.js';
import { embeddingRoot } from './store-folder.js';
import { storeLimit } from './store-limit.js';

/** What a user reads when vectors could not be kept. */
const STORE_DOUBTS: Readonly<Record<StoreState, readonly string[]>> = {
  ok: [],
  full: [
    'the embedding store is full: the vectors made after that are not kept (glottobench cache info; GLOTTOBENCH_CACHE_LIMIT_GB)',
  ],
  damaged: [
    'the embedding store of this model was damaged: it was left aside and removed; the next run makes its vectors anew',
  ],
};

/** Puts the store of the model before its encoder; `doubts` tells afterwards whether vectors could be kept. */
export async function withStore(
  encoder: Encoder,
): Promise<{ readonly stored: Encoder; readonly doubts: () => readonly string[] }> {
  const store = await EmbeddingStore.open(
    embeddingRoot(),
    encoder.fingerprint,
    encoder.dims,
    storeLimit(),
    encoder.id,
  );
  return { stored: cachingEncoder(encoder, store), doubts: () => STORE_DOUBTS[store.state] };
}
