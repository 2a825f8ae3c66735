// Writes results/published/leaderboard-scores.csv and leaderboard-models.csv: what `npm run
// findings` reads of the public leaderboard (embeddings-benchmark/results, CC0 1.0), so that the
// findings can be made again without the whole tree.
// usage: npm run build && node studies/published-record/extract-leaderboard.mjs BACKBONES.csv
// TREE...
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { writeFileAtomic } from '../../dist/base/atomic-file.js';
import { packagePath } from '../../dist/base/folders.js';
import { findModels } from '../../dist/analysis/compare/find-models.js';

/**
 * Multilingual encoders whose backbone is named in the question, pairs of one recipe on two
 * backbones, and BM25.
 */
const MODELS = [
  'castorini/mdpr-tied-pft-msmarco',
  'nthakur/mcontriever-base-msmarco',
  'sentence-transformers/LaBSE',
  'sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2',
  'sentence-transformers/paraphrase-multilingual-mpnet-base-v2',
  'intfloat/multilingual-e5-small',
  'intfloat/multilingual-e5-base',
  'intfloat/multilingual-e5-large',
  'BAAI/bge-m3',
  'Snowflake/snowflake-arctic-embed-l-v2.0',
  'Snowflake/snowflake-arctic-embed-m-v2.0',
  'Alibaba-NLP/gte-multilingual-base',
  'mteb/baseline-bm25s',
];
const TASKS = [
  ['BelebeleRetrieval', 'test'],
  ['MLQARetrieval', 'test'],
  ['MIRACLRetrievalHardNegatives', 'dev'],
  ['XQuADRetrieval', 'validation'],
];
const [backbonesPath, ...trees] = process.argv.slice(2);
if (backbonesPath === undefined || trees.length === 0) {
  console.error(
    'usage: node studies/published-record/extract-leaderboard.mjs BACKBONES.csv TREE...',
  );
  process.exit(2);
}

const tasks = new Set(TASKS.map(([task]) => task));
const found = new Map();
for (const out of trees)
  for (const model of (await findModels([], { out, tasks })).models)
    if (!found.has(model.name)) found.set(model.name, model);
const missing = MODELS.filter((name) => !found.has(name));
if (missing.length > 0) throw new Error(`no results of ${missing.join(', ')}`);

const lines = [
  ['task', 'split', 'subset', 'query_language', 'document_language', ...MODELS].join(','),
];
for (const [task, split] of TASKS) {
  const rows = new Map();
  for (const name of MODELS) {
    for (const cell of found.get(name).cells) {
      // Of Belebele's 376 subsets the 122 monolingual ones; all of the other tasks.
      if (
        cell.task !== task ||
        cell.split !== split ||
        (task === 'BelebeleRetrieval' && cell.setting !== 'monolingual')
      )
        continue;
      const key = [
        task,
        split,
        cell.subset,
        cell.queryLanguages.join(' '),
        cell.documentLanguages.join(' '),
      ].join(',');
      rows.set(key, new Map(rows.get(key) ?? []).set(name, cell.mainScore));
    }
  }
  for (const key of [...rows.keys()].sort())
    lines.push([key, ...MODELS.map((name) => rows.get(key).get(name)?.toFixed(5) ?? '')].join(','));
}
await writeFileAtomic(
  packagePath('results/published/leaderboard-scores.csv'),
  `${lines.join('\n')}\n`,
);

const table = new Map(
  /** @type {Record<string, string>[]} */
  (parse(readFileSync(backbonesPath, 'utf8'), { columns: true })).map((row) => [row.model, row]),
);
const columns = ['model', 'backbone', 'parameters', ...TASKS.map(([task]) => `zero_shot:${task}`)];
const models = MODELS.map((name) => {
  const row = table.get(name) ?? {};
  return [
    name,
    row.family ?? '',
    row.n_parameters ?? '',
    ...TASKS.map(([task]) => row[`zero_shot:${task}`] ?? ''),
  ].join(',');
});
await writeFileAtomic(
  packagePath('results/published/leaderboard-models.csv'),
  `${[columns.join(','), ...models].join('\n')}\n`,
);
