/** What the OpenAI embeddings API says, as far as both sides of it here need it. */
export interface EmbeddingsAnswer {
  readonly object: 'list';
  readonly model: string;
  readonly data: readonly EmbeddingItem[];
  readonly usage: { readonly prompt_tokens: number; readonly total_tokens: number };
  /** Changes when the vectors would; our own server states it, few others do. */
  readonly system_fingerprint?: string;
}

interface EmbeddingItem {
  readonly object: 'embedding';
  readonly index: number;
  /** Numbers, or base64 of little-endian float32. */
  readonly embedding: readonly number[] | string;
}

export interface ApiErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
}

/**
 * A vector as base64 of little-endian float32: a quarter of the size of decimal numbers, and exact.
 */
export function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, i) => bytes.writeFloatLE(value, i * 4));
  return bytes.toString('base64');
}

/**
 * Undefined where the value is neither a list of finite numbers nor base64 of whole, finite floats.
 */
export function fromWire(value: unknown): Float32Array | undefined {
  const vector =
    typeof value === 'string'
      ? fromBase64(value)
      : Array.isArray(value) && value.every((item) => typeof item === 'number')
        ? Float32Array.from(value)
        : undefined;
  return vector?.every(Number.isFinite) === true ? vector : undefined;
}

function fromBase64(text: string): Float32Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 0 || bytes.length % 4 !== 0
    ? undefined
    : Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4));
}
