import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { GlottobenchError } from '../../base/errors.js';
import { parseJson, readText } from '../../base/json.js';
import { validateAgainst } from '../../base/validate.js';
import { textOf } from '../../base/wording.js';
import type { ModelMeta } from '../../types/generated/model-meta.js';
import { MODEL_META_FILE } from '../layout.js';
import { dumpPythonJson } from '../python-dump.js';

/** Facts of a model that MTEB asks for; unknown ones stay away and are written as null. */
export type ModelMetaFacts = Partial<Omit<ModelMeta, 'name' | 'revision' | 'is_cross_encoder'>> &
  Pick<ModelMeta, 'name' | 'revision'>;

/** What mteb writes for a fact that nobody stated, in the order of its file. */
const UNKNOWN = {
  loader_kwargs: {},
  name: '',
  revision: '',
  release_date: null,
  languages: null,
  n_parameters: null,
  n_active_parameters_override: null,
  n_embedding_parameters: null,
  memory_usage_mb: null,
  max_tokens: null,
  embed_dim: null,
  license: null,
  open_weights: null,
  public_training_code: null,
  public_training_data: null,
  framework: [],
  reference: null,
  similarity_fn_name: null,
  use_instructions: null,
  training_datasets: null,
  adapted_from: null,
  superseded_by: null,
  modalities: ['text'],
  model_type: ['dense'],
  citation: null,
  contacts: null,
  experiment_kwargs: null,
  output_dtypes: null,
  extra_requirements_groups: null,
  loader: null,
  is_cross_encoder: false,
} as const satisfies ModelMeta;

/**
 * The `model_meta.json` of a model: the 31 members of mteb 2.26 in its order.
 * A licence that mteb does not know becomes null: its ModelMeta would refuse the whole file.
 */
export function modelMetaFor(facts: ModelMetaFacts): ModelMeta {
  const given = Object.fromEntries(Object.entries(facts).filter(([key]) => key in UNKNOWN));
  const meta: ModelMeta = {
    ...UNKNOWN,
    modalities: ['text'],
    model_type: ['dense'],
    framework: [],
    loader_kwargs: {},
    ...given,
  };
  meta.license = knownLicense(meta.license);
  meta.embed_dim = Array.isArray(meta.embed_dim) ? Math.max(...meta.embed_dim) : meta.embed_dim;
  // No limit is Infinity in mteb; strict JSON has only null for it.
  meta.max_tokens = Number.isFinite(meta.max_tokens) ? meta.max_tokens : null;
  meta.is_cross_encoder = meta.model_type?.includes('cross-encoder') ?? false;
  return meta;
}

/**
 * Writes `model_meta.json` into a revision folder.
 * @throws GB_RESULT_INVALID when mteb would not accept it
 */
export async function writeModelMeta(folder: string, meta: ModelMeta): Promise<string> {
  const path = join(folder, MODEL_META_FILE);
  const issues = validateAgainst('model-meta.schema.json', meta, '#/$defs/writer');
  if (!meta.name.includes('/'))
    issues.push({
      pointer: '/name',
      message: `mteb takes only names org/name, got "${meta.name}"`,
    });
  if (issues.length > 0)
    throw new GlottobenchError(
      'GB_RESULT_INVALID',
      'the facts of the model do not match the schema; nothing was written',
      { file: path, issues },
    );
  await checkSameModel(path, meta.name);
  await writeFileAtomic(path, dumpPythonJson(meta, { indent: 4 }));
  return path;
}

/** mteb's folder name is lossy: `a/b c` and `a/b_c` share one. */
async function checkSameModel(path: string, name: string): Promise<void> {
  if (!existsSync(path)) return;
  const stored = parseJson(await readText(path), path, 'GB_RESULT_INVALID');
  const other =
    stored !== null && typeof stored === 'object' && 'name' in stored ? stored.name : name;
  if (other !== name)
    throw new GlottobenchError(
      'GB_RESULT_INVALID',
      `the folder holds results of ${textOf(other)}, not of ${name}`,
      { file: path, pointer: '/name', hint: 'write to another results folder with --out' },
    );
}

function knownLicense(license: string | null): string | null {
  const lower = license?.toLowerCase() ?? null;
  return (
    [license, lower].find(
      (candidate) =>
        validateAgainst('model-meta.schema.json', candidate, '#/$defs/license').length === 0,
    ) ?? null
  );
}
