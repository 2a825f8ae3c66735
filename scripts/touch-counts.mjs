// `npm run touch-counts [NAME ...]`: adds an example of each extension point to a copy of the
// repository and counts the hand-written files of src/, data/ and schemas/ that it changes; the
// copy must build and pass the fast lane, contract suites included. Examples: test/touch/NAME.mjs
// with `limit`, `apply(root)` and, where there is more to see, `prove(root, folder)`.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyTree } from './mutate/working-copy.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'test/touch');
const asked = process.argv.slice(2);
const modules = readdirSync(folder).filter((file) => file.endsWith('.mjs'));
const examples = (await Promise.all(modules.map((file) => import(join(folder, file)))))
  .filter(({ name, apply }) => name !== undefined && apply !== undefined)
  .filter(({ name }) => asked.length === 0 || asked.includes(name));
if (examples.length === 0) throw new Error(`no example of ${asked.join(', ')} in test/touch`);

let failed = 0;
for (const example of examples) {
  const copy = mkdtempSync(join(tmpdir(), 'glottobench-touch-'));
  try {
    const files = await tried(example, copy);
    const within = files.length <= example.limit;
    if (!within) failed++;
    print(
      `${example.name}: ${files.length} of ${example.limit} files${within ? '' : ': TOO MANY'}: ${files.join(', ')}`,
    );
  } catch (error) {
    failed++;
    print(`${example.name}: FAILED: ${error.message}`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
process.exitCode = failed === 0 ? 0 : 1;

/** @returns the counted files */
async function tried({ apply, prove }, copy) {
  copyTree(root, copy);
  git(copy, 'init', '-q');
  git(copy, 'add', '-A');
  git(copy, '-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-qm', 'before');
  await apply(copy);
  const files = git(copy, 'status', '--porcelain', '--untracked-files=all')
    .split('\n')
    .map((line) => line.slice(3))
    .filter(
      (file) =>
        /^(src|data|schemas)\//.test(file) &&
        !file.includes('/generated/') &&
        // written from the table of options by `npm run schema`
        file !== 'schemas/config.schema.json',
    );
  must(copy, 'types', [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit']);
  must(copy, 'build', [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json']);
  must(copy, 'fast lane', ['scripts/test.mjs', '--fast']);
  const work = join(copy, 'work');
  mkdirSync(work);
  await prove?.(copy, work);
  return files;
}

function git(copy, ...args) {
  return execFileSync('git', args, { cwd: copy, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

function must(copy, label, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return;
  const lines = `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => /●|error|failed|Error/.test(line));
  throw new Error(`${label}: ${lines.slice(0, 20).join('\n  ')}`);
}

function print(text) {
  process.stdout.write(`${text}\n`);
}
