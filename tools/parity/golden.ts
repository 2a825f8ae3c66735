import { join } from 'node:path';
import { GlottobenchError } from '../../src/base/errors.js';
import { parseJson, readText } from '../../src/base/json.js';

/** One role of golden.json: what Python gave. */
export interface GoldenRun {
  readonly role: 'none' | 'query' | 'document';
  /** Put before the texts to make `input_ids`. */
  readonly prompt: string;
  readonly input_ids: readonly (readonly number[])[];
  /** `[texts, dims]`, one text at a time. */
  readonly embeddings: readonly (readonly number[])[];
  /** `[texts, dims]`, all in one padded batch. */
  readonly embeddings_padded_batch?: readonly (readonly number[])[];
}

/** Token ids and vectors of a checkpoint as sentence-transformers computed them. */
export interface Golden {
  readonly texts: readonly { readonly id: string; readonly text: string }[];
  readonly runs: readonly GoldenRun[];
  readonly truncate_dim?: number | null;
  readonly expected_min_cosine?: number;
  readonly expected_max_relative_l2?: number;
}

/** Reads golden.json of a checkpoint folder, or the file itself. */
export async function readGolden(path: string): Promise<Golden> {
  const file = path.endsWith('.json') ? path : join(path, 'golden.json');
  const value = parseJson(await readText(file), file) as unknown as Golden;
  if (!Array.isArray(value.texts) || !Array.isArray(value.runs))
    throw new GlottobenchError('GB_INPUT_INVALID', 'golden.json must hold "texts" and "runs"', {
      file,
    });
  return value;
}
