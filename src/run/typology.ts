import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aggregate } from '../analysis/aggregate/aggregate.js';
import { writeFileAtomic } from '../base/atomic-file.js';
import type { CellScore } from '../types/cell-score.js';
import type { Warning } from '../types/generated/warning.js';
import { readCellWarnings } from '../results/read/cell-warnings.js';
import type { Cell } from '../types/cell.js';
import { readText } from '../base/json.js';
import { readExisting } from '../results/write/existing.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { ModelPlan, RunPlan } from './plan.js';
import { subsetByName } from './resolve.js';

interface ScoredCell {
  readonly cell: Cell;
  readonly mainScore: number;
  readonly warnings: readonly Warning[];
}

/** Finished cells in the form that aggregation reads. */
function cellScores(
  model: Pick<ModelPlan, 'backbone'>,
  plan: RunPlan,
  cells: readonly ScoredCell[],
): CellScore[] {
  return cells.map(({ cell, mainScore, warnings }) => ({
    model: { ...cell.model, backbone: model.backbone },
    task: cell.task,
    split: cell.split,
    subset: cell.subset,
    setting: cell.setting,
    queryLanguages: cell.queryLanguages,
    documentLanguages: cell.documentLanguages,
    metric: plan.tasks.get(cell.task)?.definition.main_score ?? 'main_score',
    mainScore,
    warnings,
  }));
}

/**
 * Groupings of the file beside each result; `glottobench aggregate` makes any other from the result
 * itself.
 */
const GROUPINGS = ['family', 'genus', 'script-class', 'word-order'] as const;

/**
 * Writes `typology/<Task>.json` below the revision, where mteb's loaders do not look: of all cells
 * that the result file holds, in however many runs they came. @returns the files that are new
 */
export async function writeTypology(model: ModelPlan, plan: RunPlan): Promise<string[]> {
  const files: string[] = [];
  for (const { definition } of plan.tasks.values()) {
    const cells = await storedCells(model, definition);
    if (cells.length === 0) continue;
    const by = model.backbone === undefined ? GROUPINGS : ['seen', ...GROUPINGS];
    const path = join(model.folder, 'typology', `${definition.name}.json`);
    const text = `${JSON.stringify(aggregate(cellScores(model, plan, cells), { by }), null, 2)}\n`;
    if (existsSync(path) && (await readText(path)) === text) continue;
    await writeFileAtomic(path, text);
    files.push(path);
  }
  return files;
}

async function storedCells(model: ModelPlan, definition: TaskDefinition): Promise<ScoredCell[]> {
  const { mainScores } = await readExisting(model.folder, definition);
  const warningsOf = await readCellWarnings(model.folder);
  const cells: ScoredCell[] = [];
  for (const [split, subsets] of mainScores) {
    for (const [name, mainScore] of subsets) {
      const subset = await subsetByName(definition, name);
      if (subset === undefined) continue;
      const { setting, queryLanguages, documentLanguages } = subset;
      const sides = { setting, queryLanguages, documentLanguages };
      const cell = { model: model.id, task: definition.name, split, subset: name, ...sides };
      cells.push({ cell, mainScore, warnings: warningsOf(cell) });
    }
  }
  return cells;
}
