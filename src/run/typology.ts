import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aggregate } from '../analysis/aggregate/aggregate.js';
import { writeFileAtomic } from '../base/atomic-file.js';
import type { CellScore } from '../types/cell-score.js';
import type { Cell } from '../types/cell.js';
import type { ModelPlan, RunPlan } from './plan.js';

type ScoredCell = { readonly cell: Cell; readonly mainScore: number };

/** Finished cells in the form that aggregation reads. */
export function cellScores(
  model: Pick<ModelPlan, 'backbone'>,
  plan: RunPlan,
  cells: readonly ScoredCell[],
): CellScore[] {
  return cells.map(({ cell, mainScore }) => ({
    model: { ...cell.model, backbone: model.backbone },
    task: cell.task,
    split: cell.split,
    subset: cell.subset,
    setting: cell.setting,
    queryLanguages: cell.queryLanguages,
    documentLanguages: cell.documentLanguages,
    metric: plan.tasks.get(cell.task)?.definition.main_score ?? 'main_score',
    mainScore,
  }));
}

/** Groupings of the file beside each result; `glottobench aggregate` makes any other from the result itself. */
const GROUPINGS = ['family', 'genus', 'script-class', 'word-order'] as const;

/** Writes `typology/<Task>.json` below the revision, where mteb's loaders do not look. Returns the paths. */
export async function writeTypology(
  model: ModelPlan,
  plan: RunPlan,
  run: readonly ScoredCell[],
): Promise<string[]> {
  const files: string[] = [];
  const all = [...model.kept, ...run];
  const changed = new Set(run.map(({ cell }) => cell.task));
  for (const task of new Set(all.map(({ cell }) => cell.task))) {
    const cells = cellScores(
      model,
      plan,
      all.filter(({ cell }) => cell.task === task),
    );
    const by = model.backbone === undefined ? GROUPINGS : ['seen', ...GROUPINGS];
    const path = join(model.folder, 'typology', `${task}.json`);
    // A run that was killed between its last score and this file left none.
    if (!changed.has(task) && existsSync(path)) continue;
    await writeFileAtomic(path, `${JSON.stringify(aggregate(cells, { by }), null, 2)}\n`);
    files.push(path);
  }
  return files;
}
