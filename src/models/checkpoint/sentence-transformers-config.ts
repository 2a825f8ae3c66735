import { join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import type { Similarity } from '../../types/encoder.js';
import { readCheckpointObject, type JsonObject } from '../config/json-object.js';

/** What config_sentence_transformers.json says about the model as a whole. */
export interface SentenceTransformersConfig {
  /**
   * Prompt name → text; the two names that sentence-transformers always has, `query` and
   * `document`, are filled in with `""`.
   */
  readonly prompts: Readonly<Record<string, string>>;
  readonly defaultPromptName: string | undefined;
  readonly similarity: Similarity;
  /** Matryoshka: only the first so many components are kept. */
  readonly truncateDim: number | undefined;
  /** Version of sentence-transformers that wrote the folder. */
  readonly writtenBy: string | undefined;
  readonly doubts: readonly string[];
}

export const SIMILARITIES: readonly Similarity[] = ['cosine', 'dot', 'euclidean', 'manhattan'];

export const DEFAULT_SENTENCE_TRANSFORMERS_CONFIG: SentenceTransformersConfig = {
  prompts: { query: '', document: '' },
  defaultPromptName: undefined,
  similarity: 'cosine',
  truncateDim: undefined,
  writtenBy: undefined,
  doubts: [],
};

export async function readSentenceTransformersConfig(
  folder: string,
): Promise<SentenceTransformersConfig> {
  const config = await readCheckpointObject(join(folder, 'config_sentence_transformers.json'));
  if (config === undefined) return DEFAULT_SENTENCE_TRANSFORMERS_CONFIG;
  const type = config.string('model_type') ?? 'SentenceTransformer';
  if (type !== 'SentenceTransformer') {
    throw new GlottobenchError(
      'GB_ARCHITECTURE_UNKNOWN',
      `this is a ${type}, not a SentenceTransformer`,
      { file: config.file, pointer: '/model_type' },
    );
  }
  const prompts = readPrompts(config);
  const defaultPromptName = config.string('default_prompt_name');
  if (defaultPromptName !== undefined && prompts[defaultPromptName] === undefined) {
    throw config.fault(
      'default_prompt_name',
      `there is no prompt "${defaultPromptName}"; the prompts are ${Object.keys(prompts).join(', ')}`,
    );
  }
  const name = config.string('similarity_fn_name');
  const similarity = SIMILARITIES.find((known) => known === name);
  return {
    prompts,
    defaultPromptName,
    similarity: similarity ?? 'cosine',
    truncateDim: config.integer('truncate_dim', 1),
    writtenBy: config.object('__version__')?.string('sentence_transformers'),
    doubts:
      name !== undefined && similarity === undefined
        ? [`the similarity "${name}" is unknown, cosine is used as sentence-transformers does`]
        : [],
  };
}

function readPrompts(config: JsonObject): Record<string, string> {
  const object = config.object('prompts');
  const prompts: Record<string, string> = { query: '', document: '' };
  for (const key of Object.keys(object?.members ?? {})) prompts[key] = object?.string(key) ?? '';
  return prompts;
}
