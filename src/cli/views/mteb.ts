import type { LoadedResults } from '../../analysis/load-results.js';
import { mtebResults } from '../../analysis/mteb/mteb-results.js';
import { fullTableModel, summaryTableModel } from '../../report/mteb-tables.js';
import type { TableForm } from '../../report/write/write-tables.js';
import { counted } from '../../base/wording.js';
import type { BenchmarkDefinition } from '../../types/generated/benchmark.js';
import type { CommandIo } from '../input/command.js';
import { showTables } from '../render/tables.js';

/**
 * `aggregate --mteb`: the leaderboard's tables of a benchmark, or of all known tasks of the folder.
 */
export function mtebView(
  loaded: LoadedResults,
  benchmark: BenchmarkDefinition | undefined,
  format: TableForm | 'json',
  io: CommandIo,
): void {
  const { tables, tasks, ignoredFolders, missingTasks } = mtebResults(loaded, benchmark);
  if (format === 'json') io.out(`${JSON.stringify(tables, null, 2)}\n`);
  else {
    const table =
      format === 'csv'
        ? fullTableModel(tables.summary, tables.languages)
        : summaryTableModel(
            tables,
            `${benchmark?.name ?? 'all tasks'} · ${counted(tasks, 'task')}`,
          );
    showTables([table], format, io);
  }
  if (ignoredFolders > 0)
    io.err(
      `left out: ${counted(ignoredFolders, 'folder')} without model_meta.json, as mteb does\n`,
    );
  if (missingTasks > 0)
    io.err(
      `warning: ${counted(missingTasks, 'task of the benchmark is', 'tasks of the benchmark are')} in no result; means cover the others\n`,
    );
}
