import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { validateAgainst } from '../../src/base/validate.js';
import { scoreRankings } from '../../src/metrics/score-rankings.js';
import { loadTask } from '../../src/registry/load-task.js';
import { TaskDefinitions } from '../../src/results/read/task-definitions.js';
import { readResults, type StoredResult } from '../../src/results/read/results.js';
import { modelMetaFor, type ModelMetaFacts } from '../../src/results/write/model-meta.js';
import { writeTaskResult } from '../../src/results/write/task-result.js';
import { dumpPythonJson } from '../../src/results/python-dump.js';
import { submitResults } from '../../src/results/submit/submit.js';
import type { Submission } from '../../src/types/generated/submission.js';
import { temporaryFolder } from '../results/support.js';

export const TASK = 'XQuADRetrieval';
export const COMMIT = 'a'.repeat(40);
export const [MODEL, FOLDER] = ['my-lab/my-model', 'my-lab__my-model'];
const folders: string[] = [];

/** Removes what the tests made. */
export async function removeFolders(): Promise<void> {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
}

export async function fresh(): Promise<string> {
  const folder = await temporaryFolder();
  folders.push(folder);
  return folder;
}

/** A tree as a run leaves it: one model with every subset of a shipped task. */
export async function tree(name: string, revision: string): Promise<string> {
  const out = await fresh();
  const folder = join(out, name.replace('/', '__'), revision);
  await mkdir(folder, { recursive: true });
  const task = await loadTask(TASK);
  const qrels = new Map(['q1', 'q2', 'q3'].map((query) => [query, new Map([[`d${query}`, 1]])]));
  const { scores } = scoreRankings(
    [...qrels.keys()].map((query, i) => ({
      query,
      docs: ['x', `d${query}`, 'y'],
      scores: [0.5, i / 2, 0.1],
    })),
    qrels,
  );
  for (const split of task.eval_splits)
    for (const [subset, languages] of Object.entries(task.eval_langs as Record<string, string[]>))
      await writeTaskResult(folder, { task, split, subset, languages, scores, seconds: 1 });
  const facts: ModelMetaFacts = {
    name,
    revision,
    training_datasets: ['MIRACLRetrieval'],
    max_tokens: 512,
    framework: ['Sentence Transformers'],
    license: 'apache-2.0',
  };
  await writeFile(
    join(folder, 'model_meta.json'),
    dumpPythonJson(modelMetaFor(facts), { indent: 4 }),
  );
  await writeFile(join(folder, 'run_settings.jsonl'), '{"task": "XQuADRetrieval"}\n');
  return out;
}

export async function submitted(
  from: string,
  clone?: string,
): Promise<Submission & { to: string }> {
  const definitions = new TaskDefinitions();
  const stored: StoredResult[] = [];
  for await (const one of readResults(from, { lookup: definitions.lookup })) stored.push(one);
  const to = await fresh();
  const submission = await submitResults(stored, { to, lookup: definitions.lookup, clone });
  expect(validateAgainst('submission.schema.json', submission)).toEqual([]);
  return { ...submission, to };
}

/** A copy of a tree, changed. */
export async function changed(
  good: string,
  change: (folder: string, tree: string) => Promise<unknown>,
): Promise<string> {
  const out = await fresh();
  await cp(good, out, { recursive: true });
  await change(join(out, FOLDER, COMMIT), out);
  return out;
}

export async function editFile(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, 'utf8')));
}

/** A clone of the results repository that holds this tree, changed. */
export async function cloneOf(good: string, change: (result: Result) => void): Promise<string> {
  const clone = await fresh();
  await cp(good, join(clone, 'results'), { recursive: true });
  await editFile(join(clone, 'results', FOLDER, COMMIT, `${TASK}.json`), (text) => {
    const result = JSON.parse(text) as Result;
    change(result);
    return JSON.stringify(result, null, 2);
  });
  return clone;
}

export interface Result {
  dataset_revision: string;
  scores: Record<
    string,
    { main_score: number; ndcg_at_10: number; hf_subset: string; languages: string[] }[]
  >;
}
export const firstOf = ({ scores }: Result): Result['scores'][string][number] => {
  const [entry] = Object.values(scores)[0] ?? [];
  if (entry === undefined) throw new Error('a result has entries');
  return entry;
};
