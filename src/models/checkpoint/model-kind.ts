import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import type { TransformerConfig } from '../config/transformer-config.js';

/**
 * Kinds of models that give no vector per text (MTEB's `model_type`), and what a person is told of
 * them.
 */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  'cross-encoder':
    'a reranker (cross-encoder): it scores a query together with a document and has no vector of a text',
  'late-interaction':
    'a late-interaction model (ColBERT): it has a vector for each token, not for each text',
  sparse: 'a sparse encoder (SPLADE or lexical): its vectors are weights of words',
  hybrid: 'a hybrid of several rankings, not an encoder',
  router: 'a router between models, not one encoder',
};

const HINT = 'only dense encoders run: bi-encoders with one vector per text';

/** @throws GB_ARCHITECTURE_UNKNOWN for a model whose types, as MTEB has them, are not dense */
export function refuseOtherTypes(name: string, types: readonly string[], file?: string): void {
  if (types.includes('dense')) return;
  const kind = types.map((type) => OTHER_KINDS[type] ?? `a ${type} model`).join(', and ');
  throw new GlottobenchError('GB_ARCHITECTURE_UNKNOWN', `${name} is ${kind}`, {
    file,
    hint: types.includes('sparse') ? `${HINT}; the lexical baseline here is -m bm25` : HINT,
  });
}

/** Files that ColBERT's own library writes beside a checkpoint. */
const COLBERT_FILE = 'artifact.metadata';

/**
 * Refuses a folder whose head makes another kind of model of it. A folder of sentence-transformers
 * says by its modules what it is; without them the class that was saved tells, as MTEB reads it
 * (`ModelMeta._detect_model_type`).
 * @throws GB_ARCHITECTURE_UNKNOWN naming the kind and how it was known
 */
export function refuseOtherHeads(config: TransformerConfig, folder: string, bare: boolean): void {
  const saved = config.values['architectures'];
  const classes = (Array.isArray(saved) ? saved : []).filter(
    (name): name is string => typeof name === 'string',
  );
  const colbert = classes.find((name) => /colbert/i.test(name));
  if (colbert !== undefined) refuseOtherTypes(`a ${colbert}`, ['late-interaction'], config.file);
  if (existsSync(join(folder, COLBERT_FILE)))
    refuseOtherTypes(`a checkpoint with ${COLBERT_FILE}`, ['late-interaction'], folder);
  if (!bare) return;
  const head = classes.find((name) => name.endsWith('ForSequenceClassification'));
  if (head !== undefined) refuseOtherTypes(`a ${head}`, ['cross-encoder'], config.file);
  const decoder = classes.find((name) => name.endsWith('ForCausalLM'));
  const labels = config.values['num_labels'];
  if (decoder !== undefined && typeof labels === 'number' && labels > 0)
    refuseOtherTypes(`a ${decoder} with ${labels} labels`, ['cross-encoder'], config.file);
}

/** Modules of other model classes of sentence-transformers and pylate, by their namespace. */
const NAMESPACES: readonly (readonly [RegExp, string])[] = [
  [/\.sparse_encoder\.|SpladePooling|SparseStaticEmbedding|MLMTransformer/, 'sparse'],
  [/\.cross_encoder\./, 'cross-encoder'],
  [/\.multi_vector_encoder\.|^pylate\.|colbert/i, 'late-interaction'],
  [/\.Router$|\.Asym$/, 'router'],
];

/** @throws GB_ARCHITECTURE_UNKNOWN for a module of another kind of model */
export function refuseOtherModules(type: string, file: string): void {
  const found = NAMESPACES.find(([pattern]) => pattern.test(type));
  if (found !== undefined) refuseOtherTypes(`a model with the module "${type}"`, [found[1]], file);
}
