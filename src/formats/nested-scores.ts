import { textOf } from '../base/wording.js';
import { escapePointer } from '../base/json.js';
import { GlottobenchError } from '../base/errors.js';
import { parseOrderedJson, type OrderedJson, type OrderedObject } from './ordered-json.js';

/** `{query: {document: number}}` in the order of the file. */
type NestedNumbers = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Where the rankings of a predictions file of mteb stand; undefined for the plain nested form. */
interface PredictionPlace {
  readonly subset: string;
  readonly split: string;
}

/** Which part of a predictions file is wanted; undefined: its only one. */
export interface PredictionChoice {
  readonly subset?: string | undefined;
  readonly split?: string | undefined;
}

const MTEB_KEY = 'mteb_model_meta';

/**
 * Reads `{query: {document: number}}`, and a predictions file of mteb
 * (`{mteb_model_meta, subset: {split: {query: {document: score}}}}`, mteb/abstasks/abstask.py
 * `_save_task_predictions`).
 * @throws GB_INPUT_INVALID with the line, or with the query; GB_USAGE when a predictions file holds
 * several parts
 */
export function parseNestedScores(
  text: string,
  file: string,
  choice: PredictionChoice = {},
): NestedNumbers {
  const value = parseOrderedJson(text, file);
  const outer = asObject(value, 'the file', file);
  const nested = outer.has(MTEB_KEY) ? prediction(outer, choice, file) : outer;
  return new Map(
    Array.from(nested, ([query, inner]) => [query, numbers(query, inner, file)] as const),
  );
}

function prediction(outer: OrderedObject, choice: PredictionChoice, file: string): OrderedObject {
  const found: (PredictionPlace & { readonly rankings: OrderedObject })[] = [];
  for (const [subset, splits] of outer) {
    if (subset === MTEB_KEY || (choice.subset !== undefined && choice.subset !== subset)) continue;
    for (const [split, rankings] of asObject(splits, `subset "${subset}"`, file)) {
      if (choice.split !== undefined && choice.split !== split) continue;
      found.push({ subset, split, rankings: asObject(rankings, `split "${split}"`, file) });
    }
  }
  const [only] = found;
  if (only === undefined)
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      'the predictions of mteb hold no such subset and split',
      { file, hint: `It has: ${placesOf(outer, file).join(', ') || 'none'}` },
    );
  if (found.length > 1)
    throw new GlottobenchError(
      'GB_USAGE',
      `the predictions of mteb hold ${String(found.length)} parts, and one is scored at a time`,
      { file, hint: `Choose with --subset and --split: ${placesOf(outer, file).join(', ')}` },
    );
  return only.rankings;
}

function placesOf(outer: OrderedObject, file: string): string[] {
  return [...outer].flatMap(([subset, splits]) =>
    subset === MTEB_KEY
      ? []
      : [...asObject(splits, `subset "${subset}"`, file).keys()].map(
          (split) => `${subset}/${split}`,
        ),
  );
}

function numbers(query: string, inner: OrderedJson, file: string): ReadonlyMap<string, number> {
  const values = asObject(inner, `query "${query}"`, file);
  for (const [document, value] of values) {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new GlottobenchError(
        'GB_INPUT_INVALID',
        `the value of document "${document}" for query "${query}" must be a finite number, got ${shown(value)}`,
        {
          file,
          pointer: `/${escapePointer(query)}/${escapePointer(document)}`,
          hint: 'the format is {"query": {"document": number}}',
        },
      );
  }
  return values as ReadonlyMap<string, number>;
}

function shown(value: OrderedJson): string {
  if (value instanceof Map) return 'an object';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : textOf(value);
}

function asObject(value: OrderedJson, what: string, file: string): OrderedObject {
  if (value instanceof Map) return value as OrderedObject;
  throw new GlottobenchError('GB_INPUT_INVALID', `${what} must be a JSON object`, {
    file,
    hint: 'the format is {"query": {"document": number}}',
  });
}
