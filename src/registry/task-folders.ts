import { readdir } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { packagePath } from '../base/folders.js';
import { GlottobenchError } from '../base/errors.js';

/**
 * Folders of shipped definitions, in the order in which a name is looked up; files are
 * `<name>.json`.
 */
export const SHIPPED_FOLDERS = ['own', 'mteb', 'mteb-aggregate'] as const;

/** Folders of shipped benchmarks, below `benchmarks/`. */
export const BENCHMARK_FOLDERS = ['own', 'mteb'] as const;

export function shippedPath(...parts: string[]): string {
  return packagePath('tasks', ...parts);
}

/** The user's own folders: the paths in `GLOTTOBENCH_TASKS`, separated as in `PATH`. */
export function userTaskFolders(env: NodeJS.ProcessEnv = process.env): string[] {
  return (env['GLOTTOBENCH_TASKS'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

/**
 * True for what can only be a file: `./my.json`, `defs/my.json`, `my.json`. Names of tasks and
 * benchmarks never end so.
 */
export function isPath(nameOrPath: string): boolean {
  return nameOrPath.endsWith('.json') || nameOrPath.includes('/') || nameOrPath.includes('\\');
}

/**
 * True for a path that can only be a folder or file of this machine: `./x`, `../x`, `~/x`,
 * absolute. `org/name` is the hub's.
 */
export function isFolderPath(path: string): boolean {
  return /^(\.{1,2}$|\.{0,2}[/\\]|~)/.test(path) || isAbsolute(path);
}

/** Paths of the JSON files of a folder by name; an unreadable folder is a `GB_NOT_FOUND`. */
export async function jsonFiles(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    throw new GlottobenchError('GB_NOT_FOUND', 'this folder of task definitions cannot be read', {
      file: folder,
      hint: 'GLOTTOBENCH_TASKS names folders',
      cause: error,
    });
  }
}
