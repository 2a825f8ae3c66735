import type { Role } from '../types/text.js';
import { ApiError } from './api-error.js';

/** Texts, or token ids as the network takes them. */
export type Inputs =
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'tokens'; readonly ids: readonly (readonly number[])[] };

/**
 * Which prompt goes before the texts. `plain` is Python's `encode()`: the default prompt, mostly
 * none.
 */
export type PromptChoice =
  | { readonly kind: 'plain' }
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'role';
      readonly role: Role;
      readonly task: string | undefined;
      readonly taskType: string | undefined;
    };

export interface EmbeddingRequest {
  readonly model: string;
  readonly inputs: Inputs;
  readonly dimensions: number | undefined;
  readonly base64: boolean;
  readonly prompt: PromptChoice;
}

/** As many as OpenAI takes. */
export const MAX_INPUTS = 2048;

/** Words of other embedding services for the two roles. */
const ROLES: ReadonlyMap<string, Role> = new Map([
  ['query', 'query'],
  ['search_query', 'query'],
  ['document', 'document'],
  ['passage', 'document'],
  ['search_document', 'document'],
]);

const KNOWN = new Set([
  'model',
  'input',
  'encoding_format',
  'dimensions',
  'user',
  'prompt_name',
  'input_type',
  'prompt_type',
  'task_name',
  'task_type',
]);

/** @throws ApiError 400 naming the member */
export function parseEmbeddingRequest(value: unknown): EmbeddingRequest {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ApiError(400, 'the body must be a JSON object');
  const body = value as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(body).find((key) => !KNOWN.has(key));
  if (unknown !== undefined)
    throw refused(
      unknown,
      `there is no parameter "${unknown}"; known are ${[...KNOWN].join(', ')}`,
    );
  const { model, dimensions, encoding_format: format } = body;
  if (typeof model !== 'string' || model === '')
    throw refused('model', '"model" must name the model');
  if (
    dimensions !== undefined &&
    dimensions !== null &&
    !(Number.isInteger(dimensions) && (dimensions as number) >= 1)
  )
    throw refused('dimensions', '"dimensions" must be a whole number of at least 1');
  if (format !== undefined && format !== null && format !== 'float' && format !== 'base64')
    throw refused('encoding_format', '"encoding_format" must be "float" or "base64"');
  return {
    model,
    inputs: parseInput(body['input']),
    dimensions: (dimensions as number | null | undefined) ?? undefined,
    base64: format === 'base64',
    prompt: parsePrompt(body),
  };
}

function parseInput(input: unknown): Inputs {
  if (typeof input === 'string') return { kind: 'texts', texts: [input] };
  if (!Array.isArray(input))
    throw refused(
      'input',
      '"input" must be a string, a list of strings, a list of token ids, or a list of such lists',
    );
  const list = input as readonly unknown[];
  if (list.length === 0) throw refused('input', '"input" must not be empty');
  if (list.every(isTokenId)) return { kind: 'tokens', ids: [list] };
  if (list.length > MAX_INPUTS)
    throw refused(
      'input',
      `"input" has ${list.length} members; at most ${MAX_INPUTS} are taken at once`,
    );
  if (list.every((item) => typeof item === 'string')) return { kind: 'texts', texts: list };
  if (
    list.every(
      (item): item is readonly number[] =>
        Array.isArray(item) && item.length > 0 && item.every(isTokenId),
    )
  )
    return { kind: 'tokens', ids: list };
  const odd = list.findIndex((item) => typeof item !== 'string');
  throw refused(
    'input',
    `"input" mixes kinds or holds something else: see member ${Math.max(odd, 0)}; give strings only, or token ids only`,
  );
}

function isTokenId(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function parsePrompt(body: Readonly<Record<string, unknown>>): PromptChoice {
  const name = body['prompt_name'];
  const [task, taskType] = [textOf(body, 'task_name'), textOf(body, 'task_type')];
  const typeKey =
    body['input_type'] === undefined || body['input_type'] === null ? 'prompt_type' : 'input_type';
  const type = body[typeKey];
  if (name !== undefined && name !== null) {
    if (typeof name !== 'string') throw refused('prompt_name', '"prompt_name" must be a string');
    if (type !== undefined && type !== null)
      throw refused('prompt_name', `"prompt_name" and "${typeKey}" exclude each other`);
    return { kind: 'name', name };
  }
  if (type === undefined || type === null) return { kind: 'plain' };
  const role = typeof type === 'string' ? ROLES.get(type) : undefined;
  if (role === undefined)
    throw refused(typeKey, `"${typeKey}" must be one of ${[...ROLES.keys()].join(', ')}`);
  return { kind: 'role', role, task, taskType };
}

function textOf(body: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = body[key] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw refused(key, `"${key}" must be a string`);
}

function refused(param: string, message: string): ApiError {
  return new ApiError(400, message, { param });
}
