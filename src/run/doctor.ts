import { access, constants, statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { ensureFolder } from '../base/atomic-file.js';
import { cacheFolder, packagePath } from '../base/folders.js';
import { listTasks } from '../registry/list-tasks.js';
import { openInnerProduct } from '../search/score-matrix.js';
import { runtimeVersion } from './open/versions.js';

interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly detail: string;
}

const MIB = 2 ** 20;

/**
 * Looks at this machine and this installation; never at the network. Each check says what it found
 * and what to do.
 */
export async function examine(): Promise<Check[]> {
  return [
    nodeVersion(),
    machine(),
    ...(await Promise.all([runtime(), tokenizer(), tasks(), bundledCheckpoints(), cache()])),
  ];
}

function nodeVersion(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return {
    name: 'node',
    state: enough ? 'ok' : 'failed',
    detail: enough ? process.versions.node : `${process.versions.node}; 20.19 or newer is needed`,
  };
}

function machine(): Check {
  const memory = totalmem() / 2 ** 30;
  const detail = `${availableParallelism()} cores, ${memory.toFixed(0)} GB, ${process.platform}-${process.arch}`;
  return {
    name: 'machine',
    state: memory < 3.5 ? 'warning' : 'ok',
    detail: memory < 3.5 ? `${detail}: base-size models need about 4 GB` : detail,
  };
}

async function runtime(): Promise<Check> {
  try {
    const product = await openInnerProduct();
    const scores = await product.scores(Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6), 2);
    await product.close();
    const right = scores[0] === 17 && scores[1] === 39;
    return {
      name: 'onnxruntime',
      state: right ? 'ok' : 'failed',
      detail: right
        ? `${runtimeVersion()}, a matrix product is right`
        : 'a matrix product is wrong: the installation is broken, run npm ci',
    };
  } catch (error) {
    return {
      name: 'onnxruntime',
      state: 'failed',
      detail: `does not load: ${(error as Error).message}; run npm ci on this platform`,
    };
  }
}

async function tokenizer(): Promise<Check> {
  try {
    await import('tokenizers');
    return { name: 'tokenizers', state: 'ok', detail: 'native binding loads' };
  } catch (error) {
    return {
      name: 'tokenizers',
      state: 'failed',
      detail: `does not load: ${(error as Error).message}; run npm ci on this platform`,
    };
  }
}

async function tasks(): Promise<Check> {
  const all = await listTasks({});
  return {
    name: 'tasks',
    state: 'ok',
    detail: `${all.length} definitions, ${all.filter(({ runnable }) => runnable).length} runnable`,
  };
}

async function bundledCheckpoints(): Promise<Check> {
  const kinds = ['monolingual', 'cross-lingual', 'hybrid'];
  const found = await Promise.all(
    kinds.map((kind) =>
      access(packagePath('examples', 'tiny-hybrid', 'checkpoints', kind, 'model.safetensors')).then(
        () => true,
        () => false,
      ),
    ),
  );
  const missing = kinds.filter((_, i) => found[i] !== true);
  return {
    name: 'bundled models',
    state: missing.length === 0 ? 'ok' : 'warning',
    detail:
      missing.length === 0 ? `${kinds.length} tiny checkpoints` : `missing: ${missing.join(', ')}`,
  };
}

async function cache(): Promise<Check> {
  const folder = cacheFolder();
  try {
    await ensureFolder(folder);
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    const free = (bavail * bsize) / MIB;
    return {
      name: 'cache',
      state: free < 1024 ? 'warning' : 'ok',
      detail: `${folder}, ${(free / 1024).toFixed(1)} GB free${free < 1024 ? ': embeddings of large corpora need more' : ''}`,
    };
  } catch (error) {
    return {
      name: 'cache',
      state: 'failed',
      detail: `${folder} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}); set GLOTTOBENCH_CACHE`,
    };
  }
}
