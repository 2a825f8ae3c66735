// `npm run parity -- DIR...`: opens every checkpoint that has a golden.json (in DIR, or one level below) and compares
// token ids and vectors with Python's. One line per checkpoint; exit 1 on any miss. Needs `npm run build` before.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { renderError } from '../dist/cli/render/error.js';
import { checkParity } from '../dist/models/parity/check-parity.js';

const folders = process.argv.slice(2).flatMap((dir) => {
  if (existsSync(join(dir, 'golden.json'))) return [dir];
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .sort()
    .map((name) => join(dir, name))
    .filter((path) => existsSync(join(path, 'golden.json')));
});
if (folders.length === 0) {
  console.error('usage: npm run parity -- DIR...   (folders of checkpoints with a golden.json)');
  process.exit(2);
}
let misses = 0;
for (const folder of folders) {
  const name = basename(folder).padEnd(28);
  try {
    const result = await checkParity(folder);
    const ids =
      result.differentIds.length === 0
        ? `ids equal (${result.texts} texts)`
        : `ids DIFFER for ${result.differentIds.join(', ')}`;
    const numbers = `min cosine ${result.minCosine.toFixed(9)}  max relative L2 ${result.maxRelativeL2.toExponential(1)}`;
    console.log(
      `${result.passed ? 'ok  ' : 'MISS'} ${name} ${result.roles.join('/').padEnd(20)} ${ids}  ${numbers}`,
    );
    if (!result.passed) misses++;
  } catch (error) {
    misses++;
    console.log(`MISS ${name} ${renderError(error, false).replaceAll('\n', ' ')}`);
  }
}
console.log(`${folders.length - misses} of ${folders.length} checkpoints equal Python's`);
process.exitCode = misses === 0 ? 0 : 1;
