import { join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { readCheckpointObject, type JsonObject } from '../config/json-object.js';
import { POOLING_MODES, type PoolingMode } from '../pooling/modes.js';

export interface PoolingConfig {
  /** In the order of concatenation. */
  readonly modes: readonly PoolingMode[];
  /** `false`: tokens of the prompt take no part in the pooling (INSTRUCTOR). */
  readonly includePrompt: boolean;
  /**
   * Width of a token vector as the file states it; sentence-transformers does not check it either.
   */
  readonly dimension: number | undefined;
}

/** The flags of sentence-transformers before 6.0, in the order in which it concatenates. */
const LEGACY_FLAGS: readonly (readonly [flag: string, mode: PoolingMode])[] = [
  ['pooling_mode_cls_token', 'cls'],
  ['pooling_mode_max_tokens', 'max'],
  ['pooling_mode_mean_tokens', 'mean'],
  ['pooling_mode_mean_sqrt_len_tokens', 'mean_sqrt_len_tokens'],
  ['pooling_mode_weightedmean_tokens', 'weightedmean'],
  ['pooling_mode_lasttoken', 'lasttoken'],
];

/** What sentence-transformers adds to a folder without modules.json. */
export const DEFAULT_POOLING: PoolingConfig = {
  modes: ['mean'],
  includePrompt: true,
  dimension: undefined,
};

/**
 * Reads the Pooling module's config.json, with the old flags or with `pooling_mode` (a name or a
 * list of names).
 */
export async function readPoolingConfig(moduleFolder: string): Promise<PoolingConfig> {
  const file = join(moduleFolder, 'config.json');
  const config = await readCheckpointObject(file);
  if (config === undefined)
    throw new GlottobenchError('GB_CHECKPOINT_CORRUPT', 'the Pooling module has no config.json', {
      file,
    });
  return {
    modes: config.has('pooling_mode') ? readModes(config) : readFlags(config),
    includePrompt: config.boolean('include_prompt') ?? true,
    dimension:
      config.integer('embedding_dimension', 1) ?? config.integer('word_embedding_dimension', 1),
  };
}

function readModes(config: JsonObject): readonly PoolingMode[] {
  const value = config.members['pooling_mode'] ?? null;
  const names = Array.isArray(value) ? value : [value];
  if (names.length === 0) throw config.fault('pooling_mode', 'the list of pooling modes is empty');
  return names.map((name) => {
    const mode = POOLING_MODES.find((known) => known === name);
    if (mode === undefined)
      throw config.fault(
        'pooling_mode',
        `there is no pooling mode ${JSON.stringify(name)}; known: ${POOLING_MODES.join(', ')}`,
      );
    return mode;
  });
}

function readFlags(config: JsonObject): readonly PoolingMode[] {
  const active = LEGACY_FLAGS.filter(([flag]) => config.boolean(flag) === true).map(
    ([, mode]) => mode,
  );
  return active.length === 0 ? ['mean'] : active;
}
