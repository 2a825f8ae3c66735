// Our datasets as folders in BEIR form, so that a peer reads exactly the texts that we rank.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFolder } from '../../dist/data/folder-repository.js';
import { openDataset } from '../../dist/data/open-dataset.js';
import { loadTask } from '../../dist/registry/load-task.js';
import { taskSubsets } from '../../dist/registry/subsets.js';
import { xquadR } from './peers.mjs';

/** XQuAD-R, or only the first of the 48 articles of its files: 4 for a trial. */
export function xquadFolder(folder, small, articles = small ? 4 : undefined) {
  if (articles === undefined) return xquadR();
  const at = join(folder, 'xquad-r-small');
  mkdirSync(at, { recursive: true });
  for (const file of readdirSync(xquadR()).filter((name) => name.endsWith('.json'))) {
    const whole = JSON.parse(readFileSync(join(xquadR(), file), 'utf8'));
    writeFileSync(
      join(at, file),
      JSON.stringify({ ...whole, data: whole.data.slice(0, articles) }),
    );
  }
  return at;
}

/**
 * XQuAD-R with the sentence alone as candidate, as a task file in `folder`: the whole paragraph
 * with every sentence would be 6 times the text.
 */
export async function writeSentenceTask(folder) {
  const task = await loadTask('XQuADRRetrieval');
  const path = join(folder, 'XQuADRSentenceRetrieval.json');
  writeFileSync(
    path,
    JSON.stringify({
      ...task,
      $schema: undefined,
      name: 'XQuADRSentenceRetrieval',
      loader: { ...task.loader, candidate_text: 'sentence' },
    }),
  );
  return path;
}

/**
 * Writes subsets of a task and the manifest that bench/peers/evaluate.py reads.
 * @param name of a task, or the path of its definition
 * @param wanted which subsets
 * @returns {Promise<{file: string, subsets: string[], queries: number, documents: number}>}
 */
export async function writeManifest(name, data, folder, wanted) {
  const task = await loadTask(name);
  const split = task.eval_splits[0];
  const source = await openFolder(data);
  const subsets = [];
  let queryCount = 0;
  let documentCount = 0;
  for (const { subset, setting, queryLanguages, documentLanguages, languages } of taskSubsets(
    task,
  ).filter((one) => wanted(one))) {
    const dataset = await openDataset(task, {
      split,
      subset,
      source,
      setting,
      queryLanguages,
      documentLanguages,
    });
    const at = join(folder, subset);
    mkdirSync(at, { recursive: true });
    const line = ({ id, text }) => JSON.stringify({ _id: id, text });
    const documents = [];
    for await (const chunk of dataset.corpus()) documents.push(...chunk);
    const { queries } = dataset;
    writeFileSync(join(at, 'corpus.jsonl'), documents.map(line).join('\n'));
    writeFileSync(join(at, 'queries.jsonl'), queries.map(line).join('\n'));
    const rows = queries.flatMap(({ id }) =>
      [...(dataset.qrels.get(id) ?? [])].map(([document, grade]) => `${id}\t${document}\t${grade}`),
    );
    writeFileSync(join(at, 'qrels.tsv'), ['query-id\tcorpus-id\tscore', ...rows].join('\n'));
    subsets.push({ name: subset, folder: at, languages });
    queryCount += queries.length;
    documentCount += documents.length;
  }
  const file = join(folder, 'manifest.json');
  writeFileSync(
    file,
    JSON.stringify({ name: task.name, split, main_score: task.main_score, subsets }),
  );
  return {
    file,
    subsets: subsets.map((one) => one.name),
    queries: queryCount,
    documents: documentCount,
  };
}
