import { GlottobenchError, isGlottobenchError } from '../../base/errors.js';
import { sha256 } from '../../base/content-hash.js';
import { pythonStrip } from '../../base/python.js';
import type { EncodeOptions, Encoder, ModelId } from '../../types/encoder.js';
import { wellFormed } from '../tokenizer/well-formed.js';
import { embedBatch } from './embed-batch.js';
import type { EndpointIdentity } from './identity.js';
import type { Connection } from './post-embeddings.js';

interface EndpointOptions {
  readonly promptQuery?: string | undefined;
  readonly promptDocument?: string | undefined;
  /** Cut texts, prompt included, after so many characters. */
  readonly endpointMaxChars?: number | undefined;
}

/** text-embeddings-inference takes no more by default. */
const TEXTS_PER_REQUEST = 32;
/** OpenAI counts at most 300,000 tokens in one request; a character is rarely more than one. */
const CHARACTERS_PER_REQUEST = 200_000;
const REQUESTS_AT_ONCE = 4;

/** A model behind the OpenAI embeddings API as an `Encoder`. Vectors are compared by cosine. */
export function endpointEncoder(
  connection: Connection,
  id: ModelId,
  { dims, hash }: EndpointIdentity,
  options: EndpointOptions,
): Encoder {
  const line = new Line(connection);
  const promptFor: Encoder['promptFor'] = ({ role }) =>
    (role === 'query' ? options.promptQuery : options.promptDocument) ?? '';
  return {
    id,
    dims,
    maxTokens: null,
    similarity: 'cosine',
    fingerprint: sha256(JSON.stringify(['endpoint', hash, options.endpointMaxChars ?? null])),
    promptFor,
    encode: (texts, encodeOptions) =>
      encodeAll(
        line,
        texts.map((text) =>
          cut(wellFormed(promptFor(encodeOptions) + text), options.endpointMaxChars),
        ),
        dims,
        encodeOptions,
      ),
    close: () => Promise.resolve(),
  };
}

/**
 * A service that was given up once is asked only twice from then on, until it answers: every cell
 * of a run would wait as long.
 */
class Line {
  #down = false;

  constructor(private readonly connection: Connection) {}

  async embed(
    texts: readonly string[],
    dims: number,
    signal: AbortSignal,
  ): Promise<readonly Float32Array[]> {
    const { retry, url } = this.connection;
    try {
      const { vectors } = await embedBatch(
        { ...this.connection, retry: this.#down ? { ...retry, attempts: 2 } : retry },
        texts,
        signal,
      );
      this.#down = false;
      const odd = vectors.find(({ length }) => length !== dims);
      if (odd !== undefined)
        throw new GlottobenchError(
          'GB_INPUT_INVALID',
          `${url.host} answered with ${dims} components at first and with ${odd.length} now`,
        );
      return vectors;
    } catch (error) {
      this.#down ||= isGlottobenchError(error) && error.code === 'GB_NETWORK';
      throw error;
    }
  }
}

async function encodeAll(
  line: Line,
  texts: readonly string[],
  dims: number,
  options: EncodeOptions,
): Promise<Float32Array> {
  const out = new Float32Array(texts.length * dims);
  // Blank texts are refused by most services; as in mteb's wrapper their vector is zero.
  const rows = texts.flatMap((text, row) => (pythonStrip(text) === '' ? [] : [row]));
  if (rows.length < texts.length) options.onProgress?.(texts.length - rows.length);
  const batches = batchesOf(rows, texts).values();
  const failed = new AbortController();
  const signal =
    options.signal === undefined ? failed.signal : AbortSignal.any([options.signal, failed.signal]);
  const worker = async (): Promise<void> => {
    for (const batch of batches) {
      const vectors = await line.embed(
        batch.map((row) => texts[row] ?? ''),
        dims,
        signal,
      );
      vectors.forEach((vector, i) => out.set(vector, (batch[i] ?? 0) * dims));
      options.onProgress?.(batch.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, worker));
  } catch (error) {
    failed.abort();
    throw error;
  }
  return out;
}

function batchesOf(rows: readonly number[], texts: readonly string[]): number[][] {
  const batches: number[][] = [];
  let batch: number[] = [];
  let characters = 0;
  for (const row of rows) {
    const length = texts[row]?.length ?? 0;
    if (
      batch.length === 0 ||
      batch.length >= TEXTS_PER_REQUEST ||
      characters + length > CHARACTERS_PER_REQUEST
    ) {
      batches.push((batch = []));
      characters = 0;
    }
    batch.push(row);
    characters += length;
  }
  return batches;
}

/** Never in the middle of a character. */
function cut(text: string, maxChars: number | undefined): string {
  if (maxChars === undefined || text.length <= maxChars) return text;
  const last = text.charCodeAt(maxChars - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? maxChars - 1 : maxChars);
}
