// `npm run parity -- DIR...`: opens every checkpoint that has a golden.json (in DIR, or one level
// below) and compares token ids and vectors with Python's. One line per checkpoint; exit 1 on any
// miss.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { renderError } from '../../src/cli/render/error.js';
import { checkParity, type ParityResult } from './check-parity.js';

const folders = process.argv.slice(2).flatMap(checkpointsIn);
if (folders.length === 0) {
  console.error('usage: npm run parity -- DIR...   (folders of checkpoints with a golden.json)');
  process.exit(2);
}
let misses = 0;
for (const folder of folders) {
  const name = basename(folder).padEnd(28);
  try {
    const result = await checkParity(folder);
    console.log(`${result.passed ? 'ok  ' : 'MISS'} ${name} ${describe(result)}`);
    if (!result.passed) misses++;
  } catch (error) {
    misses++;
    console.log(`MISS ${name} ${renderError(error, false).replaceAll('\n', ' ')}`);
  }
}
console.log(`${folders.length - misses} of ${folders.length} checkpoints equal Python's`);
process.exitCode = misses === 0 ? 0 : 1;

function checkpointsIn(dir: string): string[] {
  if (existsSync(join(dir, 'golden.json'))) return [dir];
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .sort()
    .map((name) => join(dir, name))
    .filter((path) => existsSync(join(path, 'golden.json')));
}

function describe({ roles, differentIds, texts, minCosine, maxRelativeL2 }: ParityResult): string {
  const ids =
    differentIds.length === 0
      ? `ids equal (${texts} texts)`
      : `ids DIFFER for ${differentIds.join(', ')}`;
  return (
    `${roles.join('/').padEnd(20)} ${ids}  ` +
    `min cosine ${minCosine.toFixed(9)}  max relative L2 ${maxRelativeL2.toExponential(1)}`
  );
}
