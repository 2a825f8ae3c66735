import { GlottobenchError } from '../../base/errors.js';
import { cell, readTable } from '../../typology/tables.js';

/** One number of a published table. */
export interface PublishedCell {
  readonly backbone: string;
  readonly batching: string;
  readonly dataset: string;
  readonly setting: string;
  readonly metric: string;
  /** As the paper writes it: ISO 639-1. */
  readonly language: string;
  readonly value: number;
  readonly arxiv: string;
}

const COLUMNS = [
  'backbone',
  'batch_sampling',
  'dataset',
  'setting',
  'metric',
  'language',
  'value',
  'arxiv',
] as const;
const SETTINGS = ['monolingual', 'cross-lingual', 'multilingual'];
const BATCHINGS = ['monolingual', 'cross-lingual', 'hybrid'];

/**
 * Reads a table of published per-language numbers (results/published/README.md).
 * @throws GB_NOT_FOUND; GB_INPUT_INVALID with the line of a wrong or doubled cell
 */
export function readPublished(path: string): PublishedCell[] {
  const seen = new Set<string>();
  return readTable(path, COLUMNS).map((row, i) => {
    const line = i + 2;
    const fail = (message: string): never => {
      throw new GlottobenchError('GB_INPUT_INVALID', message, { file: path, line });
    };
    const empty = COLUMNS.find((column) => cell(row, column) === '');
    if (empty !== undefined) fail(`no ${empty}`);
    if (!SETTINGS.includes(cell(row, 'setting')))
      fail(`setting must be one of ${SETTINGS.join(', ')}; got "${cell(row, 'setting')}"`);
    if (!BATCHINGS.includes(cell(row, 'batch_sampling')))
      fail(
        `batch_sampling must be one of ${BATCHINGS.join(', ')}; got "${cell(row, 'batch_sampling')}"`,
      );
    const value = Number(cell(row, 'value'));
    const metric = cell(row, 'metric');
    if (!Number.isFinite(value) || value < 0 || (metric !== 'rank_distance' && value > 1))
      fail(`${metric} of ${cell(row, 'value')} is outside its range`);
    const key = COLUMNS.slice(0, 6)
      .map((column) => cell(row, column))
      .join(' ');
    if (seen.has(key)) fail(`this cell was there before: ${key}`);
    seen.add(key);
    return {
      backbone: cell(row, 'backbone'),
      batching: cell(row, 'batch_sampling'),
      dataset: cell(row, 'dataset'),
      setting: cell(row, 'setting'),
      metric,
      language: cell(row, 'language'),
      value,
      arxiv: cell(row, 'arxiv'),
    };
  });
}
