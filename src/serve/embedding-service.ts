import { shippedDefinition } from '../registry/load-task.js';
import type { TaskInstruction } from '../types/encoder.js';
import type { CheckpointSummary } from '../models/checkpoint-summary.js';
import { toBase64, type EmbeddingsAnswer } from '../models/endpoint/wire.js';
import type { SentenceEncoder } from '../models/sentence-encoder.js';
import { normalizeRows } from '../search/normalize.js';
import { ApiError } from './api-error.js';
import type { EmbeddingRequest, Inputs, PromptChoice } from './embedding-request.js';

/** A checkpoint that answers embedding requests; knows nothing of HTTP. */
export class EmbeddingService {
  readonly #created = Math.floor(Date.now() / 1000);

  constructor(
    private readonly encoder: SentenceEncoder,
    private readonly checkpoint: CheckpointSummary,
    /** What clients call the model. */
    readonly name: string,
  ) {}

  /** The name, or what stands behind its slash: mteb's OpenAI wrapper sends only that. */
  answersTo(model: string): boolean {
    return model === this.name || model === this.name.slice(this.name.lastIndexOf('/') + 1);
  }

  /** The entry of `/v1/models`, with what an evaluation has to know. */
  describe(): Readonly<Record<string, unknown>> {
    const { id, dims, similarity, maxTokens, pooling, prompts, allPrompts, precision } =
      this.checkpoint;
    return {
      id: this.name,
      object: 'model',
      created: this.#created,
      owned_by: 'glottobench',
      checkpoint: id.name,
      revision: id.revision,
      fingerprint: this.encoder.fingerprint,
      dims,
      similarity,
      max_tokens: maxTokens,
      pooling,
      precision: precision.computed,
      role_prompts: Object.fromEntries(prompts.map(({ role, text }) => [role, text])),
      prompts: allPrompts,
    };
  }

  /** @throws ApiError 400 and 404; GlottobenchError GB_INTERRUPTED when the signal fires */
  async embed(request: EmbeddingRequest, signal: AbortSignal): Promise<EmbeddingsAnswer> {
    if (!this.answersTo(request.model))
      throw new ApiError(
        404,
        `there is no model "${request.model}" here; this server has "${this.name}"`,
        { param: 'model', code: 'model_not_found' },
      );
    const dims = this.#checkedDims(request.dimensions);
    const { vectors, tokens } = await this.#vectors(request.inputs, request.prompt, signal);
    const rows = Array.from({ length: vectors.length / this.encoder.dims }, (_, row) =>
      vectors.slice(row * this.encoder.dims, row * this.encoder.dims + dims),
    );
    if (dims < this.encoder.dims && this.checkpoint.modules.at(-1) === 'Normalize')
      rows.forEach((row) => normalizeRows(row, dims));
    return {
      object: 'list',
      data: rows.map((row, index) => ({
        object: 'embedding',
        index,
        embedding: request.base64 ? toBase64(row) : Array.from(row),
      })),
      model: this.name,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
      system_fingerprint: this.encoder.fingerprint,
    };
  }

  #checkedDims(wanted: number | undefined): number {
    if (wanted === undefined || wanted <= this.encoder.dims) return wanted ?? this.encoder.dims;
    throw new ApiError(
      400,
      `"dimensions" is ${wanted}, but the vectors have ${this.encoder.dims}`,
      { param: 'dimensions' },
    );
  }

  async #vectors(
    inputs: Inputs,
    choice: PromptChoice,
    signal: AbortSignal,
  ): Promise<{ vectors: Float32Array; tokens: number }> {
    if (inputs.kind === 'tokens') {
      if (choice.kind !== 'plain')
        throw new ApiError(400, 'token ids get no prompt: put its tokens before them', {
          param: 'input',
        });
      return {
        vectors: await this.encoder.encodeTokens(inputs.ids, { signal }),
        tokens: inputs.ids.reduce((sum, row) => sum + row.length, 0),
      };
    }
    const { texts } = inputs;
    const instruction = choice.kind === 'role' ? await instructionOf(choice.task) : null;
    let tokens = 0;
    const options = {
      signal,
      onTokens: (_: number, ids: readonly number[]): void => void (tokens += ids.length),
    };
    const vectors = await (choice.kind === 'role'
      ? this.encoder.encode(texts, {
          role: choice.role,
          task: choice.task,
          taskType: choice.taskType,
          instruction,
          ...options,
        })
      : this.encoder.encodeWithPrompt(texts, this.#prompt(choice), undefined, options));
    return { vectors, tokens };
  }

  #prompt(choice: Exclude<PromptChoice, { kind: 'role' }>): string {
    const { allPrompts, defaultPromptName } = this.checkpoint;
    const name = choice.kind === 'name' ? choice.name : defaultPromptName;
    if (name === null) return '';
    if (Object.hasOwn(allPrompts, name)) return allPrompts[name] ?? '';
    throw new ApiError(
      400,
      `the checkpoint has no prompt "${name}"; it has ${Object.keys(allPrompts).join(', ')}`,
      { param: 'prompt_name' },
    );
  }
}

const TASK_NAME = /^[A-Za-z0-9][\w.-]*$/;

/**
 * The instruction of a task that ships with the package, by the name that a client gives; none of
 * another.
 */
async function instructionOf(task: string | undefined): Promise<TaskInstruction> {
  if (task === undefined || !TASK_NAME.test(task)) return null;
  return (await shippedDefinition(task))?.prompt ?? null;
}
