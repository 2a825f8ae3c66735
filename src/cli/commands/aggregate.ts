import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import {
  aggregate as aggregateCells,
  DEFAULT_GROUPINGS,
} from '../../analysis/aggregate/aggregate.js';
import { loadBackbones } from '../../analysis/aggregate/backbones.js';
import { taskSides, toCells } from '../../analysis/aggregate/cells.js';
import { diversityTable } from '../../report/diversity-table.js';
import { aggregationCsv } from '../../report/aggregation-csv.js';
import { groupingNames } from '../../analysis/aggregate/dimensions.js';
import { overviewTables } from '../../report/overview-tables.js';
import { typologyTables } from '../../report/typology-table.js';
import { loadResults, type LoadedResults } from '../../analysis/load-results.js';
import { joinedByMteb, keepRevisions } from '../../analysis/model-revisions.js';
import { loadBenchmark } from '../../registry/benchmarks.js';
import type { CellScore } from '../../types/cell-score.js';
import type { Aggregation, Side } from '../../types/generated/aggregation.js';
import { comparable } from '../../results/comparable/comparable.js';
import type { StoredResult } from '../../results/read/results.js';
import type { Grouping } from '../../typology/grouping-types.js';
import { loadResourceClasses } from '../../typology/resource-classes.js';
import { checkMetric, checkTasks } from '../input/aggregate-checks.js';
import type { TableForm } from '../../report/write/write-tables.js';
import { command, type CommandIo } from '../input/command.js';
import { groupingsOf } from '../input/own-groupings.js';
import { resultsFolder } from '../input/results-folder.js';
import { counted } from '../../base/wording.js';
import { describeWarning } from '../../warnings/describe.js';
import { COMMON, formatOf, TABLE_FORMS } from '../input/options.js';
import { showTables } from '../render/tables.js';
import { mtebView } from '../views/mteb.js';

/** More models than this are shown as rows of an overview, fewer in full. */
const FULL_TABLES = 3;

export const aggregate = command({
  describe:
    'Group the scores of a results folder by typology, or compute the MTEB tables of a benchmark',
  examples: [
    ['glottobench aggregate results', 'Every model of a run, by the default groupings'],
    [
      'glottobench aggregate results --by family,seen:xlmr×word-order --task BelebeleRetrieval --csv',
      'Two groupings of one task, as CSV',
    ],
    [
      'glottobench aggregate results --mteb --benchmark "MTEB(Multilingual, v2)"',
      "The leaderboard's means and Borda ranks",
    ],
  ],
  words: {
    folder: {
      kind: 'text',
      describe: 'Results folder, model folder, revision folder or one file [default: results]',
    },
  },
  options: {
    results: COMMON.results,
    by: {
      ...COMMON.by,
      shownFallback: DEFAULT_GROUPINGS.join(','),
      describe: 'Groupings, joined by × for combinations',
    },
    grouping: COMMON.grouping,
    setting: COMMON.setting,
    side: COMMON.side,
    model: COMMON.model,
    task: COMMON.task,
    benchmark: COMMON.benchmark,
    metric: COMMON.metric,
    backbones: {
      ...COMMON.backbones,
      describe: 'CSV with columns model, backbone: whose languages "seen" refers to',
    },
    resourceClasses: {
      kind: 'text',
      describe: 'CSV with columns iso639_3, resource_class (Joshi et al. 2020; not shipped)',
    },
    draws: {
      ...COMMON.draws,
      least: 0,
      most: 1_000_000,
      describe: '0 leaves intervals out; nothing is drawn for them any more',
    },
    seed: COMMON.seed,
    mteb: {
      kind: 'switch',
      describe: 'Means and Borda ranks exactly as Python mteb computes them',
    },
    ...TABLE_FORMS,
    json: {
      ...TABLE_FORMS.json,
      describe: 'Same as --format json (schemas/aggregation.schema.json)',
    },
  },
  epilogue: `groupings:\n${groupingNames()
    .map(({ id, label }) => `  ${id.padEnd(18)} ${label}`)
    .join('\n')}`,
  handler: async (given, io) => {
    const format = formatOf(given);
    const folder = resultsFolder(given.folder, given.results);
    const benchmark =
      given.benchmark === undefined ? undefined : await loadBenchmark(given.benchmark);
    const tasks = given.task ?? benchmark?.tasks.map((task) => task.name);
    await checkTasks(given.task ?? [], folder);
    const loaded = await loadResults(folder, tasks === undefined ? undefined : new Set(tasks));
    for (const warning of loaded.warnings) io.err(`${warning}\n`);
    for (const error of loaded.broken.slice(0, 20))
      io.err(`left out: ${error.place.file ?? ''}: ${error.message}\n`);
    if (loaded.broken.length > 20)
      io.err(`left out: ${String(loaded.broken.length - 20)} more broken files\n`);
    const stored = selectModels(loaded.stored, given.model);
    if (stored.length === 0)
      throw new GlottobenchError('GB_NOT_FOUND', 'there are no results here', {
        file: folder,
        hint: 'a results folder holds <model>/<revision>/<Task>.json',
      });
    if (given.mteb) {
      for (const note of await joinedByMteb(stored)) io.err(`${note}\n`);
      mtebView({ ...loaded, stored }, benchmark, format, io);
    } else {
      const { by, groupings } = groupingsOf(given.grouping, given.by, DEFAULT_GROUPINGS);
      const { kept, notes } = await keepRevisions(stored);
      for (const note of notes) io.err(`${note}\n`);
      const aggregation = aggregationOf({ ...given, by, groupings }, { ...loaded, stored: kept });
      show(aggregation, groupings, format, io);
    }
    return loaded.broken.length === 0 ? 0 : 1;
  },
});

/** The options that say which scores are grouped, and how. */
interface Wishes {
  readonly by: readonly string[];
  readonly groupings: readonly Grouping[];
  readonly setting: readonly string[] | undefined;
  readonly side: Side;
  readonly metric: string | undefined;
  readonly backbones: string | undefined;
  readonly resourceClasses: string | undefined;
  readonly draws: number;
  readonly seed: number;
}

function aggregationOf(wishes: Wishes, loaded: LoadedResults): Aggregation {
  const { by, groupings, side, seed, draws, resourceClasses: classes } = wishes;
  return aggregateCells(toScores(wishes, loaded), {
    by,
    groupings,
    side,
    seed,
    draws,
    resourceClasses: classes === undefined ? undefined : loadResourceClasses(classes),
  });
}

function toScores(
  { metric, backbones: file, setting }: Wishes,
  { stored, tasks }: LoadedResults,
): CellScore[] {
  if (metric !== undefined) checkMetric(metric, stored);
  const backbones = file === undefined ? undefined : loadBackbones(file);
  const cells = toCells(stored, {
    backboneOf: (model) => backbones?.get(model),
    taskOf: (name) => {
      const task = tasks.get(name);
      return task === undefined ? undefined : taskSides(task);
    },
    metric,
  });
  const compared = comparable(cells, { tasks: true });
  return setting === undefined
    ? compared
    : compared.filter((cell) => setting.includes(cell.setting));
}

function show(
  aggregation: Aggregation,
  groupings: readonly Grouping[],
  format: TableForm | 'json',
  io: CommandIo,
): void {
  if (format === 'json') io.out(`${JSON.stringify(aggregation, null, 2)}\n`);
  else if (format === 'csv') io.out(aggregationCsv(aggregation));
  else {
    const models = new Set(
      aggregation.slices.map(({ model }) => JSON.stringify([model.name, model.revision])),
    ).size;
    showTables(
      [
        ...(models > FULL_TABLES
          ? overviewTables(aggregation)
          : typologyTables(aggregation, groupings)),
        diversityTable(aggregation),
      ],
      format,
      io,
    );
  }
  for (const [reason, count] of Object.entries(aggregation.leftOut))
    io.err(`left out: ${counted(count, 'cell')}, ${reason}\n`);
  for (const warning of aggregation.warnings) io.err(`warning: ${describeWarning(warning)}\n`);
}

function selectModels(
  stored: readonly StoredResult[],
  wanted: readonly string[] | undefined,
): readonly StoredResult[] {
  if (wanted === undefined) return stored;
  const names = new Set(stored.map((entry) => entry.model));
  for (const name of wanted) {
    if (stored.some((entry) => isNamed(entry, name))) continue;
    const near = didYouMean(name, names);
    throw new GlottobenchError('GB_MODEL_UNKNOWN', `the results hold no model "${name}"`, {
      hint:
        near.length > 0
          ? `did you mean: ${near.join(', ')}?`
          : `models: ${[...names].slice(0, 10).join(', ')}`,
    });
  }
  return stored.filter((entry) => wanted.some((name) => isNamed(entry, name)));
}

/** `org/name`, or with the beginning of a revision `org/name@revision`. */
function isNamed({ model, revision }: StoredResult, name: string): boolean {
  return (
    name === model ||
    (name.startsWith(`${model}@`) && revision.startsWith(name.slice(model.length + 1)))
  );
}
