import type { ExpandedRule, ModelFacts } from '../../registry/models/model-registry.js';
import { formatCount } from '../../report/quantities.js';
import { layOut } from '../../report/write/text.js';
import type { TableModel } from '../../types/table.js';
import { factLines, factTable, type FactLine } from './facts.js';

/** A model of MTEB's registry as a page for people. */
export function renderModel(model: ModelFacts, width: number): string {
  return [
    `${model.name}  (${model.model_type.join(', ')})`,
    '',
    ...factLines(facts(model), width),
    ...(model.citation === null ? [] : ['', 'cite as', layOut(model.citation.trim(), width)]),
  ].join('\n');
}

/** The page as a table, for other forms. */
export function modelTable(model: ModelFacts): TableModel {
  return factTable(model.name, facts(model));
}

function facts(model: ModelFacts): FactLine[] {
  return [...loading(model), ...network(model), ...origin(model)];
}

function loading(model: ModelFacts): FactLine[] {
  const { settings = {}, not_reproduced: unlike = [] } = model;
  return [
    ['revision', model.revision ?? 'none'],
    ['loader', model.loader ?? 'none'],
    ['differs here', unlike.join('; ')],
    ...prompts(model.prompt_rule),
    ['cut after', count(settings.max_seq_length, ' tokens')],
    ['components', count(settings.truncate_dim, '')],
    ['declared', settings.dtype ?? ''],
    ['weights from', settings.weights_from ?? ''],
  ];
}

/** What stands before texts; of dictionaries by task only how many there are, `--json` has them. */
function prompts(rule: ExpandedRule | null): FactLine[] {
  if (rule === null) return [['prompts', "the checkpoint's own"]];
  const { query, document } = rule.prompts ?? {};
  const others = Object.keys(rule.prompts ?? {}).length - [query, document].filter(given).length;
  return [
    ['query prompt', quoted(query)],
    ['document prompt', quoted(document)],
    ['other prompts', others === 0 ? '' : `${others} by task or type (--json shows them)`],
    ...instruction(rule),
  ];
}

function instruction({
  template,
  passages,
  instructions,
  include_prompt: pooled,
}: ExpandedRule): FactLine[] {
  if (template === undefined) return [];
  const where = passages === false ? 'queries only' : 'queries and documents';
  const text =
    template === null
      ? 'the instruction as it is'
      : typeof template === 'string'
        ? JSON.stringify(template)
        : Object.entries(template)
            .filter(([role]) => passages !== false || role === 'query')
            .map(
              ([role, made]) =>
                `${role} ${made.table === undefined ? JSON.stringify(made.with ?? made.constant) : 'by a table'}`,
            )
            .join(', ');
  const own = Object.keys(instructions ?? {}).length;
  return [
    ['template', `${text}, ${where}`],
    [
      'instructions',
      own === 0 ? "the tasks' own" : `${own} of its own (--json shows them), else the tasks'`,
    ],
    ['pooling', pooled === false ? 'tokens of the prompt are left out' : ''],
  ];
}

function network(model: ModelFacts): FactLine[] {
  const dims = model.embed_dim;
  return [
    ['parameters', count(model.n_parameters, '')],
    ['dimensions', Array.isArray(dims) ? dims.map(String).join(', ') : count(dims, '')],
    ['max tokens', model.max_tokens === null ? 'no limit' : count(model.max_tokens, '')],
    ['similarity', model.similarity_fn_name ?? ''],
    ['memory', count(model.memory_usage_mb, ' MB')],
    ['framework', model.framework.join(', ')],
    ['modalities', (model.modalities ?? []).join(', ')],
  ];
}

function origin(model: ModelFacts): FactLine[] {
  const trained = model.training_datasets;
  return [
    ['adapted from', model.adapted_from ?? ''],
    ['superseded by', model.superseded_by ?? ''],
    ['trained on', trained === null ? 'not known' : trained.join(', ') || 'no data of MTEB'],
    [
      'languages',
      model.languages === null
        ? 'not known'
        : `${model.languages.length}: ${model.languages.join(' ')}`,
    ],
    ['released', model.release_date ?? ''],
    ['licence', model.license ?? ''],
    ['weights', model.open_weights ? 'open' : 'not public'],
    ['reference', model.reference ?? ''],
  ];
}

function quoted(text: string | undefined): string {
  if (text === undefined) return '';
  return text === '' ? 'none' : JSON.stringify(text);
}

function given(text: string | undefined): boolean {
  return text !== undefined;
}

function count(value: number | undefined, unit: string): string {
  return value === undefined ? '' : `${formatCount(value)}${unit}`;
}
