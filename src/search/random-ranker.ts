import { createHash } from 'node:crypto';
import type { Ranker } from '../types/ranking.js';
import { TopK } from './top-k.js';

/**
 * A score in [0, 1) that depends on seed, query and document only: the same on every machine and in
 * every order.
 */
function randomScore(seed: number, query: string, document: string): number {
  const digest = createHash('sha1').update(`${seed}\u0000${query}\u0000${document}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** The floor of every table: a seeded random order. */
export function openRandomRanker(seed: number): Ranker {
  return {
    async rank(queries, corpus, _context, options) {
      const tops = queries.map(() => new TopK(options.k));
      const allowed = queries.map((query) =>
        options.candidates === undefined ? undefined : new Set(options.candidates.get(query.id)),
      );
      for await (const chunk of corpus) {
        options.signal?.throwIfAborted();
        queries.forEach((query, row) => {
          for (const document of chunk) {
            if (allowed[row]?.has(document.id) === false) continue;
            tops[row]?.offer(randomScore(seed, query.id, document.id), document.id);
          }
        });
        options.onProgress?.('corpus', chunk.length);
      }
      options.onProgress?.('queries', queries.length);
      return queries.map((query, row) => ({
        query: query.id,
        ...(tops[row]?.best() ?? { docs: [], scores: new Float64Array() }),
      }));
    },
    close: () => Promise.resolve(),
  };
}
