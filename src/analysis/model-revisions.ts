import { dirname } from 'node:path';
import type { StoredResult } from '../results/read/results.js';
import { readManifest } from '../results/read/run-manifest.js';
import { oneRevisionPerModel } from './mteb/join-revisions.js';

/** Results of which every (model, revision) is one model, and what was left out for it. */
export interface KeptRevisions {
  readonly kept: readonly StoredResult[];
  readonly notes: readonly string[];
}

/**
 * The one rule by which commands that show models leave revisions out:
 * - a folder without a name of its own (`local/<folder>`): each content is a model, nothing is left
 *   out;
 * - a named model that was run here: the newest run counts, and a note says which;
 * - results of others (no manifest): joined task by task as mteb joins them.
 * @throws GB_RESULT_INVALID for a broken manifest
 */
export async function keepRevisions(stored: readonly StoredResult[]): Promise<KeptRevisions> {
  const kept: StoredResult[] = [];
  const notes: string[] = [];
  for (const model of new Set(stored.map((one) => one.model))) {
    const results = stored.filter((one) => one.model === model);
    const revisions = [...new Set(results.map(({ revision }) => revision))];
    if (revisions.length === 1 || model.startsWith('local/')) {
      for (const revision of revisions)
        kept.push(...joined(results.filter((one) => one.revision === revision)));
      continue;
    }
    const newest = await newestRun(results);
    if (newest === undefined) {
      kept.push(...joined(results));
      continue;
    }
    kept.push(...joined(results.filter(({ revision }) => revision === newest)));
    notes.push(
      `${model} has ${String(revisions.length)} revisions here; the newest run, ${shortRevision(newest, revisions)}, is taken (name@revision chooses)`,
    );
  }
  return { kept, notes };
}

/**
 * What mteb's own rule hides: models of several revisions that were run here, or whose every
 * content is a model, of which its tables make one.
 * @throws GB_RESULT_INVALID for a broken manifest
 */
export async function joinedByMteb(stored: readonly StoredResult[]): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const model of new Set(stored.map((one) => one.model))) {
    const results = stored.filter((one) => one.model === model);
    const { size } = new Set(results.map(({ revision }) => revision));
    if (size === 1) continue;
    if (model.startsWith('local/') || (await newestRun(results)) !== undefined)
      notes.push(
        `${model} has ${String(size)} revisions here, which mteb joins into one row, task by task; without --mteb they are told apart, and --model ${model}@REVISION takes one`,
      );
  }
  return notes;
}

/**
 * Every revision that was run here as a model of its own (training runs may be kept as revisions of
 * one name); results of others are joined as mteb joins them.
 * @throws GB_RESULT_INVALID for a broken manifest
 */
export async function everyRevision(stored: readonly StoredResult[]): Promise<KeptRevisions> {
  const kept: StoredResult[] = [];
  for (const model of new Set(stored.map((one) => one.model))) {
    const results = stored.filter((one) => one.model === model);
    const own = model.startsWith('local/') || (await newestRun(results)) !== undefined;
    for (const part of own ? byRevision(results) : [results]) kept.push(...joined(part));
  }
  return { kept, notes: [] };
}

function byRevision(results: readonly StoredResult[]): StoredResult[][] {
  return [...new Set(results.map(({ revision }) => revision))].map((revision) =>
    results.filter((one) => one.revision === revision),
  );
}

/**
 * The beginning of a revision that tells it from the others: 12 characters, more where these are
 * the same.
 */
export function shortRevision(revision: string, others: readonly string[]): string {
  const rivals = others.filter((other) => other !== revision);
  let length = 12;
  while (
    length < revision.length &&
    rivals.some((other) => other.startsWith(revision.slice(0, length)))
  )
    length++;
  return revision.slice(0, length);
}

/** The revision that was run last, undefined when none of them was run here. */
async function newestRun(results: readonly StoredResult[]): Promise<string | undefined> {
  let newest: { readonly revision: string; readonly updated: string } | undefined;
  const folders = new Map(results.map(({ file, revision }) => [dirname(file), revision]));
  for (const [folder, revision] of folders) {
    const updated = (await readManifest(folder))?.updated;
    if (updated !== undefined && (newest === undefined || updated > newest.updated))
      newest = { revision, updated };
  }
  return newest?.revision;
}

/**
 * One result per task, mteb's choice where there are several, with the revisions named together.
 */
function joined(results: readonly StoredResult[]): StoredResult[] {
  const byFile = new Map(results.map((one) => [one.result, one]));
  return oneRevisionPerModel(results).flatMap(({ result, revision }) => {
    const found = byFile.get(result as StoredResult['result']);
    return found === undefined ? [] : [{ ...found, revision }];
  });
}
