import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { sha256, sha256OfFile } from '../../base/content-hash.js';
import { ADAPTER_CONFIG } from '../../base/adapter-files.js';
import {
  holdsTokenizer,
  CARD_FILE,
  decidesVectors,
  ONNX_FILES,
  withOnnxData,
} from '../../hub/model-files.js';
import { resolveInside } from '../config/inside-folder.js';
import { weightFilesOf } from '../weights/open-weights.js';

/** The folders of a checkpoint, as far as they matter for its content. */
interface CheckpointFolders {
  readonly folder: string;
  readonly transformerFolder: string;
  readonly modules: readonly { readonly folder: string }[] | undefined;
  readonly textFolder?: string;
  readonly adapter?: { readonly folder: string; readonly weights: string } | undefined;
}

/**
 * SHA-256 over names and contents of the files that decide the vectors of a checkpoint, 64 hex
 * digits: configuration, tokenizer, and the weights that are opened (an ONNX export beside
 * safetensors does not count).
 * @param onnxFile a file below the transformer's folder that is opened in place of the weights
 */
export async function hashCheckpoint(
  checkpoint: CheckpointFolders,
  onnxFile?: string,
): Promise<string> {
  const { folder, transformerFolder } = checkpoint;
  if (onnxFile !== undefined) await resolveInside(transformerFolder, onnxFile);
  const paths = new Set(
    onnxFile === undefined
      ? await networkFiles(transformerFolder)
      : onnxFiles(transformerFolder, onnxFile),
  );
  const { adapter } = checkpoint;
  if (adapter !== undefined)
    for (const name of [ADAPTER_CONFIG, adapter.weights]) paths.add(join(adapter.folder, name));
  for (const one of foldersOf(checkpoint)) {
    const isModule = one !== transformerFolder && one !== folder;
    const weights = isModule ? await weightFilesOf(one) : [];
    for (const name of [...(await namesIn(one)).filter(decidesVectors), ...weights])
      paths.add(join(one, name));
  }
  const files = [...paths]
    .map((path) => ({ path, name: nameOf(path, checkpoint) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const lines: string[] = [];
  for (const { path, name } of files) lines.push(`${await sha256OfFile(path)}  ${name}\n`);
  return sha256(lines.join(''));
}

/**
 * The path from the checkpoint's folder; of the base of an adapter that lies elsewhere, `base/` and
 * the path from there.
 */
function nameOf(path: string, { folder, transformerFolder }: CheckpointFolders): string {
  const inside = relative(folder, path).split(sep).join('/');
  return inside.startsWith('..')
    ? `base/${relative(transformerFolder, path).split(sep).join('/')}`
    : inside;
}

/** Whether a folder has a tokenizer of its own. */
export async function hasTokenizer(folder: string): Promise<boolean> {
  return (await namesIn(folder)).some(holdsTokenizer);
}

/**
 * Refuses a checkpoint whose own files are links out of its folder (the hub cache's blobs are
 * allowed), so that nothing outside is ever read.
 * @throws GB_CHECKPOINT_CORRUPT naming the link
 */
export async function refuseForeignLinks(checkpoint: CheckpointFolders): Promise<void> {
  for (const one of foldersOf(checkpoint)) {
    const name = relative(checkpoint.folder, one);
    if (name !== '' && (await namesIn(one)).length > 0)
      await resolveInside(checkpoint.folder, name);
    for (const entry of await readdir(one, { withFileTypes: true }).catch(() => [])) {
      if (entry.isSymbolicLink() && (decidesVectors(entry.name) || entry.name === CARD_FILE))
        await resolveInside(checkpoint.folder, join(name, entry.name));
    }
  }
}

function foldersOf({ folder, transformerFolder, modules }: CheckpointFolders): Set<string> {
  return new Set([folder, transformerFolder, ...(modules ?? []).map((module) => module.folder)]);
}

async function networkFiles(folder: string): Promise<readonly string[]> {
  const weights = await weightFilesOf(folder);
  if (weights.length > 0) return weights.map((name) => join(folder, name));
  const file = ONNX_FILES.find((name) => existsSync(join(folder, name)));
  return file === undefined ? [] : onnxFiles(folder, file);
}

function onnxFiles(folder: string, file: string): string[] {
  return withOnnxData(join(folder, file)).filter((path) => existsSync(path));
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** SHA-256 over names and contents of the weights that are opened, 64 hex digits. */
export async function hashWeights({ transformerFolder }: CheckpointFolders): Promise<string> {
  const lines: string[] = [];
  for (const path of [...(await networkFiles(transformerFolder))].sort())
    lines.push(`${await sha256OfFile(path)}  ${relative(transformerFolder, path)}\n`);
  return sha256(lines.join(''));
}

/** Bytes of these weights: copies of one file have one size. */
export async function weightBytes({ transformerFolder }: CheckpointFolders): Promise<number> {
  const sizes = await Promise.all(
    (await networkFiles(transformerFolder)).map(async (path) => (await stat(path)).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
