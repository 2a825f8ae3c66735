// Adds a loader rule with an option: its file and its entry of facts. Its table is generated.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceIn } from './replace.mjs';

export const name = 'loader';
export const limit = 2;

const RULE = `import { eachRow, idText } from '../../formats/fields.js';
import { readRows } from '../../formats/read-rows.js';
import { loaderOption } from '../../registry/loader-options.js';
import { judge, type LoadedSubset, type Loader, type LoadRequest } from '../loader.js';
import { emptyDictionaries, fromDictionaries, text } from '../whole-split.js';

/** Proverbs: a line asks for its answer, or the other way round. */
export const loader: Loader = { load };

async function load({ definition, source, signal }: LoadRequest): Promise<LoadedSubset> {
  const { queries, documents, qrels } = emptyDictionaries();
  const [asks, answers] =
    loaderOption(definition, 'asks') === 'line' ? ['line', 'answer'] : ['answer', 'line'];
  const name = 'pairs.jsonl';
  const columns = ['id', 'line', 'answer'];
  const batches = readRows(await source.localPath(name, signal), { name, columns, signal });
  for await (const batch of batches) {
    eachRow(batch, (row, place) => {
      const id = idText(row['id'], 'id', place);
      queries.set(\`q\${id}\`, text(row, asks, place));
      documents.set(\`d\${id}\`, { text: text(row, answers, place) });
      judge(qrels, \`q\${id}\`, \`d\${id}\`, 1);
    });
  }
  return fromDictionaries({ queries, documents, qrels });
}
`;

const FACTS = `  proverbs: {
    implemented: true,
    describe: 'pairs.jsonl with id, line and answer: a line retrieves its answer',
    options: { asks: { values: ['line', 'answer'], describe: 'which side asks' } },
    readsAnyFolder: true,
    unpinned: true,
  },
`;

/** Makes the change in the copy at `root`. */
export function apply(root) {
  writeFileSync(join(root, 'src/data/loaders/proverbs.ts'), RULE);
  replaceIn(join(root, 'src/registry/loader-kinds.ts'), [[/(LOADER_KINDS = \{\n)/, `$1${FACTS}`]]);
  execFileSync(process.execPath, ['scripts/generate-loaders.mjs'], { cwd: root });
}

/**
 * Runs a task of the new kind in the built copy, with the option and with one that it has not.
 * @throws where it fails
 */
export function prove(root, folder) {
  mkdirSync(join(folder, 'pairs'));
  const rows = [1, 2, 3].map((id) => ({ id, line: `stone${id}`, answer: `stone${id} rolls` }));
  writeFileSync(
    join(folder, 'pairs/pairs.jsonl'),
    rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  );
  const definition = {
    name: 'Proverbs',
    description: 'An example.',
    type: 'Retrieval',
    dataset: { path: './pairs', revision: '1' },
    eval_splits: ['test'],
    eval_langs: ['eng-Latn'],
    main_score: 'ndcg_at_10',
    modalities: ['text'],
    loader: { kind: 'proverbs' },
  };
  writeFileSync(join(folder, 'Proverbs.json'), JSON.stringify(definition));
  const ask = (args, wanted, status = 0) => {
    const done = spawnSync(process.execPath, [join(root, 'dist/cli/main.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    const said = done.stdout + done.stderr;
    if (done.status !== status || !wanted.test(said))
      throw new Error(`${args.join(' ')}: status ${done.status}, no ${wanted} in\n${said}`);
  };
  ask(['tasks', 'validate', './Proverbs.json'], /ok/);
  ask(['tasks', 'show', './Proverbs.json'], /asks=line, of line, answer: which side asks/);
  ask(['tasks', 'list', '--loader', 'proverbs'], /no task|0 tasks/i);
  const run = ['run', '-m', 'bm25', '-t', './Proverbs.json', '--loader-option'];
  ask([...run, 'asks=answer'], /1\.000/);
  ask([...run, 'asks=both'], /asks must be line or answer/, 2);
}
