// usage: node scripts/generate-own-tasks.mjs [--check]
// Writes tasks/own and tasks/benchmarks/own: definitions whose subsets follow from a list of
// languages. Then run scripts/generate-task-index.mjs.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatJson } from './format-json.mjs';
import { benchmarks } from './own-tasks/benchmarks.mjs';
import { OWN_TASKS } from './own-tasks/tasks.mjs';
import { writeFolder } from './write-folder.mjs';

// Written by scripts/count-own-tasks.mjs.
const counts = JSON.parse(await readFile(new URL('own-task-counts.json', import.meta.url), 'utf8'));
const tasks = fileURLToPath(new URL('../tasks', import.meta.url));
const belebele = JSON.parse(await readFile(join(tasks, 'mteb/BelebeleRetrieval.json'), 'utf8'));

const check = process.argv.includes('--check');
const files = (entries) =>
  new Map(entries.map((value) => [`${value.name}.json`, formatJson(value)]));
const changed = [
  ...(await writeFolder(
    join(tasks, 'own'),
    files(OWN_TASKS.map((task) => ({ ...task, counts: counts[task.name] }))),
    check,
  )),
  ...(await writeFolder(join(tasks, 'benchmarks/own'), files(benchmarks(belebele)), check)),
];
console.log(`${changed.length} files ${check ? 'would change' : 'written or removed'}`);
if (check && changed.length > 0) process.exitCode = 1;
