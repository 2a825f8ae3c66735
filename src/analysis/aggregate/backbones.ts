import { GlottobenchError } from '../../base/errors.js';
import { BACKBONES, type Backbone } from '../../types/language.js';
import { cell, readTable } from '../../typology/tables.js';

/** Names as people and backbones.csv of the leaderboard study write them. A model cut down to a few languages is not its backbone. */
const PATTERNS: readonly (readonly [RegExp, Backbone])[] = [
  [/^(mbert|bert-base-multilingual)/i, 'mbert'],
  [/xlm-?r/i, 'xlmr'],
  [/^mt5/i, 'mt5'],
  [/^labse/i, 'labse'],
];

/** `XLM-R large` → `xlmr`, `mMiniLM (XLM-R distilled)` → `xlmr`; undefined for backbones whose languages are not in the table. */
export function parseBackbone(text: string): Backbone | undefined {
  const name = text.trim();
  if (/\bcut to\b/i.test(name)) return undefined;
  return (
    BACKBONES.find((backbone) => backbone === name.toLowerCase()) ??
    PATTERNS.find(([pattern]) => pattern.test(name))?.[1]
  );
}

/**
 * Reads which backbone a model has: a CSV with the columns `model` and `family` (as in the leaderboard study) or `model` and `backbone`.
 * Models whose backbone has no list of pretraining languages are left out; they become "unknown".
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
