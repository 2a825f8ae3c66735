import { GlottobenchError } from '../base/errors.js';
import {
  modelFacts,
  requireRegistered,
  type ExpandedRule,
  type ModelFacts,
} from '../registry/models/model-registry.js';
import type { Similarity } from '../types/encoder.js';
import {
  SIMILARITIES,
  type SentenceTransformersConfig,
} from './checkpoint/sentence-transformers-config.js';
import type { EncoderSettings } from './encoder-settings.js';
import type { PromptTable, Ruling } from './prompts/prompts.js';

/** The prompts of a checkpoint under settings. @throws as `loadingOf` */
export function promptTable(
  { prompts, defaultPromptName }: Pick<SentenceTransformersConfig, 'prompts' | 'defaultPromptName'>,
  settings: Pick<EncoderSettings, 'prompts' | 'instruction' | 'promptQuery' | 'promptDocument'>,
): PromptTable {
  return {
    prompts,
    defaultPromptName,
    overrides: {
      ...(settings.promptQuery !== undefined && { query: settings.promptQuery }),
      ...(settings.promptDocument !== undefined && { document: settings.promptDocument }),
    },
    ruling: loadingOf(settings).ruling,
  };
}

/** What the settings of prompts make of a checkpoint. */
interface Loading {
  readonly ruling: PromptTable['ruling'];
  /**
   * MTEB's wrapper for instructions scores by the registry's similarity, not by the checkpoint's.
   */
  readonly similarity: Similarity | undefined;
}

type PromptSettings = Pick<EncoderSettings, 'prompts' | 'instruction'>;

const MTEB = 'mteb:';
/** `loader:<model>`: as MTEB's loader of this very model does it. Set by a run, never by a user. */
const LOADER = 'loader:';

/** The model of `mteb:<model>` or `loader:<model>`, undefined for another value. */
export function namedModel(prompts: string | undefined): string | undefined {
  const prefix = [MTEB, LOADER].find((one) => prompts?.startsWith(one));
  return prefix === undefined ? undefined : prompts?.slice(prefix.length);
}

export function promptsOfModel(name: string): string {
  return `${MTEB}${name}`;
}

export function loaderOfModel(name: string): string {
  return `${LOADER}${name}`;
}

export function isLoader(prompts: string | undefined): boolean {
  return prompts?.startsWith(LOADER) === true;
}

/**
 * Reads `--prompts` and `--instruction`.
 * @throws GB_USAGE for another value, for a template without its hole, for prompts that are code of
 * a loader; GB_MODEL_UNKNOWN
 */
export function loadingOf({ prompts, instruction }: PromptSettings): Loading {
  const base = promptsOf(prompts);
  if (instruction === undefined) return base;
  if (!instruction.includes('{instruction}'))
    throw new GlottobenchError(
      'GB_USAGE',
      `--instruction is a template and must hold {instruction}, got ${JSON.stringify(instruction)}`,
      { hint: '--instruction "Instruct: {instruction} Query: "' },
    );
  if (prompts === 'folder' || prompts === 'none')
    throw new GlottobenchError(
      'GB_USAGE',
      `--instruction and --prompts ${prompts} say different things`,
      { hint: 'leave one of them out' },
    );
  const instructs = typeof base.ruling === 'object' && base.ruling.rule.wrapper === 'instruct';
  const rule: ExpandedRule = {
    ...(instructs ? base.ruling.rule : { passages: false }),
    wrapper: 'instruct',
    template: instruction,
  };
  return { ...base, ruling: { rule, source: '--instruction' } };
}

function promptsOf(prompts: string | undefined): Loading {
  if (prompts === undefined || prompts === 'folder')
    return { ruling: undefined, similarity: undefined };
  if (prompts === 'none') return { ruling: 'none', similarity: undefined };
  const name = namedModel(prompts);
  if (name === undefined || name === '') throw wrongPrompts(prompts);
  const facts = modelFacts(requireRegistered(name));
  return isLoader(prompts) ? asLoaded(facts) : { ruling: rulingOf(facts), similarity: undefined };
}

function asLoaded(facts: ModelFacts): Loading {
  const { prompt_rule: rule, wrapper, similarity_fn_name: name } = facts;
  return {
    ruling:
      rule === null || wrapper === 'own' ? undefined : { rule, source: promptsOfModel(facts.name) },
    similarity: wrapper === 'instruct' ? SIMILARITIES.find((one) => one === name) : undefined,
  };
}

/** @throws GB_USAGE where there is nothing to apply: silence would look like prompts */
function rulingOf(facts: ModelFacts): Ruling {
  const { name, prompt_rule: rule, wrapper } = facts;
  if (wrapper === 'own')
    throw new GlottobenchError(
      'GB_USAGE',
      `the prompts of ${name} cannot be applied: ${facts.not_reproduced?.join('; ') ?? ''}`,
      { hint: 'give prompts with --prompt-query, --prompt-document or --instruction' },
    );
  if (rule === null)
    throw new GlottobenchError('GB_USAGE', `MTEB's registry has no prompts of ${name}`, {
      hint: 'its checkpoint may have some: --prompts folder',
    });
  return { rule, source: promptsOfModel(name) };
}

function wrongPrompts(prompts: string): GlottobenchError {
  return prompts === 'mteb' || prompts === MTEB
    ? new GlottobenchError(
        'GB_USAGE',
        "--prompts mteb is of models in MTEB's registry, and this is none of them",
        { hint: 'name one: --prompts mteb:intfloat/multilingual-e5-small' },
      )
    : new GlottobenchError(
        'GB_USAGE',
        `--prompts takes mteb, mteb:NAME, folder or none; got ${JSON.stringify(prompts)}`,
      );
}
