import { GlottobenchError } from '../../base/errors.js';
import { cell, readTable } from '../../typology/tables.js';
import type { ModelResults } from '../compare/model-results.js';

/** One cell of the design: a backbone trained with one way of drawing batches. */
export interface Condition {
  readonly backbone: string;
  readonly batching: string;
  /** Seed of the training run, where a table names it; else the card does. */
  readonly seed?: number | undefined;
}

const BATCHINGS = ['monolingual', 'cross-lingual', 'hybrid'] as const;

/**
 * Model → condition from a CSV with the columns model, backbone, batching and, if wanted, alpha and
 * seed.
 */
export function readConditions(path: string): ReadonlyMap<string, Condition> {
  return new Map(
    readTable(path, ['model', 'backbone', 'batching']).map((row, i) => {
      const batching = cell(row, 'batching');
      if (!BATCHINGS.some((known) => known === batching)) {
        throw new GlottobenchError(
          'GB_INPUT_INVALID',
          `batching must be one of ${BATCHINGS.join(', ')}; got "${batching}"`,
          { file: path, line: i + 2 },
        );
      }
      return [
        cell(row, 'model'),
        {
          backbone: cell(row, 'backbone'),
          batching: named(batching, Number(cell(row, 'alpha') || NaN)),
          seed: seedOf(cell(row, 'seed'), path, i + 2),
        },
      ];
    }),
  );
}

function seedOf(text: string, path: string, line: number): number | undefined {
  if (text === '') return undefined;
  const seed = Number(text);
  if (Number.isInteger(seed) && seed >= 0) return seed;
  throw new GlottobenchError(
    'GB_INPUT_INVALID',
    `seed must be a whole number from 0; got "${text}"`,
    { file: path, line },
  );
}

/**
 * The condition of a model: from the table where it is listed, else from the card that its run
 * kept. Undefined where neither says both factors.
 */
export function conditionOf(
  model: Pick<ModelResults, 'name' | 'card'>,
  table?: ReadonlyMap<string, Condition>,
): Condition | undefined {
  const listed =
    table?.get(model.name) ?? table?.get(model.name.slice(model.name.indexOf('/') + 1));
  if (listed !== undefined) return listed;
  const { backbone, batch_sampling: sampling } = model.card ?? {};
  return backbone === undefined || sampling === undefined
    ? undefined
    : { backbone, batching: named(sampling.kind, sampling.alpha ?? NaN) };
}

/** Hybrid batches of another share than one half are another level of the factor. */
function named(batching: string, alpha: number): string {
  return batching === 'hybrid' && Number.isFinite(alpha) && alpha !== 0.5
    ? `hybrid α=${String(alpha)}`
    : batching;
}

/** Levels of a factor in the order of tables: monolingual, cross-lingual, hybrid, then by name. */
export function levels(names: readonly string[]): string[] {
  const place = (name: string): number => {
    const at = BATCHINGS.findIndex((known) => name.startsWith(known));
    return at < 0 ? BATCHINGS.length : at;
  };
  return [...new Set(names)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
