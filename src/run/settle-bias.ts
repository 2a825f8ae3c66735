import { compareCodePoints } from '../base/python.js';
import { storedBias, writeBias } from '../results/bias-file.js';
import type { JournalBias, JournalCell, JournalContent } from '../results/write/journal.js';
import type { BiasMacro, BiasMrc, BiasReport, BiasRow } from '../types/generated/bias.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { ModelId } from '../types/encoder.js';
import { MRC_K } from './cell/bias.js';
import { hasAllHits, readPoolHits } from './cell/pool-hits.js';
import { compareRankings } from './pool-comparison.js';

const NOT_COMPARED = 'the run was stopped before the rankings were compared';

/**
 * Brings the rows of a journal into `bias/<Task>.<split>.json` and compares the rankings of all
 * rows, from the files of their hits alone. A report that an earlier run left without a comparison
 * gets it now.
 * @param tasks definitions at hand; the rankings of another task are compared when it is run again
 * @returns the files that were written
 */
export async function settleBias(
  folder: string,
  { cells, facts }: JournalContent,
  tasks: ReadonlyMap<string, TaskDefinition>,
): Promise<string[]> {
  const written: string[] = [];
  for (const place of places(cells, tasks.values())) {
    const stored = await storedBias(folder, place.task, place.split);
    const fresh = cells.filter(
      ({ record, bias }) =>
        bias !== undefined && record.task === place.task && record.split === place.split,
    );
    const report = fresh.reduce<BiasReport | undefined>(
      (known, cell) => withRow(known, cell, facts?.model),
      stored,
    );
    if (report === undefined) continue;
    const definition = tasks.get(place.task);
    const complete = await completed(folder, report, definition, fresh.length > 0);
    if (JSON.stringify(complete) === JSON.stringify(stored)) continue;
    written.push(await writeBias(folder, complete));
  }
  return written;
}

interface Place {
  readonly task: string;
  readonly split: string;
}

function places(cells: readonly JournalCell[], tasks: Iterable<TaskDefinition>): Place[] {
  const all = [
    ...[...tasks].flatMap(({ name, eval_splits }) =>
      eval_splits.map((split) => ({ task: name, split })),
    ),
    ...cells.map(({ record: { task, split } }) => ({ task, split })),
  ];
  return [...new Map(all.map((place) => [JSON.stringify(place), place])).values()];
}

/** Rows of another revision or another pool answer another question: they go. */
function withRow(
  known: BiasReport | undefined,
  cell: JournalCell,
  model: ModelId | undefined,
): BiasReport | undefined {
  const { record, result, bias } = cell;
  if (bias === undefined || model === undefined) return known;
  const { row } = bias;
  const others = isSamePool(known, result.dataset_revision, bias) ? known.rows : [];
  const rows = [...others.filter(({ subset }) => subset !== row.subset), row].sort((a, b) =>
    compareCodePoints(a.subset, b.subset),
  );
  return {
    format: 1,
    task: record.task,
    split: record.split,
    model: { name: model.name, revision: model.revision },
    dataset_revision: result.dataset_revision,
    documents: { ...bias.documents },
    macro: macroOf(rows),
    rows,
    mrc: { k: MRC_K, value: null, reason: NOT_COMPARED, comparisons: 0, left_out: 0, pairs: {} },
  };
}

function isSamePool(
  known: BiasReport | undefined,
  revision: string,
  { documents }: JournalBias,
): known is BiasReport {
  return (
    known?.dataset_revision === revision &&
    JSON.stringify(known.documents) === JSON.stringify(documents)
  );
}

/**
 * The report with its rankings compared, where they were not, or not all from the same kind of
 * file.
 */
async function completed(
  folder: string,
  report: BiasReport,
  definition: TaskDefinition | undefined,
  changed: boolean,
): Promise<BiasReport> {
  if (definition === undefined) return report;
  const { rows } = report;
  const compared = report.mrc.reason !== NOT_COMPARED;
  if (!changed && compared && (await hasAllHits(folder, report))) return report;
  const hits = await readPoolHits(folder, report, definition);
  // An earlier release compared what it held in memory, and kept too little of it to do so again.
  if (!changed && compared && hits.size < rows.length) return report;
  const mrc: BiasMrc = compareRankings(rows, hits, definition);
  return { ...report, mrc };
}

function macroOf(rows: readonly BiasRow[]): BiasMacro {
  const mean = (values: readonly (number | null)[]): number | null =>
    values.some((value) => value === null)
      ? null
      : values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;
  const questions = rows.reduce((sum, { queries }) => sum + queries, 0);
  return {
    query_languages: rows.length,
    rank_distance: mean(rows.map(({ rank_distance }) => rank_distance.value)),
    rank_distance_normalised: mean(rows.map(({ rank_distance }) => rank_distance.normalised)),
    lareqa_map: rows.reduce((sum, row) => sum + row.lareqa_map, 0) / rows.length,
    lareqa_map_pooled: rows.reduce((sum, row) => sum + row.lareqa_map * row.queries, 0) / questions,
  };
}
