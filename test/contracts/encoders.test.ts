import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { endpointEncoder } from '../../src/models/endpoint/endpoint-encoder.js';
import { openEncoder } from '../../src/models/open-encoder.js';
import { samplingEncoder } from '../../src/run/fidelity/sampling-encoder.js';
import { cachingEncoder } from '../../src/store/caching-encoder.js';
import { EmbeddingStore } from '../../src/store/embedding-store.js';
import type { Encoder } from '../../src/types/encoder.js';
import { variant } from '../support/checkpoint-copy.js';
import { connectionTo, fakeService, lengths } from '../support/fake-service.js';
import { useTemporaryCache } from '../support/temporary-cache.js';
import { encoderContract, type OpenedEncoder } from './encoder.js';
import { implementationsOf } from './implementations.js';

useTemporaryCache();

const folder = async (name: string): Promise<Encoder> => (await openEncoder(variant(name))).encoder;

/** One of each implementation, the folder ones with every pooling and head that differs. */
const ENCODERS: Readonly<Record<string, () => Promise<OpenedEncoder>>> = {
  'SentenceEncoder, mean': async () => ({ encoder: await folder('prompt-default') }),
  'SentenceEncoder, last token': async () => ({ encoder: await folder('pool-last') }),
  'SentenceEncoder, dense heads': async () => ({ encoder: await folder('heads') }),
  'SentenceEncoder, cut vectors': async () => ({ encoder: await folder('truncate-dim') }),
  'SentenceEncoder, lengths by role': async () => ({ encoder: await folder('task-lengths') }),
  endpointEncoder: async () => {
    const service = await fakeService(({ body }) => lengths(body.input));
    const identity = { dims: 2, hash: 'h' };
    const encoder = endpointEncoder(
      connectionTo(service),
      { name: 'a/b', revision: '1' },
      identity,
      {},
    );
    return { encoder, close: () => service.close() };
  },
  cachingEncoder: async () => {
    const place = await mkdtemp(join(tmpdir(), 'glottobench-contract-'));
    const inner = await folder('prompt-default');
    const store = await EmbeddingStore.open(place, inner.fingerprint, inner.dims);
    return { encoder: cachingEncoder(inner, store), close: () => rm(place, { recursive: true }) };
  },
  samplingEncoder: async () => ({ encoder: samplingEncoder(await folder('prompt-default')) }),
};

for (const [name, open] of Object.entries(ENCODERS)) encoderContract(name, open);

describe('encoders', () => {
  it('are all under the contract', () => {
    const covered = new Set(Object.keys(ENCODERS).map((name) => name.split(',')[0]));
    const made = [...implementationsOf('Encoder'), ...implementationsOf('SamplingEncoder')];
    expect(made.filter((one) => !covered.has(one))).toEqual([]);
  });

  it.each([
    ['samplingEncoder', (inner: Encoder) => Promise.resolve(samplingEncoder(inner))],
    [
      'cachingEncoder',
      async (inner: Encoder) => {
        const place = await mkdtemp(join(tmpdir(), 'glottobench-contract-'));
        return cachingEncoder(inner, await EmbeddingStore.open(place, 'f', inner.dims));
      },
    ],
  ])('%s hands on every fact of the encoder that it wraps', async (_, wrap) => {
    let closed = 0;
    const inner: Encoder = {
      id: { name: 'org/inner', revision: 'r1' },
      dims: 3,
      maxTokens: 17,
      similarity: 'manhattan',
      fingerprint: 'inner-fingerprint',
      rolesDiffer: true,
      promptFor: ({ role, task }) => `${role} of ${task ?? 'none'}: `,
      encode: (texts) => Promise.resolve(new Float32Array(3 * texts.length)),
      close: () => {
        closed++;
        return Promise.resolve();
      },
    };
    const wrapped = await wrap(inner);
    const { id, dims, maxTokens, similarity, fingerprint, rolesDiffer } = inner;
    expect(wrapped).toMatchObject({ id, dims, maxTokens, similarity, fingerprint, rolesDiffer });
    expect(wrapped.promptFor({ role: 'query', task: 'T' })).toBe('query of T: ');
    await wrapped.close();
    expect(closed).toBe(1);
  });
});
