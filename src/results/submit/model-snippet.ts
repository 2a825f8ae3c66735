import type { ModelMeta } from '../../types/generated/model-meta.js';

/** Members of ModelMeta in mteb 2.26 that a person writes, in its order. */
const MEMBERS = [
  'name',
  'revision',
  'release_date',
  'languages',
  'n_parameters',
  'memory_usage_mb',
  'max_tokens',
  'embed_dim',
  'license',
  'open_weights',
  'public_training_code',
  'public_training_data',
  'framework',
  'reference',
  'similarity_fn_name',
  'use_instructions',
  'training_datasets',
  'adapted_from',
  'citation',
] as const satisfies readonly (keyof ModelMeta)[];

/**
 * The Python that registers a model in mteb/models/model_implementations: None where nothing is
 * known.
 */
export function modelSnippet(meta: ModelMeta): string {
  const name = /([^/]+)$/.exec(meta.name)?.[1] ?? meta.name;
  const variable = name
    .replace(/\W+/g, '_')
    .replace(/^(?=\d)/, '_')
    .toLowerCase();
  const lines = MEMBERS.map((member) => {
    const value = meta[member] ?? null;
    const text =
      member === 'training_datasets' && value !== null ? pythonSet(value) : python(value);
    return `    ${member}=${text},\n`;
  });
  return `from mteb.models.model_meta import ModelMeta
from mteb.models.sentence_transformer_wrapper import SentenceTransformerEncoderWrapper

${variable} = ModelMeta(
    loader=SentenceTransformerEncoderWrapper,
${lines.join('')})
`;
}

function pythonSet(value: unknown): string {
  const names = Array.isArray(value) ? value.map(String) : Object.keys(value as object);
  return names.length === 0 ? 'set()' : `{${names.map(python).join(', ')}}`;
}

/** A value of JSON as Python writes it. */
function python(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === Infinity) return 'float("inf")';
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, one]) => `${JSON.stringify(key)}: ${python(one)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}
