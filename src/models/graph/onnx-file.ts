import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { ONNX_FILES } from '../../hub/model-files.js';
import { corrupt } from '../config/corrupt.js';
import { resolveInside } from '../config/inside-folder.js';
import { backboneOf } from './backbone.js';
import { checkInputs, checkOutput } from './check-run.js';
import { TransformerConfig } from '../config/transformer-config.js';
import type { Feed, Feeds, SessionSignature } from './runtime/runtime-session.js';
import { openSession } from './runtime/session.js';
import type { OpenTransformerOptions, Transformer } from './transformer-types.js';

/**
 * Outputs with one vector per token, and with one vector per text, as optimum and
 * sentence-transformers name them.
 */
const TOKEN_OUTPUTS = ['last_hidden_state', 'token_embeddings', 'encoder_last_hidden_state'];
const POOLED_OUTPUTS = ['sentence_embedding'];

/** The ONNX file of a folder, relative to it, or undefined. */
export function findOnnxFile(folder: string): string | undefined {
  return ONNX_FILES.find((name) => existsSync(join(folder, name)));
}

/**
 * Opens a ready ONNX encoder. `config.json`, where there is one, tells backbone, vocabulary and
 * positions.
 * @param file relative to the folder
 * @throws GB_NOT_FOUND, or GB_CHECKPOINT_CORRUPT for a file that is no encoder
 */
export async function openOnnxTransformer(
  folder: string,
  file: string,
  options: OpenTransformerOptions,
): Promise<Transformer> {
  const path = join(folder, file);
  if (options.precision === 'int8') {
    throw new GlottobenchError(
      'GB_USAGE',
      'an ONNX file runs as it is; name a quantised one to run int8',
      { file: path },
    );
  }
  const config = existsSync(join(folder, 'config.json'))
    ? await TransformerConfig.read(folder)
    : new TransformerConfig(path, {});
  const realPath = await resolveInside(folder, file);
  const data = await movedData(folder, file, realPath);
  const session = await openSession(
    { kind: 'file', path: realPath, data },
    path,
    megabytesOf([realPath, data?.realPath ?? `${realPath}_data`]),
    options,
  );
  const { signature } = session;
  const output = chooseOutput(signature, path);
  const limits = {
    folder: path,
    vocabularySize: vocabularyOf(config),
    maxPositions: positionsOf(config),
  };
  const answer = (ids: BigInt64Array, mask: BigInt64Array, rows: number, columns: number) =>
    session.run(feedsFor(signature, ids, mask, rows, columns, path), output.name);
  const hiddenSize = output.dims ?? sizeOf(await answer(ONE_TOKEN, ONE_TOKEN, 1, 1), path);
  return {
    architecture: 'onnx',
    backbone: backboneOf(config),
    hiddenSize,
    vocabularySize: limits.vocabularySize,
    maxPositions: limits.maxPositions,
    parameters: NaN,
    precision: 'unknown',
    files: [file],
    pooled: output.pooled,
    parallelRuns: session.parallelRuns,
    threadsPerRun: session.threadsPerRun,
    async run(inputIds, attentionMask, rows, columns) {
      checkInputs(inputIds, attentionMask, rows, columns, limits);
      const values = await answer(inputIds, attentionMask, rows, columns);
      return checkOutput(values, (output.pooled ? rows : rows * columns) * hiddenSize, path);
    },
    close: () => session.close(),
  };
}

/** Id and mask of a text that every vocabulary and every number of positions can take. */
const ONE_TOKEN = BigInt64Array.of(1n);

/** Components of the one vector of one token. */
function sizeOf(values: unknown, path: string): number {
  const length = values instanceof Float32Array ? values.length : 0;
  return checkOutput(values, length, path).length;
}

/** `model.onnx_data`, when following links leads away from its place beside `model.onnx`. */
async function movedData(
  folder: string,
  file: string,
  realPath: string,
): Promise<{ name: string; realPath: string } | undefined> {
  const name = `${file}_data`;
  if (!existsSync(join(folder, name))) return undefined;
  const realData = await resolveInside(folder, name);
  return realData === `${realPath}_data` ? undefined : { name: basename(name), realPath: realData };
}

/**
 * Twice the files: the runtime keeps what it read until the matrices are ordered for the processor.
 */
function megabytesOf(files: readonly string[]): number {
  return (
    (2 *
      files.reduce(
        (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
        0,
      )) /
    1e6
  );
}

/** What of a file's outputs is the embedding. */
interface Output {
  readonly name: string;
  /** One vector per text, `[rows, dims]`, in place of one per token. */
  readonly pooled: boolean;
  /** Undefined where the file does not tell. */
  readonly dims: number | undefined;
}

/**
 * By name and by number of axes. A vector per text was made by everything that belongs to the model
 * (pooling, dense layers), so it comes before the vectors of tokens, of which a reader could only
 * guess how they are joined.
 */
function chooseOutput(session: SessionSignature, path: string): Output {
  const named = (names: readonly string[], axes: readonly number[]): string | undefined =>
    names.find(
      (name) => session.outputNames.includes(name) && axes.includes(axesOf(session, name).length),
    );
  const pooled = named(POOLED_OUTPUTS, [2]);
  // A file may leave out the shape; it then has no axes here.
  const name = pooled ?? named(TOKEN_OUTPUTS, [3, 0]);
  if (name !== undefined) {
    const last = axesOf(session, name).at(-1);
    return {
      name,
      pooled: pooled !== undefined,
      dims: typeof last === 'number' && last > 0 ? last : undefined,
    };
  }
  const there = session.outputNames.map((one) => `${one} [${axesOf(session, one).join(', ')}]`);
  throw corrupt(path, `has no output that is known as an encoder's: ${there.join(', ')}`, {
    hint: `Known: ${POOLED_OUTPUTS.join(', ')} [texts, dims]; ${TOKEN_OUTPUTS.join(', ')} [texts, tokens, dims].`,
  });
}

function axesOf(session: SessionSignature, output: string): readonly (number | string)[] {
  const metadata = session.outputMetadata.find(({ name }) => name === output);
  return metadata?.isTensor === true ? metadata.shape : [];
}

/**
 * Ids and mask under their names; token types, where asked for, are all 0; positions count from 0.
 */
function feedsFor(
  session: SessionSignature,
  ids: BigInt64Array,
  mask: BigInt64Array,
  rows: number,
  columns: number,
  path: string,
): Feeds {
  const known: Readonly<Record<string, () => BigInt64Array>> = {
    input_ids: () => ids,
    attention_mask: () => mask,
    token_type_ids: () => new BigInt64Array(ids.length),
    position_ids: () => BigInt64Array.from(ids, (_, i) => BigInt(i % columns)),
  };
  return Object.fromEntries(
    session.inputNames.map((name) => {
      const data = Object.hasOwn(known, name) ? known[name] : undefined;
      if (data === undefined)
        throw corrupt(path, `asks for the input "${name}", which a text does not give`, {
          hint: `Known: ${Object.keys(known).join(', ')}.`,
        });
      return [name, feedOf(session, name, data(), [rows, columns])];
    }),
  );
}

/** Some exports take int32 where most take int64. */
function feedOf(
  session: SessionSignature,
  name: string,
  data: BigInt64Array,
  shape: readonly number[],
): Feed {
  const metadata = session.inputMetadata.find((input) => input.name === name);
  if (metadata?.isTensor === true && metadata.type === 'int32')
    return { type: 'int32', data: Int32Array.from(data, Number), shape };
  return { type: 'int64', data, shape };
}

function vocabularyOf(config: TransformerConfig): number {
  return config.values['vocab_size'] === undefined ? Infinity : config.size('vocab_size', 1);
}

function positionsOf(config: TransformerConfig): number | null {
  if (config.values['max_position_embeddings'] === undefined) return null;
  const positions = config.size('max_position_embeddings', 512);
  return ['xlm-roberta', 'roberta', 'camembert'].includes(config.modelType)
    ? positions - config.size('pad_token_id', 1, 0) - 1
    : positions;
}
