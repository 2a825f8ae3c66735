import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GlottobenchError } from '../base/errors.js';
import { BIAS_FOLDER } from './bias-file.js';

/**
 * Reports of language bias at a path: the file itself, or all below a revision, model or results
 * folder, by name. @throws GB_NOT_FOUND
 */
export async function findBias(path: string): Promise<string[]> {
  const info = await stat(path).catch((cause: unknown) => {
    throw new GlottobenchError('GB_NOT_FOUND', 'there is no such file or folder', {
      file: path,
      cause,
    });
  });
  const found = info.isDirectory() ? await below(path, 0) : [path];
  if (found.length === 0) {
    throw new GlottobenchError('GB_NOT_FOUND', 'there is no report of language bias here', {
      file: path,
      hint: 'a run writes one for tasks with a multilingual pool: XQuADRRetrieval, MLQARRetrieval, UDHRRetrieval',
    });
  }
  return found.sort();
}

/** results/<model>/<revision>/bias: three levels below the results folder. */
async function below(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (basename(folder) === BIAS_FOLDER)
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map(({ name }) => join(folder, name));
  if (depth === 3) return [];
  return (
    await Promise.all(
      entries
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => below(join(folder, name), depth + 1)),
    )
  ).flat();
}
