import { GlottobenchError } from '../base/errors.js';
import type {
  EncodeOptions,
  Encoder,
  ModelId,
  PromptRequest,
  Similarity,
} from '../types/encoder.js';
import { inFlight, type StartWork } from './batching/in-flight.js';
import { padBatch } from './batching/padded.js';
import { limitsFor, planBatches, type BatchLimits } from './batching/plan.js';
import { overlapped } from './batching/windows.js';
import type { TokenLimits } from './checkpoint/max-tokens.js';
import type { Transformer } from './graph/transformer-types.js';
import { applyHead, headDims, type Head } from './pooling/head.js';
import { findPrompt, type PromptTable } from './prompts/prompts.js';
import type { Tokenizer } from './tokenizer/tokenizer.js';

/** The opened parts of a checkpoint. */
interface EncoderParts {
  readonly id: ModelId;
  readonly fingerprint: string;
  readonly similarity: Similarity;
  readonly tokenizer: Tokenizer;
  readonly limits: TokenLimits;
  readonly transformer: Transformer;
  readonly head: Head;
  readonly prompts: PromptTable;
  /** Any valid id; what stands behind the mask does not reach the result. */
  readonly paddingId: number;
  readonly batch?: BatchLimits | undefined;
}

interface TokenOptions {
  /** Gets the token ids of each text as the transformer gets them. */
  readonly onTokens?: ((text: number, ids: readonly number[]) => void) | undefined;
}

type PlainOptions = Pick<EncodeOptions, 'signal' | 'onProgress'> & TokenOptions;

/**
 * Texts whose tokens are held at once. One window is tokenized, in threads of its own, while the
 * one before is computed.
 */
const WINDOW = 256;

/** A checkpoint as an `Encoder`: prompt, tokens, transformer, pooling and the modules behind it. */
export class SentenceEncoder implements Encoder {
  readonly id: ModelId;
  readonly dims: number;
  readonly maxTokens: number | null;
  readonly similarity: Similarity;
  readonly fingerprint: string;
  readonly rolesDiffer: boolean;

  constructor(private readonly parts: EncoderParts) {
    this.id = parts.id;
    this.dims = headDims(parts.head, parts.transformer.hiddenSize);
    this.maxTokens = parts.limits.any;
    this.similarity = parts.similarity;
    this.fingerprint = parts.fingerprint;
    this.rolesDiffer = parts.limits.query !== parts.limits.document;
  }

  promptFor(options: PromptRequest): string {
    return findPrompt(this.parts.prompts, options).text;
  }

  encode(texts: readonly string[], options: EncodeOptions & TokenOptions): Promise<Float32Array> {
    return this.encodeWithPrompt(
      texts,
      this.promptFor(options),
      this.parts.limits[options.role],
      options,
    );
  }

  /**
   * Embeds texts behind a prompt given as it is: Python's `encode(texts, prompt=…)`.
   * @param maxTokens cuts texts, the checkpoint's limit when left out
   * @returns float32 `[texts, dims]`, in the order of `texts`
   * @throws GB_INTERRUPTED when the signal fires; the batches that run are finished first
   */
  async encodeWithPrompt(
    texts: readonly string[],
    prompt: string,
    maxTokens = this.maxTokens,
    options: PlainOptions = {},
  ): Promise<Float32Array> {
    const { tokenizer, head } = this.parts;
    const out = new Float32Array(texts.length * this.dims);
    const skip =
      head.includePrompt || prompt === '' ? 0 : await tokenizer.promptLength(prompt, maxTokens);
    // character length is near enough to token length to fill each window with texts of one size
    const order = texts
      .map((_, i) => i)
      .sort((a, b) => (texts[b]?.length ?? 0) - (texts[a]?.length ?? 0) || a - b);
    const window = (n: number): number[] => order.slice(n * WINDOW, (n + 1) * WINDOW);
    await inFlight(this.#width, (start) =>
      overlapped(
        Math.ceil(texts.length / WINDOW),
        async (n) => {
          const indices = window(n);
          const ids = await tokenizer.encode(
            indices.map((i) => prompt + (texts[i] ?? '')),
            maxTokens,
          );
          indices.forEach((i, row) => options.onTokens?.(i, ids[row] ?? []));
          return { indices, ids };
        },
        ({ indices, ids }) =>
          this.#startBatches(start, ids, skip, options, (row, vector) =>
            out.set(vector, (indices[row] ?? 0) * this.dims),
          ),
      ),
    );
    return out;
  }

  /**
   * Embeds texts given as token ids, special tokens included, as the transformer gets them.
   * @returns float32 `[texts, dims]`
   * @throws GB_INPUT_INVALID for ids outside the vocabulary, no ids, or more than fit
   */
  async encodeTokens(
    ids: readonly (readonly number[])[],
    options: PlainOptions = {},
  ): Promise<Float32Array> {
    const { tokenizer } = this.parts;
    ids.forEach((row, i) => {
      const wrong = row.find((id) => !Number.isInteger(id) || id < 0 || id >= tokenizer.size);
      if (wrong !== undefined)
        throw new GlottobenchError(
          'GB_INPUT_INVALID',
          `token id ${wrong} of text ${i} is not in the vocabulary of ${tokenizer.size}`,
        );
      if (row.length === 0 || row.length > (this.maxTokens ?? Infinity))
        throw new GlottobenchError(
          'GB_INPUT_INVALID',
          `text ${i} has ${row.length} token ids; 1 to ${this.maxTokens ?? 'any number'} are taken`,
        );
    });
    const out = new Float32Array(ids.length * this.dims);
    await inFlight(this.#width, (start) =>
      this.#startBatches(start, ids, 0, options, (row, vector) => out.set(vector, row * this.dims)),
    );
    return out;
  }

  /** Token ids as the transformer gets them, special tokens included and cut. */
  tokenIds(
    texts: readonly string[],
    maxTokens = this.maxTokens,
  ): Promise<readonly (readonly number[])[]> {
    return this.parts.tokenizer.encode(texts, maxTokens);
  }

  close(): Promise<void> {
    return this.parts.transformer.close();
  }

  /**
   * Batches given to the transformer at once: for each run that it works on a second one lies
   * ready.
   */
  get #width(): number {
    const { parallelRuns } = this.parts.transformer;
    return parallelRuns === 1 ? 1 : 2 * parallelRuns;
  }

  /**
   * Starts every batch of these texts. @param take gets each text's vector when its batch is done
   */
  async #startBatches(
    start: StartWork,
    ids: readonly (readonly number[])[],
    skip: number,
    options: PlainOptions,
    take: (row: number, vector: Float32Array) => void,
  ): Promise<void> {
    const { batch, transformer } = this.parts;
    for (const members of planBatches(
      ids.map((row) => row.length),
      batch ?? limitsFor(transformer.threadsPerRun),
    )) {
      await start(async () => {
        if (options.signal?.aborted === true)
          throw new GlottobenchError('GB_INTERRUPTED', 'embedding was stopped');
        const vectors = await this.#runBatch(
          members.map((i) => ids[i] ?? []),
          skip,
        );
        members.forEach((i, row) =>
          take(i, vectors.subarray(row * this.dims, (row + 1) * this.dims)),
        );
        options.onProgress?.(members.length);
      });
    }
  }

  /** @returns float32 `[texts, dims]` of one padded batch */
  async #runBatch(texts: readonly (readonly number[])[], skip: number): Promise<Float32Array> {
    const { transformer, head, paddingId } = this.parts;
    const { inputIds, attentionMask, rows, columns, lengths } = padBatch(texts, BigInt(paddingId));
    const values = await transformer.run(inputIds, attentionMask, rows, columns);
    return applyHead(
      head,
      { values, rows, columns, dims: transformer.hiddenSize, lengths, pooled: transformer.pooled },
      skip,
    );
  }
}
