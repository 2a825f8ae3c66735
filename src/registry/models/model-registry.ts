import { readFileSync } from 'node:fs';
import { GlottobenchError } from '../../base/errors.js';
import { packagePath } from '../../base/folders.js';
import { didYouMean } from '../../base/suggest.js';
import type {
  ModelRegistry,
  PromptRule,
  RegisteredModel,
} from '../../types/generated/model-registry.js';

interface Indexed {
  readonly registry: ModelRegistry;
  readonly byName: ReadonlyMap<string, RegisteredModel>;
}

let read: Indexed | undefined;

/**
 * data/mteb/models.json, read once. It ships with the package; a test holds it against its schema.
 */
function indexed(): Indexed {
  if (read === undefined) {
    const registry = JSON.parse(
      readFileSync(packagePath('data', 'mteb', 'models.json'), 'utf8'),
    ) as ModelRegistry;
    read = { registry, byName: new Map(registry.models.map((model) => [model.name, model])) };
  }
  return read;
}

/** MTEB's model registry: every model that takes text. */
export function modelRegistry(): ModelRegistry {
  return indexed().registry;
}

/**
 * The model of this name, or of this former name, as `mteb.get_model_meta` finds it; undefined
 * where there is none.
 */
export function registeredModel(name: string): RegisteredModel | undefined {
  const { registry, byName } = indexed();
  const now = Object.hasOwn(registry.renamed, name) ? registry.renamed[name] : name;
  return byName.get(now ?? name);
}

/** @throws GB_MODEL_UNKNOWN with names that may have been meant */
export function requireRegistered(name: string): RegisteredModel {
  const found = registeredModel(name);
  if (found !== undefined) return found;
  const { registry, byName } = indexed();
  const near = didYouMean(name, byName.keys());
  throw new GlottobenchError(
    'GB_MODEL_UNKNOWN',
    Object.hasOwn(registry.left_out.revisions, name)
      ? `${name} takes no text: of MTEB's registry only models that do are kept`
      : `MTEB's registry (mteb ${registry.mteb_version}) has no model "${name}"`,
    {
      hint:
        near.length === 0
          ? 'glottobench models list --registry shows all'
          : `did you mean: ${near.join(', ')}?`,
    },
  );
}

/** A model with everything that the registry shares between models put in its place. */
export interface ModelFacts extends Omit<
  RegisteredModel,
  'prompt_rule' | 'languages' | 'training_datasets' | 'citation'
> {
  readonly prompt_rule: ExpandedRule | null;
  readonly languages: readonly string[] | null;
  /** null: not known. */
  readonly training_datasets: readonly string[] | null;
  readonly citation: string | null;
}

export type Instructions = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** A rule of the registry with its dictionary of instructions. */
export interface ExpandedRule extends Omit<PromptRule, 'instructions' | 'priority'> {
  readonly priority?: readonly NonNullable<PromptRule['priority']>[number][];
  readonly instructions?: Instructions;
}

export function modelFacts(model: RegisteredModel): ModelFacts {
  const { languages, training_datasets: datasets, citations } = modelRegistry();
  const { prompt_rule, languages: spoken, training_datasets: trained, citation, ...own } = model;
  return {
    ...own,
    prompt_rule: prompt_rule === undefined ? null : promptRule(prompt_rule),
    languages: shared(languages, spoken),
    training_datasets: shared(datasets, trained),
    citation: shared(citations, citation),
  };
}

function promptRule(key: string): ExpandedRule {
  const registry = modelRegistry();
  const rule = registry.prompt_rules[key];
  if (rule === undefined) throw new Error(`data/mteb/models.json has no prompt rule ${key}`);
  const { instructions, ...own } = rule;
  const dictionary = shared(registry.instructions, instructions);
  return dictionary === null ? own : { ...own, instructions: dictionary };
}

function shared<T>(table: Readonly<Record<string, T>>, key: string | undefined): T | null {
  return key === undefined ? null : (table[key] ?? null);
}
