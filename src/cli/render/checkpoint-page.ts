import type { CheckpointSummary } from '../../models/checkpoint-summary.js';
import { describeFidelity, type Fidelity } from '../../models/fidelity.js';
import type { ExplainedPrompt } from '../../models/prompts/prompts.js';
import type { ManifestPrompt, ManifestPrompts } from '../../types/generated/run-manifest.js';
import type { CheckpointCard } from '../../types/generated/checkpoint-card.js';
import { wrapText } from '../../report/write/text.js';
import type { TableModel } from '../../types/table.js';
import { factLines, factTable, type FactLine } from './facts.js';
import { formatCount } from '../../report/quantities.js';

/** What a checkpoint is, as a person reads it, and every doubt at the end. */
export function renderCheckpoint(
  found: CheckpointSummary,
  width: number,
  fidelity: Fidelity | null = null,
  inTask: Readonly<Record<string, ManifestPrompts>> = {},
): string {
  const sections = [
    [found.id.name, found.folder],
    factLines(network(found, fidelity), width),
    factLines(sentence(found), width),
    ...Object.entries(inTask).map(([task, prompts]) => [
      `Prompts in ${task}`,
      ...(['query', 'document'] as const).map((role) => `  ${role}: ${promptText(prompts[role])}`),
    ]),
    ...(found.card === null
      ? []
      : [['Card (glottobench.json)', ...factLines(training(found.card), width)]]),
    doubts(found.doubts, width),
  ];
  return sections.map((lines) => lines.join('\n')).join('\n\n');
}

/** The page as a table, for other forms. */
export function checkpointTable(
  found: CheckpointSummary,
  fidelity: Fidelity | null = null,
): TableModel {
  const facts = [...network(found, fidelity), ...sentence(found)];
  const card = found.card === null ? [] : training(found.card);
  return {
    ...factTable(found.id.name, [...facts, ...card]),
    remarks: found.doubts.map((doubt) => `doubt: ${doubt}`),
  };
}

function network(found: CheckpointSummary, fidelity: Fidelity | null): FactLine[] {
  const { tokenizer, precision } = found;
  const embedding =
    found.embeddingParameters === null
      ? ''
      : `, ${formatCount(found.embeddingParameters)} of them word embeddings`;
  return [
    ['architecture', `${found.architecture}, backbone ${found.backbone}`],
    [
      'parameters',
      found.parameters === null
        ? 'unknown (an ONNX file does not tell)'
        : `${formatCount(found.parameters)}${embedding}`,
    ],
    [
      'weights',
      `${found.files.join(', ')} (${precision.stored}, computed in ${precision.computed})`,
    ],
    ...(found.adapter === null
      ? []
      : [['adapter', `LoRA of rank ${found.adapter.rank} on ${found.adapter.base}`] as const]),
    ...(fidelity === null
      ? []
      : [['fidelity', describeFidelity(precision.computed, fidelity)] as const]),
    [
      'tokenizer',
      `${tokenizer.kind}, ${formatCount(tokenizer.size)} tokens, from ${tokenizer.source} by the rules of ${tokenizer.className}${tokenizer.lowerCase ? ', lower-cased first' : ''}`,
    ],
    ['max tokens', maxTokens(found)],
    ['revision', found.id.revision],
  ];
}

function maxTokens({ maxTokens: { query, document } }: CheckpointSummary): string {
  const one = (tokens: number | null): string =>
    tokens === null ? 'no limit' : formatCount(tokens);
  return query === document ? one(query) : `queries ${one(query)}, documents ${one(document)}`;
}

function sentence(found: CheckpointSummary): FactLine[] {
  const truncated =
    found.truncateDim === null ? '' : `, the first ${found.truncateDim} kept (truncate_dim)`;
  const written = found.writtenBy === null ? '' : ` ${found.writtenBy}`;
  return [
    [
      'layout',
      `${found.layout}${found.layout === 'sentence-transformers' ? written : ''}: ${found.modules.join(', ')}`,
    ],
    [
      'pooling',
      `${found.pooling.join(' + ')}${found.includePrompt ? '' : ', tokens of the prompt left out'}`,
    ],
    ['dimensions', `${found.dims}${truncated}`],
    ['similarity', found.similarity],
    ...found.prompts.map((prompt): FactLine => [`${prompt.role} prompt`, promptText(prompt)]),
    ...otherPrompts(found),
  ];
}

/** A prompt and where it comes from. */
function promptText({ text, from, source }: ManifestPrompt | ExplainedPrompt): string {
  if (text === '')
    return source === undefined || source === 'checkpoint' ? 'none' : `none (${source})`;
  const place =
    from === 'override'
      ? 'given by you'
      : source === undefined || source === 'checkpoint'
        ? `prompts.${from ?? ''}`
        : `${source}, ${from ?? ''}`;
  return `${JSON.stringify(text)} (${place})`;
}

function otherPrompts(found: CheckpointSummary): FactLine[] {
  const others = Object.entries(found.allPrompts).filter(
    ([name, text]) => text !== '' && name !== 'query' && name !== 'document',
  );
  return others.length === 0
    ? []
    : [
        [
          'other prompts',
          others.map(([name, text]) => `${name} ${JSON.stringify(text)}`).join(', '),
        ],
      ];
}

function training(card: CheckpointCard): FactLine[] {
  const sampling = card.batch_sampling;
  const entries: [string, string | number | undefined][] = [
    ['base model', card.base_model],
    [
      'batches',
      sampling === undefined
        ? undefined
        : `${sampling.kind}${sampling.alpha === undefined ? '' : `, alpha ${sampling.alpha}`}`,
    ],
    [
      'trained on',
      card.training_datasets
        ?.map(({ name, mteb_task: task }) =>
          task === undefined ? name : `${name} (${task} is not zero-shot)`,
        )
        .join(', '),
    ],
    [
      'languages',
      card.languages === undefined
        ? undefined
        : `${card.languages.length}: ${card.languages.join(' ')}`,
    ],
    ['loss', card.loss],
    ['steps', card.steps],
    ['batch size', card.batch_size],
    ['learning rate', card.learning_rate],
    ['seed', card.seed],
    ['license', card.license],
    ['notes', card.notes],
  ];
  return entries.flatMap(([label, value]) =>
    value === undefined ? [] : [[label, String(value)] as const],
  );
}

function doubts(list: readonly string[], width: number): string[] {
  if (list.length === 0) return ['No doubts.'];
  return [
    list.length === 1 ? 'One doubt' : `${list.length} doubts`,
    ...list.map((doubt) => `  - ${wrapText(doubt, width - 4).replaceAll('\n', '\n    ')}`),
  ];
}
