import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../base/atomic-file.js';
import { GlottobenchError } from '../base/errors.js';
import { parseJson, readText } from '../base/json.js';
import { validateAgainst } from '../base/validate.js';
import type { BiasReport } from '../types/generated/bias.js';
import { exactStem } from './cell-names.js';

const SCHEMA = 'bias.schema.json';

/** Our folder below the revision, where MTEB's loaders do not look. */
export const BIAS_FOLDER = 'bias';

/**
 * Where the report of a task's split is written: `<revision
 * folder>/bias/<Task>.<split>.<hash>.json`
 */
export function biasPath(folder: string, task: string, split: string): string {
  return join(folder, BIAS_FOLDER, `${exactStem([task, split])}.json`);
}

/** The file of earlier releases, which two splits could share. */
function oldBiasPath(folder: string, task: string, split: string): string {
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

/**
 * The stored report of a split, or undefined where there is none. One of an earlier release is
 * found by its old name.
 * @throws GB_RESULT_INVALID when it is broken, or holds another split
 */
export async function storedBias(
  folder: string,
  task: string,
  split: string,
): Promise<BiasReport | undefined> {
  const path = biasPath(folder, task, split);
  if (existsSync(path)) {
    const report = await readBias(path);
    if (report.task === task && report.split === split) return report;
    throw new GlottobenchError(
      'GB_RESULT_INVALID',
      `is of ${report.task} ${report.split}, not of ${task} ${split}`,
      { file: path, hint: 'move the file away' },
    );
  }
  return oldBias(folder, task, split);
}

async function oldBias(
  folder: string,
  task: string,
  split: string,
): Promise<BiasReport | undefined> {
  const path = oldBiasPath(folder, task, split);
  if (!existsSync(path)) return undefined;
  const report = await readBias(path);
  // The old name may be another split's: then there is nothing of this one.
  return report.task === task && report.split === split ? report : undefined;
}

/**
 * Writes the report of a split; its file of an earlier release, whose rows it has taken over, goes.
 * @throws GB_RESULT_INVALID when it does not match the schema; nothing is written then
 */
export async function writeBias(folder: string, report: BiasReport): Promise<string> {
  const { task, split } = report;
  const path = biasPath(folder, task, split);
  checkBias(report, path);
  await writeFileAtomic(path, `${JSON.stringify(report, null, 2)}\n`);
  if ((await oldBias(folder, task, split)) !== undefined)
    await rm(oldBiasPath(folder, task, split), { force: true });
  return path;
}

/** @throws GB_RESULT_INVALID when it does not match the schema */
export function checkBias(report: BiasReport, file: string): void {
  const issues = validateAgainst(SCHEMA, JSON.parse(JSON.stringify(report)));
  if (issues.length > 0)
    throw new GlottobenchError(
      'GB_RESULT_INVALID',
      'the report of language bias does not match its schema; nothing was written',
      { file, issues },
    );
}
