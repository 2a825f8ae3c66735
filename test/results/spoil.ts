import type { FindingKind } from '../../src/results/finding.js';

/** A result file as an object that may be spoilt. */
export interface Spoilable {
  [key: string]: unknown;
  task_name: unknown;
  scores: Record<string, Record<string, unknown>[]>;
}

/** What is done to a good file (as object or as text), and how it has to be called. */
export interface Broken {
  readonly why: string;
  readonly kind: FindingKind;
  readonly pointer: string;
  readonly spoil: (result: Spoilable) => unknown;
  /** Applied to the text afterwards. */
  readonly text?: (text: string) => string | Buffer;
  /** File name, default the good one. */
  readonly name?: string;
}

export const same = (result: Spoilable): Spoilable => result;
export const at = (result: Spoilable, split = 'test', i = 0): Record<string, unknown> =>
  result.scores[split]?.[i] ?? {};
export const set = (key: string, value: unknown) => (result: Spoilable) => ({
  ...result,
  [key]: value,
});
export const without = (key: string) => (result: Spoilable) =>
  Object.fromEntries(Object.entries(result).filter(([name]) => name !== key));
export const setEntry = (key: string, value: unknown) => (result: Spoilable) => {
  at(result)[key] = value;
  return result;
};
export const dropEntry = (key: string) => (result: Spoilable) => {
  Reflect.deleteProperty(at(result), key);
  return result;
};
