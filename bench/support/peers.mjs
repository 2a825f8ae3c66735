// Where the peers and the models are: bench/setup-peers.sh prints these variables.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './programs.mjs';

function required(name, what) {
  const value = process.env[name];
  if (value !== undefined && existsSync(value)) return value;
  throw new Error(`${what} is needed: set ${name} (bench/README.md, bench/setup-peers.sh)`);
}

/** Python with mteb, torch, sentence-transformers, pytrec_eval. */
export const python = () => required('GLOTTOBENCH_ORACLE_PYTHON', 'Python with mteb');
/** Python with sentence-transformers[onnx]: it cannot live beside the newest transformers. */
export const pythonOnnx = () =>
  required('GLOTTOBENCH_ONNX_PYTHON', 'Python with sentence-transformers[onnx]');
export const pythonRanx = () => required('GLOTTOBENCH_RANX_PYTHON', 'Python with ranx');
/** A checkpoint of the folder of real models. */
export const model = (name) => {
  const folder = join(required('GLOTTOBENCH_REAL_MODELS', 'a folder with real checkpoints'), name);
  if (!existsSync(folder)) throw new Error(`${folder} does not exist (bench/setup-peers.sh)`);
  return folder;
};
/** XQuAD-R as google-research-datasets/lareqa has it: one JSON per language. */
export const xquadR = () => {
  const folder = process.env.GLOTTOBENCH_XQUADR ?? join(root, '../shared/xquad-r');
  if (!existsSync(folder))
    throw new Error(`${folder} does not exist: set GLOTTOBENCH_XQUADR to a folder with XQuAD-R`);
  return folder;
};
