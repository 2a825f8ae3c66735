import { duplicateKeys } from '../../base/json.js';
import { pointerStep, type Finding } from '../finding.js';
import type { JsonDocument } from '../read/document.js';
import type { LoadedResult } from '../read/task-result.js';

const MEMBERS = new Set([
  'dataset_revision',
  'task_name',
  'mteb_version',
  'scores',
  'evaluation_time',
  'kg_co2_emissions',
  'date',
  'evaluation_phases',
]);

/** Faults of the file as JSON, whatever it says. */
export function* checkDocument({
  document,
  legacy,
}: Pick<LoadedResult, 'document' | 'legacy'>): Generator<Finding> {
  yield* bareTokens(document.value);
  yield* repeatedKeys(document);
  if (legacy) {
    yield {
      kind: 'old-layout',
      pointer: '',
      message: 'the layout from before mteb 1.11: a member per split instead of scores',
    };
    return;
  }
  for (const key of Object.keys(document.value as object)) {
    if (!MEMBERS.has(key))
      yield {
        kind: 'unknown-key',
        pointer: pointerStep(key),
        message: 'mteb has no such member: it is ignored on reading and lost on writing',
      };
  }
}

/** Keys that stand twice in one object. */
export function* repeatedKeys(document: JsonDocument): Generator<Finding> {
  for (const pointer of duplicateKeys(document.text))
    yield {
      kind: 'duplicate-key',
      pointer,
      message: 'this key stands twice in its object; readers keep the last value',
    };
}

/** One finding for all numbers of a document that strict JSON cannot hold, at the first of them. */
export function* bareTokens(value: unknown): Generator<Finding> {
  let count = 0;
  let first: readonly [pointer: string, value: number] | undefined;
  const visit = (member: unknown, pointer: string): void => {
    if (typeof member === 'number') {
      if (Number.isFinite(member)) return;
      count++;
      first ??= [pointer, member];
    } else if (member !== null && typeof member === 'object') {
      for (const [key, inner] of Object.entries(member))
        if (typeof inner === 'number' ? !Number.isFinite(inner) : typeof inner === 'object')
          visit(inner, pointer + pointerStep(key));
    }
  };
  visit(value, '');
  if (first === undefined) return;
  const [pointer, token] = first;
  yield {
    kind: 'bare-token',
    pointer,
    message: `${token} is not JSON${count === 1 ? '' : `; ${count} such values in this file`}`,
  };
}
