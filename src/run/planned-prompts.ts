import { explainPrompts, type PromptTable } from '../models/prompts/prompts.js';
import type { ManifestPrompts } from '../types/generated/run-manifest.js';
import type { TaskDefinition } from '../types/generated/task.js';

type Task = Pick<TaskDefinition, 'name' | 'type' | 'prompt'>;

/** The prompt of each role of each task, and whose it is. Source: `findPrompt`. */
export function plannedPrompts(
  table: PromptTable,
  tasks: readonly Task[],
): Record<string, ManifestPrompts> {
  return Object.fromEntries(tasks.map((task) => [task.name, promptsOf(table, task)]));
}

function promptsOf(table: PromptTable, { name, type, prompt }: Task): ManifestPrompts {
  const found = explainPrompts(table, { task: name, taskType: type, instruction: prompt ?? null });
  const of = (role: 'query' | 'document'): ManifestPrompts['query'] => {
    const one = found.find((explained) => explained.role === role);
    return {
      text: one?.text ?? '',
      source: one?.source ?? (one?.from === 'override' ? `--prompt-${role}` : 'checkpoint'),
      ...(one?.from !== undefined && { from: one.from }),
    };
  };
  return { query: of('query'), document: of('document') };
}
