import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { sha256, sha256OfFile } from '../../base/content-hash.js';
import { resolveInside } from '../weights/inside-folder.js';
import { weightFileOf } from '../weights/open-weights.js';

/** Files that can change a vector, besides weights. */
const CONFIGURATION = new Set([
  'config.json',
  'modules.json',
  'config_sentence_transformers.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'vocab.txt',
  'vocab.json',
  'merges.txt',
  'spiece.model',
  'sentencepiece.bpe.model',
]);
const TRANSFORMER_SETTINGS = /^sentence_[a-z-]+_config\.json$/u;
const SAFETENSORS = /\.safetensors(\.index\.json)?$/u;
const TORCH = /^pytorch_model.*\.bin(\.index\.json)?$/u;
const ONNX = /^model\.onnx([._]data)?$/u;

/** The folders of a checkpoint, as far as they matter for its content. */
export interface CheckpointFolders {
  readonly folder: string;
  readonly transformerFolder: string;
  readonly modules: readonly { readonly folder: string }[] | undefined;
}

/**
 * SHA-256 over names and contents of the files that decide the vectors of a checkpoint, 64 hex digits: configuration,
 * tokenizer, and the weights that are opened (an ONNX export beside safetensors does not count).
 * @param onnxFile a file below the transformer's folder that is opened in place of the weights
 */
export async function hashCheckpoint(
  checkpoint: CheckpointFolders,
  onnxFile?: string,
): Promise<string> {
  const { folder, transformerFolder } = checkpoint;
  if (onnxFile !== undefined) await resolveInside(transformerFolder, onnxFile);
  const paths = new Set<string>(
    onnxFile === undefined
      ? await networkFiles(transformerFolder)
      : [join(transformerFolder, onnxFile)],
  );
  for (const one of foldersOf(checkpoint)) {
    const weights = one === transformerFolder || one === folder ? undefined : weightsIn(one);
    for (const name of await namesIn(one))
      if (isConfiguration(name) || weights?.test(name) === true) paths.add(join(one, name));
  }
  const files = [...paths]
    .map((path) => ({ path, name: relative(folder, path).split(sep).join('/') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const lines: string[] = [];
  for (const { path, name } of files) lines.push(`${await sha256OfFile(path)}  ${name}\n`);
  return sha256(lines.join(''));
}

/**
 * Refuses a checkpoint whose own files are links out of its folder (the hub cache's blobs are allowed), so that nothing
 * outside is ever read.
 * @throws GB_CHECKPOINT_CORRUPT naming the link
 */
export async function refuseForeignLinks(checkpoint: CheckpointFolders): Promise<void> {
  for (const one of foldersOf(checkpoint)) {
    const name = relative(checkpoint.folder, one);
    if (name !== '' && (await namesIn(one)).length > 0)
      await resolveInside(checkpoint.folder, name);
    for (const entry of await readdir(one, { withFileTypes: true }).catch(() => [])) {
      if (
        entry.isSymbolicLink() &&
        (isConfiguration(entry.name) || entry.name === 'glottobench.json')
      )
        await resolveInside(checkpoint.folder, join(name, entry.name));
    }
  }
}

function foldersOf({ folder, transformerFolder, modules }: CheckpointFolders): Set<string> {
  return new Set([folder, transformerFolder, ...(modules ?? []).map((module) => module.folder)]);
}

function isConfiguration(name: string): boolean {
  return CONFIGURATION.has(name) || TRANSFORMER_SETTINGS.test(name);
}

function weightsIn(folder: string): RegExp | undefined {
  const name = weightFileOf(folder);
  return name === undefined ? undefined : SAFETENSORS.test(name) ? SAFETENSORS : TORCH;
}

async function networkFiles(folder: string): Promise<string[]> {
  const weights = weightsIn(folder);
  const at = (one: string, names: readonly string[], wanted: RegExp): string[] =>
    names.filter((name) => wanted.test(name)).map((name) => join(one, name));
  if (weights !== undefined) return at(folder, await namesIn(folder), weights);
  const onnx = join(folder, 'onnx');
  return [...at(folder, await namesIn(folder), ONNX), ...at(onnx, await namesIn(onnx), ONNX)];
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
