import { join } from 'node:path';
import { readCheckpointObject, type JsonObject } from '../config/json-object.js';

/** What tokenizer_config.json says, with special tokens as plain strings. */
export interface TokenizerConfig {
  readonly className: string | undefined;
  readonly modelMaxLength: number | undefined;
  readonly truncationSide: 'left' | 'right';
  readonly paddingSide: 'left' | 'right';
  flag(key: string): boolean | undefined;
  count(key: string): number | undefined;
  /** A special token such as `cls_token`, from this file or special_tokens_map.json. */
  special(key: string): string | undefined;
}

/**
 * Reads tokenizer_config.json and special_tokens_map.json; absent files leave every value
 * undefined.
 */
export async function readTokenizerConfig(folder: string): Promise<TokenizerConfig> {
  const config = await readCheckpointObject(join(folder, 'tokenizer_config.json'));
  const map = await readCheckpointObject(join(folder, 'special_tokens_map.json'));
  const limit = config?.members['model_max_length'];
  return {
    className: config?.string('tokenizer_class'),
    // transformers writes 1e30 for "no limit"
    modelMaxLength: typeof limit === 'number' && limit > 0 && limit < 1e15 ? limit : undefined,
    truncationSide: side(config, 'truncation_side'),
    paddingSide: side(config, 'padding_side'),
    flag: (key) => config?.boolean(key),
    count: (key) => config?.integer(key),
    special: (key) => content(config, key) ?? content(map, key),
  };
}

function side(config: JsonObject | undefined, key: string): 'left' | 'right' {
  const value = config?.string(key) ?? 'right';
  if (config !== undefined && value !== 'left' && value !== 'right')
    throw config.fault(key, `"${key}" must be "left" or "right"`);
  return value === 'left' ? 'left' : 'right';
}

function content(file: JsonObject | undefined, key: string): string | undefined {
  const value = file?.members[key];
  return typeof value === 'object' && value !== null
    ? file?.object(key)?.string('content')
    : file?.string(key);
}
