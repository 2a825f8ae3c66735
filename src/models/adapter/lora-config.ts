import { GlottobenchError } from '../../base/errors.js';
import type { JsonValue } from '../../base/json.js';
import type { JsonObject } from '../config/json-object.js';
import { matchesPattern } from './module-pattern.js';

/**
 * What adapter_config.json of PEFT says about the arithmetic of a LoRA adapter (Hu et al. 2021;
 * peft 0.21, lora/config.py).
 */
export interface LoraConfig {
  readonly file: string;
  /** Folder or hub name of the model that was adapted. */
  readonly base: string | undefined;
  /** Revision of the base on the hub. */
  readonly revision: string | undefined;
  /** Names or ends of names of the adapted modules; a text is a pattern, or `all-linear`. */
  readonly targets: readonly string[] | string;
  /** Whether only some of the modules with such a name were adapted. */
  readonly isPartial: boolean;
  /** Modules that were trained whole. */
  readonly saved: readonly string[];
  /** Of modules without one of their own. */
  readonly rank: number;
  rankOf(module: string): number;
  /** Factor of B · A: alpha ÷ rank, or alpha ÷ √rank for rsLoRA (Kalajdzievski 2023). */
  scaleOf(module: string): number;
}

/** Members that say nothing about what the trained adapter computes. */
const WITHOUT_EFFECT = new Set([
  'task_type',
  'auto_mapping',
  'inference_mode',
  'peft_version',
  'lora_dropout',
  'loftq_config',
  'eva_config',
  'corda_config',
  'lora_ga_config',
  'megatron_config',
  'megatron_core',
  'qalora_group_size',
  'runtime_config',
]);
const READ = new Set([
  'peft_type',
  'base_model_name_or_path',
  'revision',
  'r',
  'lora_alpha',
  'rank_pattern',
  'alpha_pattern',
  'use_rslora',
  'target_modules',
  'exclude_modules',
  'layers_to_transform',
  'layers_pattern',
  'modules_to_save',
  'bias',
  'init_lora_weights',
]);
/** The others (pissa, olora, corda, loftq, lora_ga) change the base before the training. */
const INITIALISATIONS: readonly JsonValue[] = [true, false, 'gaussian', 'orthogonal', 'eva'];
const NAMES: Readonly<Record<string, string>> = {
  use_dora: 'DoRA',
  use_qalora: 'QALoRA',
  alora_invocation_tokens: 'aLoRA',
  use_bdlora: 'BD-LoRA',
};

/**
 * Reads adapter_config.json. What would change the arithmetic and is not written here is refused by
 * the name of its member.
 * @throws GB_ARCHITECTURE_UNKNOWN, GB_CHECKPOINT_CORRUPT
 */
export function loraConfig(config: JsonObject): LoraConfig {
  refuseOthers(config);
  const rank = config.integer('r') ?? 8;
  if (rank === 0) throw config.fault('r', 'the adapter has rank 0: it adapts nothing');
  const alpha = numberOf(config, 'lora_alpha', 8);
  const ranks = patterns(config, 'rank_pattern');
  const alphas = patterns(config, 'alpha_pattern');
  const root = config.boolean('use_rslora') ?? false;
  const rankOf = (module: string): number => matching(ranks, module) ?? rank;
  return {
    file: config.file,
    base: config.string('base_model_name_or_path'),
    revision: config.string('revision'),
    targets: targetsOf(config),
    isPartial: ['exclude_modules', 'layers_to_transform'].some((key) => isSet(config.members[key])),
    saved: namesOf(config, 'modules_to_save') ?? [],
    rank,
    rankOf,
    scaleOf: (module) => {
      const own = rankOf(module);
      return (matching(alphas, module) ?? alpha) / (root ? Math.sqrt(own) : own);
    },
  };
}

function refuseOthers(config: JsonObject): void {
  const { members } = config;
  const type = config.string('peft_type');
  if (type !== 'LORA')
    throw unknown(config, 'peft_type', `the adapter is of type ${JSON.stringify(type ?? null)}`);
  for (const [key, value] of Object.entries(members)) {
    if (READ.has(key) || WITHOUT_EFFECT.has(key) || !isSet(value)) continue;
    throw unknown(
      config,
      key,
      `the adapter sets "${key}"${key in NAMES ? ` (${NAMES[key]})` : ''}`,
    );
  }
  const bias = config.string('bias') ?? 'none';
  if (bias !== 'none') throw unknown(config, 'bias', `the adapter trained biases (${bias})`);
  const init = members['init_lora_weights'] ?? true;
  if (!INITIALISATIONS.includes(init))
    throw unknown(
      config,
      'init_lora_weights',
      `the adapter changed its base before the training (${JSON.stringify(init)})`,
    );
}

function unknown(config: JsonObject, key: string, what: string): GlottobenchError {
  return new GlottobenchError('GB_ARCHITECTURE_UNKNOWN', `${what}; only plain LoRA is applied`, {
    file: config.file,
    pointer: `/${key}`,
    hint: 'merge it in Python (model = model.merge_and_unload(), then save_pretrained) and evaluate the merged folder',
  });
}

/** Neither absent nor switched off. */
function isSet(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function numberOf(config: JsonObject, key: string, fallback: number): number {
  const value = config.members[key] ?? fallback;
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw config.fault(key, `"${key}" must be a number`);
  return value;
}

function targetsOf(config: JsonObject): readonly string[] | string {
  const value = config.members['target_modules'];
  const targets = typeof value === 'string' ? value : namesOf(config, 'target_modules');
  if (targets === undefined || targets.length === 0)
    throw config.fault('target_modules', 'the adapter names no modules');
  return targets;
}

function namesOf(config: JsonObject, key: string): readonly string[] | undefined {
  const value = config.members[key];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((name): name is string => typeof name === 'string'))
    throw config.fault(key, `"${key}" must be a list of names`);
  return value;
}

type Patterns = readonly (readonly [pattern: string, value: number])[];

function patterns(config: JsonObject, key: string): Patterns {
  return Object.entries(config.object(key)?.members ?? {}).map(([pattern, value]) => {
    const isRank = key === 'rank_pattern';
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw config.fault(key, `"${pattern}" must have a number`);
    if (isRank && (!Number.isInteger(value) || value < 1))
      throw config.fault(key, `"${pattern}" has the rank ${value}; a rank is 1 or more`);
    if (matchesPattern(pattern, '') === undefined)
      throw config.fault(key, `the pattern "${pattern.slice(0, 80)}" is not understood`);
    return [pattern, value] as const;
  });
}

/** The value of the first pattern that the module's name matches, as peft's `get_pattern_key`. */
function matching(all: Patterns, module: string): number | undefined {
  return all.find(([pattern]) => matchesPattern(pattern, module))?.[1];
}
