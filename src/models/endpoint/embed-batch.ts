import { GlottobenchError } from '../../base/errors.js';
import { postEmbeddings, RefusedInput, type Connection } from './post-embeddings.js';
import { fromWire } from './wire.js';

interface EmbeddedBatch {
  /** In the order of the texts. */
  readonly vectors: readonly Float32Array[];
  readonly systemFingerprint: string | undefined;
}

/**
 * Embeds texts with one request; where the service refuses several at once, each half by itself.
 * @throws GB_INPUT_INVALID for a text that is refused alone, or an answer that is not what the API
 * says; else as `postEmbeddings`
 */
export async function embedBatch(
  connection: Connection,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<EmbeddedBatch> {
  try {
    return readAnswer(
      await postEmbeddings(
        connection,
        { model: connection.model, input: texts, encoding_format: 'base64' },
        signal,
      ),
      texts.length,
      connection.url.host,
    );
  } catch (error) {
    if (!(error instanceof RefusedInput)) throw error;
    if (texts.length === 1) return await withoutFormat(connection, texts, error, signal);
    const half = Math.ceil(texts.length / 2);
    const first = await embedBatch(connection, texts.slice(0, half), signal);
    const second = await embedBatch(connection, texts.slice(half), signal);
    return {
      vectors: [...first.vectors, ...second.vectors],
      systemFingerprint: first.systemFingerprint,
    };
  }
}

/**
 * Some services do not know base64: ask once more without naming a format, then believe the
 * refusal.
 */
async function withoutFormat(
  connection: Connection,
  texts: readonly string[],
  refusal: RefusedInput,
  signal: AbortSignal | undefined,
): Promise<EmbeddedBatch> {
  if (/encoding_format|base64/i.test(refusal.message)) {
    return readAnswer(
      await postEmbeddings(connection, { model: connection.model, input: texts }, signal),
      texts.length,
      connection.url.host,
    );
  }
  const length = texts[0]?.length ?? 0;
  throw new GlottobenchError(
    'GB_INPUT_INVALID',
    `${connection.url.host} refuses a text of ${length} characters (${refusal.message})`,
    {
      hint: '--endpoint-max-chars N cuts texts before they are sent',
      cause: refusal,
    },
  );
}

function readAnswer(answer: unknown, wanted: number, host: string): EmbeddedBatch {
  const body = answer as { data?: unknown; system_fingerprint?: unknown } | null;
  const items = Array.isArray(body?.data)
    ? (body.data as readonly ({ index?: unknown; embedding?: unknown } | null)[])
    : undefined;
  if (items === undefined)
    throw new GlottobenchError('GB_INPUT_INVALID', `the answer of ${host} has no list "data"`, {
      hint: 'is this an OpenAI-compatible embeddings service?',
    });
  const vectors = new Array<Float32Array | undefined>(wanted).fill(undefined);
  items.forEach((item, position) => {
    const index = typeof item?.index === 'number' ? item.index : position;
    const vector = fromWire(item?.embedding);
    if (vector === undefined)
      throw new GlottobenchError(
        'GB_INPUT_INVALID',
        `the answer of ${host} holds an embedding that is not a list of finite numbers`,
        { pointer: `/data/${position}/embedding` },
      );
    if (index in vectors) vectors[index] = vector;
  });
  const found = vectors.filter((vector) => vector !== undefined);
  if (items.length !== wanted || found.length !== wanted)
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      `${host} was given ${wanted} texts and answers with ${items.length} embeddings, ${found.length} of them with an index in range`,
    );
  const stated = body?.system_fingerprint;
  return {
    vectors: found,
    systemFingerprint: typeof stated === 'string' && stated !== '' ? stated : undefined,
  };
}
