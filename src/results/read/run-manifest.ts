import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { parseJson, readText } from '../../base/json.js';
import { validateAgainst } from '../../base/validate.js';
import type { RunManifest } from '../../types/generated/run-manifest.js';
import { RUN_FOLDER } from '../layout.js';

export const MANIFEST_SCHEMA = 'run-manifest.schema.json';

/** `run/manifest.json` of a revision folder. */
export function manifestPath(folder: string): string {
  return join(folder, RUN_FOLDER, 'manifest.json');
}

/**
 * The stored manifest, or undefined without one.
 * @throws GB_RESULT_INVALID when it is broken
 */
export async function readManifest(folder: string): Promise<RunManifest | undefined> {
  const path = manifestPath(folder);
  if (!existsSync(path)) return undefined;
  const value = parseJson(await readText(path), path, 'GB_RESULT_INVALID');
  const issues = validateAgainst(MANIFEST_SCHEMA, value);
  if (issues.length > 0)
    throw new GlottobenchError('GB_RESULT_INVALID', 'the manifest does not match its schema', {
      file: path,
      issues,
      hint: 'delete it to start a new one; the scores do not depend on it',
    });
  return value as unknown as RunManifest;
}
