import { join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { TRANSFORMER_SETTINGS } from '../../hub/model-files.js';
import { readCheckpointObject, type JsonObject } from '../config/json-object.js';

/** Settings of the Transformer module. */
export interface TransformerSettings {
  /** Cut after so many tokens; `undefined` leaves it to the tokenizer's own `model_max_length`. */
  readonly maxSequenceLength: number | undefined;
  readonly queryLength: number | undefined;
  readonly documentLength: number | undefined;
  /** Lower-case before the tokenizer's own normaliser. */
  readonly lowerCase: boolean;
}

/** Reads sentence_bert_config.json (or one of its old names) beside the transformer. */
export async function readTransformerSettings(
  transformerFolder: string,
): Promise<TransformerSettings> {
  for (const name of TRANSFORMER_SETTINGS) {
    const config = await readCheckpointObject(join(transformerFolder, name));
    if (config !== undefined && Object.keys(config.members).length > 0) return settingsOf(config);
  }
  return {
    maxSequenceLength: undefined,
    queryLength: undefined,
    documentLength: undefined,
    lowerCase: false,
  };
}

function settingsOf(config: JsonObject): TransformerSettings {
  const task = config.string('transformer_task') ?? 'feature-extraction';
  const output = config.string('module_output_name') ?? 'token_embeddings';
  if (
    task !== 'feature-extraction' ||
    output !== 'token_embeddings' ||
    config.has('query_expansion')
  ) {
    const what = config.has('query_expansion')
      ? 'query expansion'
      : `transformer task "${task}" with output "${output}"`;
    throw new GlottobenchError(
      'GB_ARCHITECTURE_UNKNOWN',
      `${what} is not a dense sentence encoder`,
      {
        file: config.file,
        hint: 'supported: transformer_task "feature-extraction" with module_output_name "token_embeddings"',
      },
    );
  }
  const processor = config.object('processor_kwargs') ?? config.object('tokenizer_args');
  return {
    maxSequenceLength:
      processor?.integer('model_max_length', 1) ?? config.integer('max_seq_length', 1),
    queryLength: config.integer('query_length', 1),
    documentLength: config.integer('document_length', 1),
    lowerCase: config.boolean('do_lower_case') ?? false,
  };
}
