// `npm test`: static checks, then jest; ends with one line "N passed, N failed[, N skipped]".
// `npm run test:fast`: jest alone, without Python and without the files named *.slow.test.ts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareOracle } from './oracle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const fast = process.argv.includes('--fast');
const selected = process.argv.slice(2).filter((word) => word !== '--fast');
/**
 * A file that takes longer by itself on a quiet machine is named *.slow.test.ts (CONTRIBUTING.md).
 */
const SLOW_SECONDS = 3;
let passed = 0;
let failed = 0;
let skipped = 0;

function check(label, command, args) {
  process.stderr.write(`\n== ${label}\n`);
  const ok = spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status === 0;
  if (ok) passed++;
  else failed++;
}

if (selected.length === 0 && !fast) {
  check('types', bin('tsc'), ['--noEmit']);
  check('types of the page', bin('tsc'), ['-p', 'page']);
  check('types of scripts and benches', bin('tsc'), ['-p', 'tsconfig.scripts.json']);
  check('format', bin('prettier'), ['--check', '--log-level', 'warn', '.']);
  check('lint', bin('eslint'), ['.']);
  check('imports go to lower layers only', bin('depcruise'), [
    'src',
    'studies',
    'tools',
    '--config',
    '.dependency-cruiser.cjs',
  ]);
  check('generated types are current', process.execPath, ['scripts/generate-types.mjs', '--check']);
  check('the page of scores is current', process.execPath, [
    'scripts/generate-score-page.mjs',
    '--check',
  ]);
  check('the page of warnings is current', process.execPath, [
    'scripts/generate-warning-page.mjs',
    '--check',
  ]);
  check('the table of loaders is current', process.execPath, [
    'scripts/generate-loaders.mjs',
    '--check',
  ]);
}

const env = { ...process.env };
if (fast) {
  delete env.GLOTTOBENCH_ORACLE_PYTHON;
  delete env.GLOTTOBENCH_REAL_MODELS;
} else prepare();

function prepare() {
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
    ...(fast ? ['--testPathIgnorePatterns', '/node_modules/', '\\.slow\\.test\\.ts$'] : []),
    ...(fast && selected.length > 0 ? ['--', ...selected] : selected),
  ],
  { cwd: root, stdio: ['inherit', 'ignore', 'inherit'], env },
);
try {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  skipped += result.numPendingTests + result.numTodoTests;
  if (fast) nameSlowOnes(result.testResults);
} catch {
  failed++;
}
rmSync(folder, { recursive: true, force: true });

function nameSlowOnes(files) {
  for (const { name, startTime, endTime } of files)
    if (endTime - startTime > SLOW_SECONDS * 1000)
      process.stderr.write(
        `${relative(root, name)} took ${((endTime - startTime) / 1000).toFixed(1)} s: over ${SLOW_SECONDS} s alone, it is to be named *.slow.test.ts\n`,
      );
}

process.stdout.write(
  `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
