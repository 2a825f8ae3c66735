import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { sha256, sha256OfFile } from '../../base/content-hash.js';
import type { Checkpoint } from './checkpoint.js';

/** Files that can change a vector, besides weights. */
const CONFIGURATION = new Set([
  'config.json', 'modules.json', 'config_sentence_transformers.json', 'sentence_bert_config.json',
  'tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json', 'added_tokens.json',
  'vocab.txt', 'vocab.json', 'merges.txt', 'spiece.model', 'sentencepiece.bpe.model',
]);
const WEIGHTS = /\.safetensors(\.index\.json)?$|^pytorch_model.*\.bin$|\.bin\.index\.json$|\.onnx(_data|\.data)?$/u;

/** SHA-256 over names and contents of the files that decide the vectors of a checkpoint, 64 hex digits. */
export async function hashCheckpoint(checkpoint: Checkpoint): Promise<string> {
  const folders = new Set([checkpoint.folder, checkpoint.transformerFolder, join(checkpoint.transformerFolder, 'onnx'), ...(checkpoint.modules ?? []).map((module) => module.folder)]);
  const paths = (await Promise.all([...folders].map(filesOf))).flat();
  const names = [...new Set(paths)].map((path) => ({ path, name: relative(checkpoint.folder, path).split(sep).join('/') }));
  names.sort((a, b) => (a.name < b.name ? -1 : 1));
  const lines: string[] = [];
  for (const { path, name } of names) lines.push(`${await sha256OfFile(path)}  ${name}\n`);
  return sha256(lines.join(''));
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  // files of a hub snapshot are symbolic links
  return entries.filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && (CONFIGURATION.has(entry.name) || WEIGHTS.test(entry.name))).map((entry) => join(folder, entry.name));
}
