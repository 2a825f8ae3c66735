import { textOf } from '../base/wording.js';
import { sha256 } from '../base/content-hash.js';
import { compareCodePoints } from '../base/python.js';

const INVALID = /[<>:"|?*\\/\0]/g;
const LONGEST = 200;

/**
 * Name of the experiment folder that mteb gives to a model's `experiment_kwargs`; null when there
 * are none. Source: mteb/models/model_meta.py `_serialize_experiment_kwargs_to_name` (2.26.24).
 */
export function experimentName(
  kwargs: Readonly<Record<string, unknown>> | null | undefined,
): string | null {
  if (kwargs === null || kwargs === undefined || Object.keys(kwargs).length === 0) return null;
  const name = sortedEntries(kwargs)
    .map(([key, value]) => `${key}_${serialize(value)}`)
    .join('__');
  // Every object value holds a ':' and so ends up hashed, in mteb as here.
  if (Array.from(name).length > LONGEST || name.search(INVALID) >= 0)
    return `exp_${sha256(name).slice(0, 16)}`;
  return name;
}

function serialize(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(serialize).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    return `{${sortedEntries(value as Record<string, unknown>)
      .map(([key, member]) => `${key}:${serialize(member)}`)
      .join(',')}}`;
  }
  return pythonStr(value).replace(INVALID, '_');
}

/** Python's `str` of a JSON scalar. */
function pythonStr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return textOf(value);
}

function sortedEntries(object: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(object).sort(([a], [b]) => compareCodePoints(a, b));
}
