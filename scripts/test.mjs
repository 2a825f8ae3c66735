// `npm test`: static checks, then jest; ends with one line "N passed, N failed[, N skipped]".
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareOracle } from './oracle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const selected = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;

function check(label, command, args) {
  process.stderr.write(`\n== ${label}\n`);
  const ok = spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status === 0;
  if (ok) passed++;
  else failed++;
}

if (selected.length === 0) {
  check('types', bin('tsc'), ['--noEmit']);
  check('format', bin('prettier'), ['--check', '--log-level', 'warn', '.']);
  check('lint', bin('eslint'), ['.']);
  check('imports go to lower layers only', bin('depcruise'), [
    'src',
    '--config',
    '.dependency-cruiser.cjs',
  ]);
  check('generated types are current', process.execPath, ['scripts/generate-types.mjs', '--check']);
}

const env = { ...process.env };
try {
  const { python, models } = prepareOracle();
  env.GLOTTOBENCH_ORACLE_PYTHON ??= python;
  env.GLOTTOBENCH_REAL_MODELS ??= models;
} catch (error) {
  process.stderr.write(
    `\n== no Python oracle: ${error.message}\n   the tests that compare with Python mteb are skipped\n`,
  );
  // CI must not skip them.
  if (process.env.CI === 'true') failed++;
}

const folder = mkdtempSync(join(tmpdir(), 'glottobench-test-'));
const report = join(folder, 'jest.json');
process.stderr.write('\n== jest\n');
spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings=ExperimentalWarning',
    join(root, 'node_modules/jest/bin/jest.js'),
    '--json',
    `--outputFile=${report}`,
    ...selected,
  ],
  { cwd: root, stdio: ['inherit', 'ignore', 'inherit'], env },
);
try {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  skipped += result.numPendingTests + result.numTodoTests;
} catch {
  failed++;
}
rmSync(folder, { recursive: true, force: true });
process.stdout.write(
  `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
