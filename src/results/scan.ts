import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { GlottobenchError } from '../base/errors.js';
import { parsePythonJson, readText } from '../base/json.js';
import type { StoredEntry, StoredScores } from '../types/stored-scores.js';

/**
 * Reads every `<model>/<revision>/<Task>.json` below a path (a tree, a model, a revision, or one file) without validation, fast:
 * what aggregation needs. Files of the layout before mteb 1.11 hold no main score and are named in `skipped`.
 * @param tasks read only files of these tasks
 * @throws GB_NOT_FOUND without the path, GB_RESULT_INVALID for a file that is no JSON or no result
 */
export async function scanResults(path: string, tasks?: ReadonlySet<string>): Promise<{ readonly results: StoredScores[]; readonly skipped: string[] }> {
  const kind = await stat(path).catch(() => undefined);
  if (kind === undefined) throw new GlottobenchError('GB_NOT_FOUND', 'there is no such file or folder', { file: path });
  const folders = kind.isDirectory() ? await resultFolders(path, 0) : [dirname(path)];
  const results: StoredScores[] = [];
  const skipped: string[] = [];
  for (const folder of folders) {
    const names = (kind.isDirectory() ? await jsonNames(folder) : [basename(path)]).filter((name) => tasks?.has(name.slice(0, -'.json'.length)) ?? true);
    if (names.length === 0) continue;
    const identity = await identify(folder);
    const loaded = await Promise.all(names.map((name) => load(join(folder, name))));
    loaded.forEach((result, i) => {
      if (result === undefined) skipped.push(join(folder, names[i] ?? ''));
      else results.push({ ...identity, result });
    });
  }
  return { results, skipped };
}

/** Folders that hold result files; those below a revision (runs, typology, experiments) are no results. */
async function resultFolders(folder: string, depth: number): Promise<string[]> {
  const entries = await list(folder);
  if (entries.some((entry) => entry.isFile() && entry.name.endsWith('.json')) && (depth === 2 || !entries.some(isModelFolder))) return [folder];
  if (depth === 2) return [];
  const below = await Promise.all(entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => resultFolders(join(folder, entry.name), depth + 1)));
  return below.flat();
}

function isModelFolder(entry: Dirent): boolean {
  return entry.isDirectory() && entry.name.includes('__');
}

async function jsonNames(folder: string): Promise<string[]> {
  return (await list(folder)).filter((entry) => entry.isFile() && entry.name.endsWith('.json') && entry.name !== 'model_meta.json').map((entry) => entry.name);
}

async function list(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function identify(folder: string): Promise<Pick<StoredScores, 'model' | 'revision' | 'meta'>> {
  const file = join(folder, 'model_meta.json');
  const named = { model: basename(dirname(folder)).replace('__', '/'), revision: basename(folder) };
  if ((await stat(file).catch(() => undefined)) === undefined) return { ...named, meta: undefined };
  const meta = parsePythonJson(await readText(file), file, 'GB_RESULT_INVALID');
  if (!isObject(meta)) throw new GlottobenchError('GB_RESULT_INVALID', 'expected an object', { file });
  const text = (key: string, otherwise: string): string => (typeof meta[key] === 'string' ? meta[key] : otherwise);
  return { model: text('name', named.model), revision: text('revision', named.revision), meta };
}

async function load(file: string): Promise<StoredScores['result'] | undefined> {
  const value = parsePythonJson(await readText(file), file, 'GB_RESULT_INVALID');
  if (!isObject(value)) throw new GlottobenchError('GB_RESULT_INVALID', 'expected an object', { file });
  if (value['scores'] === undefined && value['mteb_dataset_name'] !== undefined) return undefined;
  const { task_name: task, scores, mteb_version: version } = value;
  if (typeof task !== 'string') throw new GlottobenchError('GB_RESULT_INVALID', 'missing', { file, pointer: '/task_name' });
  if (!isObject(scores)) throw new GlottobenchError('GB_RESULT_INVALID', 'missing', { file, pointer: '/scores' });
  for (const [split, entries] of Object.entries(scores)) checkEntries(entries, file, `/scores/${split}`);
  return { task_name: task, mteb_version: typeof version === 'string' ? version : null, scores: scores as Record<string, StoredEntry[]> };
}

function checkEntries(entries: unknown, file: string, pointer: string): void {
  if (!Array.isArray(entries)) throw new GlottobenchError('GB_RESULT_INVALID', 'expected a list of subsets', { file, pointer });
  entries.forEach((entry: unknown, i) => {
    const good = isObject(entry) && typeof entry['hf_subset'] === 'string' && Array.isArray(entry['languages']) && isScore(entry['main_score']);
    if (!good) throw new GlottobenchError('GB_RESULT_INVALID', 'expected hf_subset, languages and a number as main_score', { file, pointer: `${pointer}/${String(i)}` });
  });
}

function isScore(value: unknown): boolean {
  return value === null || typeof value === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
