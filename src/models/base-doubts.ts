import { modelFacts, registeredModel } from '../registry/models/model-registry.js';
import { promptsOfModel } from './prompt-loading.js';
import { findPrompt, type PromptTable } from './prompts/prompts.js';

/**
 * A fine-tune of a model with prompts in MTEB's registry was most likely trained with them, and
 * gets none: Python sends none either, so this is a doubt and no rule.
 * @param bases names of the models that it was made from
 */
export function baseDoubts(bases: readonly string[], table: PromptTable): string[] {
  const roles = ['query', 'document'] as const;
  if (table.ruling !== undefined || roles.some((role) => findPrompt(table, { role }).text !== ''))
    return [];
  const names = bases.flatMap((base) => registeredModel(base)?.name ?? []);
  return [...new Set(names)]
    .filter(hasPrompts)
    .map(
      (name) =>
        `it was made from ${name}, whose prompts stand in MTEB's registry, and gets none, as in Python; --prompts ${promptsOfModel(name)} applies them`,
    );
}

function hasPrompts(name: string): boolean {
  const model = registeredModel(name);
  return model !== undefined && model.wrapper !== 'own' && modelFacts(model).prompt_rule !== null;
}
