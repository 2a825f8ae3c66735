// `npm run findings [-- --check]`: writes docs/findings.md, what the published numbers say about
// backbone and batch sampling. Every number is computed; the same bytes every time. With --check
// nothing is written, and the exit status is 5 when the file is not what these data give.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeFileAtomic } from '../../src/base/atomic-file.js';
import { packagePath } from '../../src/base/folders.js';
import { readText } from '../../src/base/json.js';
import { renderError } from '../../src/cli/render/error.js';
import { findingsDocument } from './document.js';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: packagePath('docs', 'findings.md') },
      published: { type: 'string', default: packagePath('results', 'published') },
      check: { type: 'boolean', default: false },
    },
  });
  const { out, published, check } = values;
  const text = await findingsDocument(published);
  if (!check) {
    await writeFileAtomic(out, text);
    console.error(`written  ${out}`);
    return 0;
  }
  if (existsSync(out) && (await readText(out)) === text) return 0;
  console.error(`${out} is not what these data give; \`npm run findings\` writes it`);
  return 5;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(renderError(error, false));
  process.exitCode = 1;
}
