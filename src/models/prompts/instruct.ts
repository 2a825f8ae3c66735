import type { ExpandedRule, Instructions } from '../../registry/models/model-registry.js';
import type { PromptRequest } from '../../types/encoder.js';
import type { PromptRule, RoleTemplate } from '../../types/generated/model-registry.js';

/** An instruction, and where it was found: `instructions.<key>`, `task`, or `default`. */
interface Instruction {
  readonly text: string;
  readonly from: string;
}

/** `abstask_prompt` of mteb's AbsTaskRetrieval: what a task without an instruction gets. */
const DEFAULT_INSTRUCTION = 'Retrieve text based on user query.';

const HOLE = '{instruction}';

type Source = NonNullable<PromptRule['priority']>[number];

/** mteb's order (abs_encoder.py `AbsEncoder.prompt_priority`). */
const PRIORITY: readonly Source[] = [
  'custom_prompt',
  'task_type_prompt',
  'encode_type_prompt',
  'default_task_prompt',
];

/**
 * What mteb's InstructSentenceTransformerModel puts before a text (instruct_wrapper.py `encode`);
 * undefined where it gives sentence-transformers no prompt, which then takes the default one of the
 * checkpoint.
 */
export function instructPrompt(
  rule: ExpandedRule,
  request: PromptRequest,
): { readonly text: string; readonly from: string } | undefined {
  if (rule.passages === false && request.role === 'document') return undefined;
  const { text, from } = instructionOf(rule, request);
  return { text: formatInstruction(rule.template, text, request.role), from };
}

/** mteb/models/abs_encoder.py `get_instruction`. */
function instructionOf(
  { instructions = {}, priority = PRIORITY }: ExpandedRule,
  { role, task, taskType, instruction = null }: PromptRequest,
): Instruction {
  const found =
    priority
      .map((source) => fromSource(source, { instructions, role, task, taskType, instruction }))
      .find((one) => one !== undefined) ?? ({ value: instruction, from: 'task' } as const);
  const { value, from } = found;
  if (value !== null && typeof value === 'object') return { text: value[role] ?? '', from };
  return value === null || value === ''
    ? { text: DEFAULT_INSTRUCTION, from: 'default' }
    : { text: value, from };
}

interface Asked extends Required<Pick<PromptRequest, 'role' | 'instruction'>> {
  readonly instructions: Instructions;
  readonly task: string | undefined;
  readonly taskType: string | undefined;
}

function fromSource(
  source: Source,
  { instructions, role, task, taskType, instruction = null }: Asked,
): { value: NonNullable<PromptRequest['instruction']> | null; from: string } | undefined {
  if (source === 'default_task_prompt') {
    const own =
      instruction !== null && typeof instruction === 'object' ? instruction[role] : instruction;
    return own ? { value: instruction, from: 'task' } : undefined;
  }
  const key = { custom_prompt: task, task_type_prompt: taskType, encode_type_prompt: role }[source];
  if (key === undefined || key === '' || !Object.hasOwn(instructions, key)) return undefined;
  return { value: instructions[key] ?? null, from: `instructions.${key}` };
}

/** A text is a template only where there is an instruction; a function of mteb is asked always. */
function formatInstruction(
  template: ExpandedRule['template'],
  instruction: string,
  role: PromptRequest['role'],
): string {
  if (template === undefined || template === null) return instruction;
  if (typeof template === 'string') return instruction === '' ? '' : fill(template, instruction);
  return formatRole(template[role], instruction);
}

function formatRole(template: RoleTemplate, instruction: string): string {
  if (instruction === '') return template.without;
  if (template.constant !== undefined) return template.constant;
  if (template.with !== undefined) return fill(template.with, instruction);
  const answer = template.table?.[instruction];
  if (answer === undefined)
    throw new Error(`the registry has no answer of the template to ${JSON.stringify(instruction)}`);
  return answer;
}

function fill(template: string, instruction: string): string {
  return template.split(HOLE).join(instruction);
}
