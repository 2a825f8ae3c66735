import { GlottobenchError } from '../base/errors.js';
import type { ModelId } from '../types/encoder.js';
import { checkpointName, readCheckpoint, type Checkpoint } from './checkpoint/checkpoint.js';
import { hashCheckpoint } from './checkpoint/content-files.js';
import { tokenLimits, type TokenLimits } from './checkpoint/max-tokens.js';
import { summarize, type CheckpointSummary } from './checkpoint-summary.js';
import type { OpenEncoderOptions } from './encoder-options.js';
import { encoderFingerprint } from './encoder-variant.js';
import { openHead } from './open-head.js';
import { baseDoubts } from './base-doubts.js';
import { loadingOf, promptTable } from './prompt-loading.js';
import { promptDoubts, type PromptTable } from './prompts/prompts.js';
import { SentenceEncoder } from './sentence-encoder.js';
import { openTokenizer, type Tokenizer } from './tokenizer/tokenizer.js';
import { openTransformer } from './graph/open-transformer.js';
import type { Transformer } from './graph/transformer-types.js';

/**
 * Raise when a change here changes vectors: stored embeddings of the old arithmetic are then not
 * taken for new ones.
 */
export const ARITHMETIC_VERSION = 1;
/**
 * The same for sentence vectors that an ONNX file gives. 2: no module of modules.json runs on them.
 */
const POOLED_ARITHMETIC_VERSION = 2;
/** The same for int8. 2: exact on processors that saturated. */
const INTEGER_ARITHMETIC_VERSION = 2;

interface Assembled {
  readonly encoder: SentenceEncoder;
  readonly checkpoint: CheckpointSummary;
  /** Every doubt about the checkpoint, for the user to read before a run. */
  readonly warnings: readonly string[];
}

export interface OpenedEncoder extends Assembled {
  /**
   * Opens the transformer a second time, in float32; tokenizer and modules are shared. The caller
   * closes it.
   */
  readonly inFloat32: () => Promise<SentenceEncoder>;
}

/**
 * Opens a checkpoint folder as an encoder that gives the vectors of Python's sentence-transformers.
 * @throws GB_NOT_FOUND; GB_CHECKPOINT_CORRUPT naming file and key or tensor;
 * GB_ARCHITECTURE_UNKNOWN
 */
export async function openEncoder(
  folder: string,
  options: OpenEncoderOptions = {},
): Promise<OpenedEncoder> {
  const checkpoint = await readCheckpoint(folder, options.hub);
  const transformerOptions = { ...options, adapter: checkpoint.adapter };
  const [hashed, opened] = [
    hashCheckpoint(checkpoint, options.onnxFile),
    openTransformer(checkpoint.transformerFolder, transformerOptions),
  ];
  // each fault is met where it is awaited
  for (const started of [hashed, opened]) started.catch(() => undefined);
  // the network opens in threads of its own meanwhile
  const opening = openTokenizer(checkpoint.textFolder, {
    modelType: checkpoint.config.modelType,
    lowerCase: checkpoint.settings.lowerCase,
  });
  const tokenizer = await opening.catch(async (error: unknown) => {
    await opened.then(
      (transformer) => transformer.close(),
      () => undefined,
    );
    throw error;
  });
  const assembleOrClose = async (
    transformer: Transformer,
    precision: OpenEncoderOptions['precision'],
  ): Promise<Assembled> => {
    try {
      return await assemble(checkpoint, tokenizer, transformer, await hashed, {
        ...options,
        precision,
      });
    } catch (error) {
      await transformer.close();
      throw error;
    }
  };
  const inFloat32 = async (): Promise<SentenceEncoder> => {
    // for a sample of texts a copy of the matrices per thread is not worth its memory
    const transformer = await openTransformer(checkpoint.transformerFolder, {
      ...transformerOptions,
      precision: 'fp32',
      sessions: 1,
    });
    return (await assembleOrClose(transformer, 'fp32')).encoder;
  };
  return { ...(await assembleOrClose(await opened, options.precision)), inFloat32 };
}

async function assemble(
  checkpoint: Checkpoint,
  tokenizer: Tokenizer,
  transformer: Transformer,
  hash: string,
  options: OpenEncoderOptions,
): Promise<Assembled> {
  if (tokenizer.size > transformer.vocabularySize) {
    throw new GlottobenchError(
      'GB_CHECKPOINT_CORRUPT',
      `the tokenizer has ids up to ${tokenizer.size - 1}, but the embedding matrix has ${transformer.vocabularySize} rows`,
      {
        file: checkpoint.transformerFolder,
        hint: 'tokenizer and weights are of different models, or tokens were added without resizing the embeddings',
      },
    );
  }
  const prompts = promptTable(checkpoint.model, options);
  const leftOut = leavesPromptOut(prompts);
  const opened = await openHead(checkpoint, transformer, options.truncateDim);
  const head = leftOut ? { ...opened.head, includePrompt: false } : opened.head;
  const { doubts } = opened;
  const limits = limitsOf(checkpoint, tokenizer, transformer, options.maxTokens, prompts);
  const similarity = loadingOf(options).similarity ?? checkpoint.model.similarity;
  const id: ModelId = options.id ?? {
    name: checkpointName(checkpoint),
    revision: hash.slice(0, 40),
  };
  const precision = options.precision ?? 'fp32';
  const resolved = {
    precision,
    maxTokens: limits.any,
    truncateDim: head.truncateDim ?? null,
    // where the checkpoint itself leaves it out, its content says so
    ...(leftOut && opened.head.includePrompt && { includePrompt: false as const }),
  };
  const encoder = new SentenceEncoder({
    id,
    fingerprint: encoderFingerprint(
      hash,
      arithmeticVersion(transformer, precision),
      resolved,
      options,
    ),
    similarity,
    tokenizer,
    limits,
    transformer,
    head,
    prompts,
    paddingId: paddingId(checkpoint, transformer),
    batch: options.batch,
  });
  const warnings = [
    ...checkpoint.doubts,
    ...tokenizer.doubts,
    ...doubts,
    ...limits.doubts,
    ...promptDoubts(prompts),
    ...baseDoubts(checkpoint.bases, prompts),
  ];
  return {
    encoder,
    checkpoint: summarize({
      checkpoint,
      tokenizer,
      transformer,
      head,
      prompts,
      limits,
      similarity,
      id,
      precision,
      dims: encoder.dims,
      doubts: warnings,
    }),
    warnings,
  };
}

function arithmeticVersion({ pooled }: Transformer, precision: string): number {
  if (pooled) return POOLED_ARITHMETIC_VERSION;
  return precision === 'int8' ? INTEGER_ARITHMETIC_VERSION : ARITHMETIC_VERSION;
}

/** MTEB's wrapper for instructions calls plain `encode()`, which knows no limits of a role. */
function instructs({ ruling }: PromptTable): boolean {
  return typeof ruling === 'object' && ruling.rule.wrapper === 'instruct';
}

function leavesPromptOut({ ruling }: PromptTable): boolean {
  return typeof ruling === 'object' && ruling.rule.include_prompt === false;
}

function limitsOf(
  checkpoint: Checkpoint,
  tokenizer: Tokenizer,
  transformer: Transformer,
  wanted: number | undefined,
  prompts: PromptTable,
): TokenLimits {
  const limits = tokenLimits(checkpoint, tokenizer.modelMaxLength, transformer.maxPositions);
  if (wanted === undefined)
    return instructs(prompts) ? { ...limits, query: limits.any, document: limits.any } : limits;
  const tokens = Math.min(wanted, transformer.maxPositions ?? wanted);
  return {
    any: tokens,
    query: tokens,
    document: tokens,
    doubts:
      tokens < wanted
        ? [`${wanted} tokens are wanted, but there are ${tokens} positions; texts are cut there`]
        : [],
  };
}

function paddingId(checkpoint: Checkpoint, transformer: Transformer): number {
  const id = checkpoint.config.values['pad_token_id'];
  return typeof id === 'number' &&
    Number.isInteger(id) &&
    id >= 0 &&
    id < transformer.vocabularySize
    ? id
    : 0;
}
