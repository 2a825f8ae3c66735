import { GlottobenchError } from '../../base/errors.js';
import type { Backbone } from '../../types/language.js';
import { backboneNamed } from '../../typology/backbones.js';
import { cell, readTable } from '../../typology/tables.js';

/**
 * `XLM-R large` → `xlmr`, `mMiniLM (XLM-R distilled)` → `xlmr`; undefined for what is not in the
 * table of backbones.
 */
export function parseBackbone(text: string): Backbone | undefined {
  // A model cut down to a few languages is not its backbone.
  return /\bcut to\b/i.test(text) ? undefined : backboneNamed(text);
}

/**
 * Reads which backbone a model has: a CSV with the columns `model` and `family` (as in the
 * leaderboard study) or `model` and `backbone`. Models whose backbone has no list of pretraining
 * languages are left out; they become "unknown".
 */
export function loadBackbones(path: string): ReadonlyMap<string, Backbone> {
  const rows = readTable(path, ['model']);
  const column = rows[0]?.['family'] === undefined ? 'backbone' : 'family';
  if (rows[0]?.[column] === undefined)
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      'the table has neither a column "family" nor "backbone"',
      { file: path },
    );
  return new Map(
    rows.flatMap((row) => {
      const backbone = parseBackbone(cell(row, column));
      return backbone === undefined ? [] : [[cell(row, 'model'), backbone] as const];
    }),
  );
}
