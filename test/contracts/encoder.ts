import { describe, expect, it } from '@jest/globals';
import type { Encoder } from '../../src/types/encoder.js';
import type { Role } from '../../src/types/text.js';

/** How an implementation is opened for the contract, and closed again with all that it needed. */
export interface OpenedEncoder {
  readonly encoder: Encoder;
  readonly close?: () => Promise<void>;
}

const TEXTS = [
  'Every person has the right to security',
  'right',
  'of the person',
  'Every right of every person has to have the security of a right',
  'security',
];
const ROLES: readonly Role[] = ['query', 'document'];

/**
 * Vectors of the same text may differ by the rounding of a batch: relative length of the
 * difference.
 */
const ROUNDING = 1e-5;

/** What `run/`, `search/` and `store/` rely on, whatever makes the vectors. */
export function encoderContract(name: string, open: () => Promise<OpenedEncoder>): void {
  const using = async (use: (encoder: Encoder) => Promise<void>): Promise<void> => {
    const { encoder, close } = await open();
    try {
      await use(encoder);
    } finally {
      await encoder.close();
      await close?.();
    }
  };
  describe(`encoder contract: ${name}`, () => {
    it('says who it is', () =>
      using((encoder) => {
        expect(encoder.id.name).not.toBe('');
        expect(encoder.id.revision).not.toBe('');
        expect(encoder.fingerprint).not.toBe('');
        expect(['cosine', 'dot', 'euclidean', 'manhattan']).toContain(encoder.similarity);
        expect(Number.isSafeInteger(encoder.dims) && encoder.dims > 0).toBe(true);
        if (encoder.maxTokens !== null) expect(encoder.maxTokens).toBeGreaterThan(0);
        return Promise.resolve();
      }));

    it('gives a finite vector per text in the order of the texts, each text by itself', () =>
      using(async (encoder) => {
        const vectors = await encoder.encode(TEXTS, { role: 'document' });
        expect(vectors).toBeInstanceOf(Float32Array);
        expect(vectors).toHaveLength(TEXTS.length * encoder.dims);
        expect(vectors.every(Number.isFinite)).toBe(true);
        const rows = rowsOf(vectors, encoder.dims);
        expect(new Set(rows.map(String)).size).toBe(TEXTS.length);
        const backwards = await encoder.encode([...TEXTS].reverse(), { role: 'document' });
        rowsOf(backwards, encoder.dims)
          .reverse()
          .forEach((row, i) => expect(difference(row, rows[i])).toBeLessThanOrEqual(ROUNDING));
        const [alone] = rowsOf(
          await encoder.encode(TEXTS.slice(3, 4), { role: 'document' }),
          encoder.dims,
        );
        expect(difference(alone, rows[3])).toBeLessThanOrEqual(ROUNDING);
      }));

    it('gives a text that stands twice the same vector twice', () =>
      using(async (encoder) => {
        const twice = await encoder.encode(['right', 'security', 'right'], { role: 'query' });
        const [first, , third] = rowsOf(twice, encoder.dims);
        expect(difference(third, first)).toBeLessThanOrEqual(ROUNDING);
      }));

    it('knows a role by its prompt alone, unless it says that roles differ', () =>
      using(async (encoder) => {
        const prompts = ROLES.map((role) => encoder.promptFor({ role }));
        expect(ROLES.map((role) => encoder.promptFor({ role }))).toEqual(prompts);
        if (encoder.rolesDiffer === true || prompts[0] !== prompts[1]) return;
        const [asQuery, asDocument] = await Promise.all(
          ROLES.map((role) => encoder.encode(['security'], { role })),
        );
        expect(difference(asQuery, asDocument)).toBeLessThanOrEqual(ROUNDING);
      }));

    it('gives nothing for no texts', () =>
      using(async (encoder) =>
        expect(await encoder.encode([], { role: 'query' })).toEqual(new Float32Array(0)),
      ));

    it('reports each text once', () =>
      using(async (encoder) => {
        let reported = 0;
        await encoder.encode([...TEXTS, ...TEXTS], {
          role: 'document',
          onProgress: (texts) => (reported += texts),
        });
        expect(reported).toBe(2 * TEXTS.length);
      }));

    it('does no work after a stop', () =>
      using(async (encoder) => {
        const stop = new AbortController();
        stop.abort();
        await expect(
          encoder.encode(TEXTS, { role: 'document', signal: stop.signal }),
        ).rejects.toThrow();
      }));
  });
}

function rowsOf(vectors: Float32Array, dims: number): Float32Array[] {
  return Array.from({ length: vectors.length / dims }, (_, i) =>
    vectors.subarray(i * dims, (i + 1) * dims),
  );
}

function difference(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined || a.length !== b.length) return Infinity;
  const apart = Math.hypot(...a.map((x, i) => x - (b[i] ?? NaN)));
  return apart / Math.max(1e-30, Math.hypot(...b));
}
