import type { EncodeOptions } from '../../types/encoder.js';
import type { Role } from '../../types/text.js';

/** Prompts of a checkpoint and what the user puts in their place. */
export interface PromptTable {
  /** Name → text; holds `query` and `document` always, `""` = none. */
  readonly prompts: Readonly<Record<string, string>>;
  /** Used by Python's plain `encode()`; never reached by queries and documents. */
  readonly defaultPromptName: string | undefined;
  /** Replaces whatever the role would get, for every task. */
  readonly overrides: Readonly<Partial<Record<Role, string>>>;
}

interface FoundPrompt {
  readonly text: string;
  /** Key of the table, `override`, or `undefined` when nothing was found. */
  readonly from: string | undefined;
}

/**
 * The prompt of a text by mteb's lookup (mteb/models/abs_encoder.py `get_prompt_name`): the first
 * key there is of `<Task>-<role>`, `<Task>`, `<Type>-<role>`, `<Type>`, `<role>`. An empty text
 * counts as found.
 */
export function findPrompt(
  table: PromptTable,
  options: Pick<EncodeOptions, 'role' | 'task' | 'taskType'>,
): FoundPrompt {
  const { role, task, taskType } = options;
  const override = table.overrides[role];
  if (override !== undefined) return { text: override, from: 'override' };
  const names = [task ?? '', taskType ?? ''].filter((name) => name !== '');
  for (const key of [...names.flatMap((name) => [`${name}-${role}`, name]), role]) {
    if (Object.hasOwn(table.prompts, key)) return { text: table.prompts[key] ?? '', from: key };
  }
  return { text: '', from: undefined };
}

/** The prompt of Python's plain `encode()`: the default prompt or none. */
export function defaultPrompt(table: PromptTable): string {
  return table.defaultPromptName === undefined
    ? ''
    : (table.prompts[table.defaultPromptName] ?? '');
}

/** One line per role for people: the text and where it came from. */
export interface ExplainedPrompt extends FoundPrompt {
  readonly role: Role;
}

/** Which prompt each role gets, without a task. */
export function explainPrompts(table: PromptTable): readonly ExplainedPrompt[] {
  return (['query', 'document'] as const).map((role) => ({ role, ...findPrompt(table, { role }) }));
}

/** Prompts that look meant for a role and do not reach it. */
export function promptDoubts(table: PromptTable): string[] {
  const doubts: string[] = [];
  const document = findPrompt(table, { role: 'document' });
  const near = ['passage', 'corpus', 'doc', 'text'].find(
    (key) => (table.prompts[key] ?? '') !== '',
  );
  if (document.text === '' && document.from !== 'override' && near !== undefined) {
    doubts.push(
      `the checkpoint has a prompt "${near}" (${JSON.stringify(table.prompts[near])}), but documents get none: sentence-transformers and mteb look for "document"; ` +
        `--prompt-document ${JSON.stringify(table.prompts[near])} applies it`,
    );
  }
  const name = table.defaultPromptName;
  if (name !== undefined && (table.prompts[name] ?? '') !== '') {
    doubts.push(
      `the default prompt "${name}" (${JSON.stringify(table.prompts[name])}) is used by Python's plain encode() only; queries and documents do not get it`,
    );
  }
  return doubts;
}
