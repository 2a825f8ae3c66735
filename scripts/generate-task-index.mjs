// usage: npm run build && node scripts/generate-task-index.mjs [--check]
// Writes tasks/index.json from all definitions below tasks/, with the code that the library reads
// it by.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildIndex, formatIndex } from '../dist/registry/task-index.js';

const path = fileURLToPath(new URL('../tasks/index.json', import.meta.url));
const content = formatIndex(await buildIndex());
const current = await readFile(path, 'utf8').catch(() => '');
if (current === content) console.log('tasks/index.json is current');
else if (process.argv.includes('--check')) {
  console.error(
    'tasks/index.json is not what the definitions give; run npm run build && node scripts/generate-task-index.mjs',
  );
  process.exitCode = 1;
} else {
  await writeFile(`${path}.tmp`, content);
  await rename(`${path}.tmp`, path);
  console.log('tasks/index.json written');
}
