import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { GlottobenchError } from '../../src/base/errors.js';
import { packagePath } from '../../src/base/folders.js';
import { COMPARED_BACKBONES } from '../../src/typology/seen.js';
import { parseBackbone } from '../../src/analysis/aggregate/backbones.js';
import type { ModelCell, ModelResults } from '../../src/analysis/compare/model-results.js';
import { cell, readTable } from '../../src/typology/tables.js';

/** A model of the extract: its scores, and what the leaderboard study says of it. */
export interface LeaderboardModel extends ModelResults {
  /** Backbone as the study names it, such as `XLM-R large`. */
  readonly family: string;
  readonly parameters: number | null;
  /** Task → yes, no, or empty where the training data are unknown. */
  readonly zeroShot: Readonly<Record<string, string>>;
}

const KEYS = ['task', 'split', 'subset', 'query_language', 'document_language'] as const;

/** Reads results/published/leaderboard-*.csv. @throws GB_NOT_FOUND, GB_INPUT_INVALID */
export function readLeaderboardExtract(
  folder = packagePath('results', 'published'),
): LeaderboardModel[] {
  const models = readTable(`${folder}/leaderboard-models.csv`, ['model', 'backbone']);
  const path = `${folder}/leaderboard-scores.csv`;
  const rows = parse<Record<string, string>>(readFileSync(path, 'utf8'), { columns: true });
  if (KEYS.some((key) => rows[0]?.[key] === undefined))
    throw new GlottobenchError('GB_INPUT_INVALID', `columns needed: ${KEYS.join(', ')}`, {
      file: path,
    });
  return models.map((row): LeaderboardModel => {
    const name = cell(row, 'model');
    const named = parseBackbone(cell(row, 'backbone'));
    // The study is of these; a backbone that joins the table later changes none of its numbers.
    const backbone = COMPARED_BACKBONES.find((one) => one === named);
    const id = { name, revision: 'leaderboard', backbone };
    const cells = rows.flatMap((line): ModelCell[] =>
      cell(line, name) === ''
        ? []
        : [
            {
              model: id,
              task: cell(line, 'task'),
              split: cell(line, 'split'),
              subset: cell(line, 'subset'),
              metric: 'ndcg_at_10',
              setting:
                cell(line, 'query_language') === cell(line, 'document_language')
                  ? 'monolingual'
                  : 'crosslingual',
              queryLanguages: [cell(line, 'query_language')],
              documentLanguages: [cell(line, 'document_language')],
              mainScore: Number(cell(line, name)),
              queryFile: undefined,
            },
          ],
    );
    return {
      ...id,
      card: undefined,
      trainingData: undefined,
      cells,
      family: cell(row, 'backbone'),
      parameters: cell(row, 'parameters') === '' ? null : Number(cell(row, 'parameters')),
      zeroShot: Object.fromEntries(
        Object.entries(row).flatMap(([column, value]) =>
          column.startsWith('zero_shot:') ? [[column.slice(10), value]] : [],
        ),
      ),
    };
  });
}
