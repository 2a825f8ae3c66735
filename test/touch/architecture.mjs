// Adds a backbone, MPNet: its graph, its line in the table, its fact. Golden vectors are those of
// transformers.
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { replaceIn } from './replace.mjs';

export const name = 'architecture';
export const limit = 3;

const parts = fileURLToPath(new URL('architecture', import.meta.url));

/** Makes the change in the copy at `root`. */
export function apply(root) {
  mkdirSync(join(root, 'src/models/graph/mpnet'));
  copyFileSync(join(parts, 'mpnet.ts.txt'), join(root, 'src/models/graph/mpnet/mpnet.ts'));
  replaceIn(join(root, 'src/models/graph/architectures.ts'), [
    [
      "import { t5 } from './t5/t5.js';",
      "import { mpnet } from './mpnet/mpnet.js';\nimport { t5 } from './t5/t5.js';",
    ],
    [/(ARCHITECTURES[^=]*= \[)/, '$1mpnet, '],
  ]);
  // one test: golden vectors, which golden.test.ts and the contract of architectures find by
  // themselves
  cpSync(join(parts, 'mpnet'), join(root, 'test/fixtures/checkpoints/mpnet'), { recursive: true });
  // and what transformers takes where config.json is silent, as test/fixtures/defaults/make.py
  // writes it
  const defaults = join(root, 'test/fixtures/defaults/golden.json');
  const rows = JSON.parse(readFileSync(defaults, 'utf8'));
  rows.mpnet = JSON.parse(readFileSync(join(parts, 'defaults.json'), 'utf8'));
  writeFileSync(defaults, `${JSON.stringify(rows)}\n`);
}
