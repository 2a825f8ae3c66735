import type { LoadedResults } from '../../analysis/load-results.js';
import { toMtebTask } from '../../analysis/mteb/mteb-task.js';
import { fullTableModel, summaryTableModel } from '../../analysis/mteb/mteb-tables.js';
import { benchmarkRows } from '../../analysis/mteb/rows.js';
import { perLanguageTable, summaryTable } from '../../analysis/mteb/tables.js';
import type { BenchmarkDefinition } from '../../types/generated/benchmark.js';
import type { CommandIo } from '../command.js';
import { renderCsv } from '../render/table.js';
import { renderTables } from '../render/tables.js';

/** `aggregate --mteb`: the leaderboard's tables of a benchmark, or of all known tasks of the folder. Folders without model_meta.json are ignored, as mteb does. */
export function mtebView({ stored, tasks }: LoadedResults, benchmark: BenchmarkDefinition | undefined, format: 'json' | 'csv' | 'table', io: CommandIo): void {
  const cuts = new Map(benchmark?.tasks.map((task) => [task.name, task]));
  const wanted = [...tasks.values()].filter((task) => benchmark === undefined || cuts.has(task.name));
  const counted = stored.filter((entry) => entry.meta !== undefined);
  const rows = benchmarkRows(counted, wanted.map((task) => toMtebTask(task, { splits: cuts.get(task.name)?.eval_splits, subsets: cuts.get(task.name)?.hf_subsets })));
  const summary = summaryTable(rows, (name) => tasks.get(name)?.type ?? 'unknown');
  const languages = perLanguageTable(rows);
  if (format === 'json') io.out(`${JSON.stringify({ benchmark: benchmark?.name ?? null, summary, languages }, null, 2)}\n`);
  else if (format === 'csv') io.out(`${renderCsv(fullTableModel(summary, languages))}\n`);
  else io.out(renderTables([summaryTableModel(summary, `${benchmark?.name ?? 'all tasks'} · ${String(new Set(rows.map((row) => row.task)).size)} tasks`)], io.columns));
  const ignored = new Set(stored.filter((entry) => entry.meta === undefined).map((entry) => `${entry.model}@${entry.revision}`));
  if (ignored.size > 0) io.err(`left out: ${String(ignored.size)} folders without model_meta.json, as mteb does\n`);
  const missing = (benchmark?.tasks.length ?? 0) - wanted.length;
  if (missing > 0) io.err(`warning: ${String(missing)} tasks of the benchmark are in no result; means cover the others\n`);
}
