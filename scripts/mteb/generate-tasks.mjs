// usage: node scripts/mteb/generate-tasks.mjs DUMP_DIR [--check]
// Writes tasks/mteb, tasks/mteb-aggregate and tasks/benchmarks/mteb from a dump made by
// dump-tasks.py and removes files of tasks that are gone. `--check` writes nothing and exits 1 when
// a file would change. Then run scripts/generate-task-index.mjs.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatJson } from '../format-json.mjs';
import { writeFolder } from '../write-folder.mjs';
import { loaderOf, QUERY_FIRST, scoringOf } from './rules.mjs';

/** Keys of mteb's TaskMetadata, in the order in which a definition has them. */
const METADATA = [
  'name',
  'type',
  'description',
  'dataset',
  'eval_splits',
  'eval_langs',
  'main_score',
  'prompt',
  'modalities',
  'category',
  'reference',
  'date',
  'domains',
  'task_subtypes',
  'license',
  'annotations_creators',
  'dialect',
  'sample_creation',
  'bibtex_citation',
  'adapted_from',
  'is_public',
  'contributed_by',
  'superseded_by',
  'is_beta',
];
/** Attributes of the task's class that decide its scores. */
const ATTRIBUTES = ['k_values', 'ignore_identical_ids', 'skip_first_result'];
/** Where it comes from, and what is code there. */
const CODE = [
  'class_name',
  'class_module',
  'bases',
  'overridden',
  'helper_methods',
  'loader',
  'scoring',
  'unmodified',
  'abstask_prompt',
];
/** In the dump, but follows from the keys above. */
const DERIVED = ['is_multilingual', 'hf_subsets', 'top_k'];

const pick = (source, keys) =>
  Object.fromEntries(keys.filter((key) => key in source).map((key) => [key, source[key]]));

function rejectUnknown(entry, known) {
  const unknown = Object.keys(entry).filter((key) => !known.includes(key));
  if (unknown.length > 0)
    throw new Error(
      `${entry.name}: the dump has keys that this script does not know: ${unknown.join(', ')}`,
    );
}

function definition(task, version) {
  rejectUnknown(task, [
    ...METADATA,
    ...ATTRIBUTES,
    ...CODE,
    ...DERIVED,
    'descriptive_stats',
    'counts',
  ]);
  return {
    $schema: '../../schemas/task.schema.json',
    ...pick(task, METADATA),
    ...pick(task, ATTRIBUTES),
    loader: loaderOf(task),
    scoring: { kind: scoringOf(task) },
    ...(QUERY_FIRST.has(task.name) ? { subset_direction: 'query-document' } : {}),
    mteb: { version, ...pick(task, CODE) },
    counts: task.counts,
    descriptive_stats: task.descriptive_stats,
  };
}

function aggregate(task, version) {
  rejectUnknown(task, [...METADATA, 'tasks']);
  return {
    $schema: '../../schemas/task.schema.json',
    ...pick(task, METADATA),
    loader: { kind: 'aggregate' },
    tasks: task.tasks,
    mteb: { version },
  };
}

/** Older dumps hold the list as Python prints it: "['MTEB(eng, v2)']". */
function supersededBy(value) {
  return typeof value === 'string'
    ? [...value.matchAll(/'([^']*)'/g)].map((match) => match[1])
    : value;
}

function benchmark(entry, version) {
  return {
    $schema: '../../../schemas/benchmark.schema.json',
    ...entry,
    superseded_by: supersededBy(entry.superseded_by),
    mteb: { version },
  };
}

/** `MTEB(eng, v2)` → `mteb-eng-v2` */
export const fileName = (name) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');

function named(entries, name) {
  const files = new Map(entries.map((entry) => [`${name(entry)}.json`, formatJson(entry)]));
  if (files.size !== entries.length) throw new Error('two entries have the same file name');
  return files;
}

export async function generate(dump, target, check) {
  const read = async (file) => JSON.parse(await readFile(join(dump, file), 'utf8'));
  const { mteb: version } = await read('version.json').catch(() => ({ mteb: '2.26.24' }));
  const folders = {
    mteb: named(
      (await read('tasks.json')).map((task) => definition(task, version)),
      (task) => task.name,
    ),
    'mteb-aggregate': named(
      (await read('aggregate-tasks.json')).map((task) => aggregate(task, version)),
      (task) => task.name,
    ),
    'benchmarks/mteb': named(
      (await read('benchmarks.json')).map((entry) => benchmark(entry, version)),
      (entry) => fileName(entry.name),
    ),
  };
  const changed = [];
  for (const [folder, files] of Object.entries(folders)) {
    changed.push(
      ...(await writeFolder(join(target, folder), files, check)).map((name) => `${folder}/${name}`),
    );
  }
  return changed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dump, ...options] = process.argv.slice(2);
  if (dump === undefined) {
    console.error('usage: node scripts/mteb/generate-tasks.mjs DUMP_DIR [--check]');
    process.exit(2);
  }
  const check = options.includes('--check');
  const changed = await generate(
    dump,
    fileURLToPath(new URL('../../tasks', import.meta.url)),
    check,
  );
  console.log(`${changed.length} files ${check ? 'would change' : 'written or removed'}`);
  if (check && changed.length > 0) process.exitCode = 1;
}
