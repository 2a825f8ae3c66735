import type { ModelFacts } from '../../registry/models/model-registry.js';
import type { TableModel } from '../../types/table.js';

/**
 * One line per model of MTEB's registry: where its prompts come from, and whether its loader is
 * reproduced.
 */
export function registryTable(models: readonly ModelFacts[]): TableModel {
  return {
    title: '',
    notes: [],
    columns: [
      { title: 'name' },
      { title: 'prompts' },
      { title: 'loader reproduced' },
      { title: 'type' },
    ],
    keys: 1,
    spare: 2,
    rows: models.map((model) => [
      model.name,
      promptsOf(model),
      reproduced(model),
      model.model_type.join(', '),
    ]),
  };
}

function promptsOf({ wrapper, prompt_rule: rule }: ModelFacts): string {
  if (wrapper === 'own') return 'loader';
  if (rule === null) return 'checkpoint';
  return rule.wrapper === 'instruct' ? 'instruction' : 'registry';
}

function reproduced({ wrapper, not_reproduced: unlike }: ModelFacts): string {
  if (wrapper === 'own') return 'no';
  return unlike === undefined ? 'yes' : 'in part';
}
