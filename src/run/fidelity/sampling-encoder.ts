import type { SampleTexts } from '../../models/fidelity.js';
import type { EncodeOptions, Encoder } from '../../types/encoder.js';

/** Texts kept of each role: 64 in all. */
const PER_ROLE = 32;

/**
 * An encoder that remembers some of the texts it was given, so that they can be embedded a second
 * time.
 */
export interface SamplingEncoder extends Encoder {
  readonly sample: readonly SampleTexts[];
}

/** The sample is spread over the first texts of each role, without repeats. */
export function samplingEncoder(encoder: Encoder): SamplingEncoder {
  const samples = new Map<string, SampleTexts>();
  return {
    id: encoder.id,
    dims: encoder.dims,
    maxTokens: encoder.maxTokens,
    similarity: encoder.similarity,
    fingerprint: encoder.fingerprint,
    rolesDiffer: encoder.rolesDiffer,
    get sample() {
      return [...samples.values()];
    },
    promptFor: (options) => encoder.promptFor(options),
    encode: (texts, options) => {
      if (!samples.has(options.role) && texts.length > 0)
        samples.set(options.role, spread(texts, options));
      return encoder.encode(texts, options);
    },
    close: () => encoder.close(),
  };
}

function spread(
  texts: readonly string[],
  { role, task, taskType, instruction }: EncodeOptions,
): SampleTexts {
  const distinct = [...new Set(texts)];
  const step = Math.max(1, distinct.length / PER_ROLE);
  const kept = Array.from(
    { length: Math.min(PER_ROLE, distinct.length) },
    (_, i) => distinct[Math.floor(i * step)] ?? '',
  );
  return { texts: kept, options: { role, task, taskType, instruction } };
}
