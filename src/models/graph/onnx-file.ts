import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { corrupt } from '../weights/corrupt.js';
import { resolveInside } from '../weights/inside-folder.js';
import { backboneOf } from './backbone.js';
import { checkInputs, checkOutput } from './check-run.js';
import { ModelConfig } from './config.js';
import type { Feed, Feeds, SessionSignature } from './runtime/runtime-session.js';
import { openSession } from './runtime/session.js';
import type { OpenTransformerOptions, Transformer } from './transformer-types.js';

/** Where exporters put the full-precision model. Quantised ones are opened only when they are named. */
const USUAL_FILES = ['onnx/model.onnx', 'model.onnx'];

/** Outputs with one vector per token, and with one vector per text, as optimum and sentence-transformers name them. */
const TOKEN_OUTPUTS = ['last_hidden_state', 'token_embeddings', 'encoder_last_hidden_state'];
const POOLED_OUTPUTS = ['sentence_embedding'];

/** The ONNX file of a folder, relative to it, or undefined. */
export function findOnnxFile(folder: string): string | undefined {
  return USUAL_FILES.find((name) => existsSync(join(folder, name)));
}

/**
 * Opens a ready ONNX encoder. `config.json`, where there is one, tells backbone, vocabulary and positions.
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
    ? await ModelConfig.read(folder)
    : new ModelConfig(path, {});
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
  const hiddenSize =
    lastDimension(signature, output) ??
    config.size('hidden_size', config.size('d_model', config.size('dim', 768)));
  const limits = {
    folder: path,
    vocabularySize: vocabularyOf(config),
    maxPositions: positionsOf(config),
  };
  const pooled = POOLED_OUTPUTS.includes(output);
  return {
    architecture: 'onnx',
    backbone: backboneOf(config),
    hiddenSize,
    vocabularySize: limits.vocabularySize,
    maxPositions: limits.maxPositions,
    parameters: NaN,
    precision: 'unknown',
    files: [file],
    pooled,
    parallelRuns: session.parallelRuns,
    threadsPerRun: session.threadsPerRun,
    async run(inputIds, attentionMask, rows, columns) {
      checkInputs(inputIds, attentionMask, rows, columns, limits);
      const values = await session.run(
        feedsFor(signature, inputIds, attentionMask, rows, columns, path),
        output,
      );
      return checkOutput(values, (pooled ? rows : rows * columns) * hiddenSize, path);
    },
    close: () => session.close(),
  };
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

/** Twice the files: the runtime keeps what it read until the matrices are ordered for the processor. */
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

function chooseOutput(session: SessionSignature, path: string): string {
  const found = [...TOKEN_OUTPUTS, ...POOLED_OUTPUTS].find((name) =>
    session.outputNames.includes(name),
  );
  if (found !== undefined) return found;
  throw corrupt(
    path,
    `has no output that is known as an encoder's: ${session.outputNames.join(', ')}`,
    { hint: `Known: ${[...TOKEN_OUTPUTS, ...POOLED_OUTPUTS].join(', ')}.` },
  );
}

function lastDimension(session: SessionSignature, output: string): number | undefined {
  const metadata = session.outputMetadata.find(({ name }) => name === output);
  const last = metadata?.isTensor === true ? metadata.shape.at(-1) : undefined;
  return typeof last === 'number' ? last : undefined;
}

/** Ids and mask under their names; token types, where asked for, are all 0; positions count from 0. */
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

function vocabularyOf(config: ModelConfig): number {
  return config.values['vocab_size'] === undefined ? Infinity : config.size('vocab_size', 1);
}

function positionsOf(config: ModelConfig): number | null {
  if (config.values['max_position_embeddings'] === undefined) return null;
  const positions = config.size('max_position_embeddings', 512);
  return ['xlm-roberta', 'roberta', 'camembert'].includes(config.modelType)
    ? positions - config.size('pad_token_id', 1, 0) - 1
    : positions;
}
