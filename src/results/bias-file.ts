import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../base/atomic-file.js';
import { GlottobenchError } from '../base/errors.js';
import { parseJson, readText } from '../base/json.js';
import { validateAgainst } from '../base/validate.js';
import type { BiasReport } from '../types/generated/bias.js';

const SCHEMA = 'bias.schema.json';

/** Our folder below the revision, where MTEB's loaders do not look. */
export const BIAS_FOLDER = 'bias';

/** `<revision folder>/bias/<Task>.<split>.json` */
export function biasPath(folder: string, task: string, split: string): string {
  return join(folder, BIAS_FOLDER, `${task}.${split}.json`);
}

/** @throws GB_NOT_FOUND, GB_RESULT_INVALID with every fault */
export async function readBias(path: string): Promise<BiasReport> {
  const value = parseJson(await readText(path), path, 'GB_RESULT_INVALID');
  const issues = validateAgainst(SCHEMA, value);
  if (issues.length > 0)
    throw new GlottobenchError('GB_RESULT_INVALID', 'this is not a report of language bias', {
      file: path,
      issues,
    });
  return value as unknown as BiasReport;
}

/** The stored report, or undefined where there is none. @throws GB_RESULT_INVALID when it is broken */
export async function storedBias(path: string): Promise<BiasReport | undefined> {
  return existsSync(path) ? readBias(path) : undefined;
}

/** @throws GB_RESULT_INVALID when it does not match the schema; nothing is written then */
export async function writeBias(path: string, report: BiasReport): Promise<void> {
  const issues = validateAgainst(SCHEMA, JSON.parse(JSON.stringify(report)));
  if (issues.length > 0)
    throw new GlottobenchError(
      'GB_RESULT_INVALID',
      'the report of language bias does not match its schema; nothing was written',
      { file: path, issues },
    );
  await writeFileAtomic(path, `${JSON.stringify(report, null, 2)}\n`);
}
