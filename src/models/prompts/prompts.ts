import type { ExpandedRule } from '../../registry/models/model-registry.js';
import type { PromptRequest } from '../../types/encoder.js';
import type { Role } from '../../types/text.js';
import { instructPrompt } from './instruct.js';

/** Prompts of a checkpoint and what stands in their place. */
export interface PromptTable {
  /** Name → text; holds `query` and `document` always, `""` = none. */
  readonly prompts: Readonly<Record<string, string>>;
  /** Used by Python's plain `encode()`. */
  readonly defaultPromptName: string | undefined;
  /** Replaces whatever the role would get, for every task. */
  readonly overrides: Readonly<Partial<Record<Role, string>>>;
  /** Decides in place of the checkpoint's prompts; `none` takes all away. */
  readonly ruling?: Ruling | 'none' | undefined;
}

/** A rule as a loader of MTEB has it, and whose it is. */
export interface Ruling {
  readonly rule: ExpandedRule;
  /** `mteb:<model>`, or the option that gave the rule. */
  readonly source: string;
}

interface FoundPrompt {
  readonly text: string;
  /** Key of the table or rule, `override`, or `undefined` when nothing was found. */
  readonly from: string | undefined;
  /**
   * Whose prompt it is where it is not the checkpoint's: `mteb:<model>`, or the option that gave
   * it.
   */
  readonly source?: string;
}

/** The prompt of a text, as MTEB's wrappers choose it. */
export function findPrompt(table: PromptTable, request: PromptRequest): FoundPrompt {
  const override = table.overrides[request.role];
  if (override !== undefined) return { text: override, from: 'override' };
  const { ruling } = table;
  if (ruling === 'none') return { text: '', from: undefined, source: '--prompts none' };
  if (ruling === undefined) return fromTable(table, request);
  const { rule, source } = ruling;
  if (rule.wrapper !== 'instruct')
    return { ...named(rule.prompts ?? {}, request, furtherKeys(table, request)), source };
  const found = instructPrompt(rule, request);
  return found === undefined ? byDefault(table) : { ...found, source };
}

function fromTable(table: PromptTable, request: PromptRequest): FoundPrompt {
  return named(table.prompts, request);
}

/** sentence-transformers' `encode` without a prompt. */
function byDefault({ prompts, defaultPromptName: name }: PromptTable): FoundPrompt {
  const text = name === undefined ? undefined : prompts[name];
  return { text: text ?? '', from: text === undefined ? undefined : name };
}

/**
 * mteb's lookup (mteb/models/abs_encoder.py `get_prompt_name`): the first key there is of
 * `<Task>-<role>`, `<Task>`, `<Type>-<role>`, `<Type>`, `<role>`, and then of `further`. An empty
 * text counts as found.
 */
function named(
  prompts: Readonly<Record<string, string>>,
  { role, task, taskType }: PromptRequest,
  further: readonly string[] = [],
): Pick<FoundPrompt, 'text' | 'from'> {
  const names = [task ?? '', taskType ?? ''].filter((name) => name !== '');
  const keys = [...names.flatMap((name) => [`${name}-${role}`, name]), role, ...further];
  const from = keys.find((key) => Object.hasOwn(prompts, key));
  return { text: from === undefined ? '' : (prompts[from] ?? ''), from };
}

/**
 * Prompts of the registry stand in place of the checkpoint's, which always has `query` and
 * `document`. Where they lack one, sentence-transformers 6.2 looks in them for `passage` and
 * `corpus` (`encode_document`), then for the default prompt.
 */
function furtherKeys(
  { defaultPromptName }: PromptTable,
  { role }: PromptRequest,
): readonly string[] {
  return [
    ...(role === 'document' ? ['passage', 'corpus'] : []),
    ...(defaultPromptName === undefined ? [] : [defaultPromptName]),
  ];
}

/** The prompt of Python's plain `encode()`: the default prompt or none. */
export function defaultPrompt(table: PromptTable): string {
  return byDefault(table).text;
}

/** One line per role for people: the text and where it came from. */
export interface ExplainedPrompt extends FoundPrompt {
  readonly role: Role;
}

/** Which prompt each role gets: without a task, or in one. */
export function explainPrompts(
  table: PromptTable,
  request: Omit<PromptRequest, 'role'> = {},
): readonly ExplainedPrompt[] {
  return (['query', 'document'] as const).map((role) => ({
    role,
    ...findPrompt(table, { ...request, role }),
  }));
}

/** Prompts that look meant for a role and do not reach it. */
export function promptDoubts(table: PromptTable): string[] {
  if (table.ruling !== undefined) return [];
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
