import type { EncodeOptions, Encoder } from '../types/encoder.js';
import { EmbeddingStore } from './embedding-store.js';

/**
 * Texts of the first slice. A slice is committed when it is done: it is what a killed run has to do
 * again.
 */
const FIRST_SLICE = 512;
const LARGEST_SLICE = 16_384;
/**
 * A slice that took less time is followed by one of double size: larger ones pad less and commit
 * less often.
 */
const SLICE_MS = 4000;

/**
 * An encoder that looks into the store first. A vector depends on prompt and text, on the role by
 * itself only where the encoder says so: a text used as query and as document is encoded once when
 * both roles have the same prompt.
 */
export function cachingEncoder(encoder: Encoder, store: EmbeddingStore): Encoder {
  return {
    id: encoder.id,
    dims: encoder.dims,
    maxTokens: encoder.maxTokens,
    similarity: encoder.similarity,
    fingerprint: encoder.fingerprint,
    rolesDiffer: encoder.rolesDiffer,
    promptFor: (options) => encoder.promptFor(options),
    encode: (texts, options) => encodeThrough(encoder, store, texts, options),
    close: async () => {
      await store.close();
      await encoder.close();
    },
  };
}

async function encodeThrough(
  encoder: Encoder,
  store: EmbeddingStore,
  texts: readonly string[],
  options: EncodeOptions,
): Promise<Float32Array> {
  const prompt =
    (encoder.rolesDiffer === true ? `${options.role}\u0000` : '') + encoder.promptFor(options);
  const vectors = new Float32Array(texts.length * encoder.dims);
  /** Distinct absent texts, each with every row that waits for it. */
  const absent = new Map<string, { key: Buffer; rows: number[] }>();
  let found = 0;
  texts.forEach((text, row) => {
    const waiting = absent.get(text);
    if (waiting !== undefined) {
      waiting.rows.push(row);
      return;
    }
    const key = EmbeddingStore.key(prompt, text);
    if (store.read(key, vectors, row * encoder.dims)) found++;
    else absent.set(text, { key, rows: [row] });
  });
  if (found > 0) options.onProgress?.(found);
  // Longest first across the whole call, so that a slice holds texts of like length and its batches
  // need little padding.
  const missing = [...absent].sort((a, b) => b[0].length - a[0].length);
  let size = FIRST_SLICE;
  // A commit waits for the disk, not for the processor: the next slice is encoded meanwhile.
  let committed = Promise.resolve();
  for (let start = 0; start < missing.length;) {
    options.signal?.throwIfAborted();
    const slice = missing.slice(start, start + size);
    const began = performance.now();
    const made = await encoder.encode(
      slice.map(([text]) => text),
      { ...options, onProgress: undefined },
    );
    start += slice.length;
    if (performance.now() - began < SLICE_MS) size = Math.min(2 * size, LARGEST_SLICE);
    slice.forEach(([, { rows }], i) => {
      const vector = made.subarray(i * encoder.dims, (i + 1) * encoder.dims);
      for (const row of rows) vectors.set(vector, row * encoder.dims);
    });
    await committed;
    committed = store.write(
      slice.map(([, { key }]) => key),
      made,
    );
    options.onProgress?.(slice.reduce((sum, [, { rows }]) => sum + rows.length, 0));
  }
  await committed;
  return vectors;
}
