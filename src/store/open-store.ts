import type { Encoder } from '../types/encoder.js';
import { cachingEncoder } from './caching-encoder.js';
import { EmbeddingStore, type StoreReport, type StoreState } from './embedding-store.js';
import { embeddingRoot } from './store-folder.js';
import { storeLimit } from './store-limit.js';

/** What a user reads when vectors could not be kept. */
const STORE_DOUBTS: Readonly<Record<StoreState, (reason: string) => string | undefined>> = {
  ok: () => undefined,
  full: () =>
    'the embedding store is full, or its disk is: the vectors made after that are not kept (glottobench cache info; GLOTTOBENCH_CACHE_LIMIT_GB)',
  failing: (reason) =>
    `the embedding store cannot be written (${reason}): the vectors made after that are not kept (GLOTTOBENCH_CACHE names another folder)`,
  damaged: (reason) =>
    `the embedding store of this model is damaged (${reason}): it was left aside; glottobench cache verify --repair removes what is wrong`,
};

/** Once, at the end of a run. */
function doubtsOf({ state, reason, replaced }: StoreReport): readonly string[] {
  const doubt = STORE_DOUBTS[state](reason ?? 'unknown reason');
  return [
    ...(replaced
      ? ['the embedding store of this model was damaged: it was removed and begun anew']
      : []),
    ...(doubt === undefined ? [] : [doubt]),
  ];
}

/**
 * Puts the store of the model before its encoder; `doubts` tells afterwards whether vectors could
 * be kept.
 */
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
  return { stored: cachingEncoder(encoder, store), doubts: () => doubtsOf(store.report) };
}
