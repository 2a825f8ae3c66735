import { describe, expect, it } from '@jest/globals';
import { openEncoder } from '../../src/models/open-encoder.js';
import { openStoredRanker } from '../../src/run/open/stored-ranker.js';
import { openBm25Ranker } from '../../src/search/bm25/bm25-ranker.js';
import { openDenseRanker } from '../../src/search/dense-ranker.js';
import { openRandomRanker } from '../../src/search/random-ranker.js';
import type { Encoder, Similarity } from '../../src/types/encoder.js';
import type { Ranker } from '../../src/types/ranking.js';
import { variant } from '../support/checkpoint-copy.js';
import { useTemporaryCache } from '../support/temporary-cache.js';
import { implementationsOf } from './implementations.js';
import { rankerContract } from './ranker.js';

useTemporaryCache();

/** Letters counted: arithmetic that is exact, whatever the blocks. */
function letters(similarity: Similarity): Encoder {
  const alphabet = 'etaoinshrdluyfgpw';
  return {
    id: { name: 'test/letters', revision: '1' },
    dims: alphabet.length,
    maxTokens: null,
    similarity,
    fingerprint: 'letters',
    promptFor: () => '',
    encode: (texts, { signal, onProgress }) => {
      signal?.throwIfAborted();
      onProgress?.(texts.length);
      const count = (text: string): number[] =>
        Array.from(alphabet).map((letter) => text.split(letter).length - 1);
      return Promise.resolve(Float32Array.from(texts.flatMap(count)));
    },
    close: () => Promise.resolve(),
  };
}

const RANKERS: Readonly<Record<string, () => Promise<Ranker>>> = {
  'openDenseRanker, cosine': () => openDenseRanker(letters('cosine'), 1),
  'openDenseRanker, dot': () => openDenseRanker(letters('dot'), 1),
  'openDenseRanker, euclidean': () => openDenseRanker(letters('euclidean'), 1),
  'openDenseRanker, manhattan': () => openDenseRanker(letters('manhattan'), 1),
  openStoredRanker: async () => {
    const { encoder } = await openEncoder(variant('prompt-default'), { threads: 1 });
    return (await openStoredRanker(encoder, 1)).ranker;
  },
  openBm25Ranker: () => Promise.resolve(openBm25Ranker()),
  openRandomRanker: () => Promise.resolve(openRandomRanker(7)),
};

for (const [name, open] of Object.entries(RANKERS)) rankerContract(name, open);

describe('rankers', () => {
  it('are all under the contract', () => {
    const covered = new Set(Object.keys(RANKERS).map((name) => name.split(',')[0]));
    const made = [...implementationsOf('Ranker'), ...implementationsOf('StoredRanker')];
    expect(made.filter((one) => !covered.has(one))).toEqual([]);
    expect(made).toContain('openBm25Ranker');
  });
});
