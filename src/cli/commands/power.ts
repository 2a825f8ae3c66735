import { findModels } from '../../analysis/compare/find-models.js';
import { notesOf, pairScores } from '../../analysis/compare/score-table.js';
import { claimSupport, TYPICAL_PAIRED_DEVIATION } from '../../analysis/power/claim.js';
import { pilotPower } from '../../analysis/power/pilot.js';
import { powerCsv, powerTables } from '../../report/power-tables.js';
import type { TestGoal } from '../../analysis/power/sample-size.js';
import { GlottobenchError } from '../../base/errors.js';
import { loadBenchmark } from '../../registry/benchmarks.js';
import { loadTask } from '../../registry/load-task.js';
import type { Side } from '../../types/generated/aggregation.js';
import type { Claims, Pilot } from '../../types/generated/power.js';
import { knownBackbone } from '../../typology/backbones.js';
import { command, type CommandIo } from '../input/command.js';
import { groupingsOf } from '../input/own-groupings.js';
import { COMMON, formatOf, TABLE_FORMS } from '../input/options.js';
import { showTables } from '../render/tables.js';

const DEFAULT_GROUPINGS = ['seen:all', 'family', 'word-order', 'affixing'];

export const power = command({
  describe:
    'How many questions, languages and families a difference needs; or, before a run, what a set of tasks can say at all',
  examples: [
    [
      'glottobench power -t XQuADRetrieval,BelebeleRetrieval --by word-order,seen:xlmr',
      'Can these tasks support the claim?',
    ],
    [
      'glottobench power --pilot bm25,random --difference 0.02',
      'Sizes from the results of two models',
    ],
  ],
  options: {
    task: { ...COMMON.task, describe: 'Tasks that are to be run' },
    benchmark: { ...COMMON.benchmark, describe: 'All tasks of a benchmark' },
    pilot: { kind: 'names', describe: 'Two models whose results serve as a pilot' },
    results: COMMON.results,
    by: COMMON.by,
    grouping: COMMON.grouping,
    difference: {
      kind: 'number',
      above: 0,
      fallback: 0.02,
      describe: 'Difference to find, in units of the metric',
    },
    power: {
      kind: 'number',
      above: 0.5,
      below: 1,
      fallback: 0.8,
      describe: 'Chance of finding it',
    },
    alpha: {
      kind: 'number',
      above: 0,
      below: 0.5,
      fallback: 0.05,
      describe: 'Two-sided error rate of the test',
    },
    backbone: {
      kind: 'text',
      describe: 'Whose languages "seen" refers to, such as xlmr (docs/typology.md)',
    },
    sd: {
      kind: 'number',
      above: 0,
      describe:
        'Standard deviation over languages of the difference [default: 0.096, measured on Belebele for two backbones]',
    },
    side: COMMON.side,
    ...TABLE_FORMS,
    json: { ...TABLE_FORMS.json, describe: 'Same as --format json (schemas/power.schema.json)' },
    csv: { ...TABLE_FORMS.csv, describe: 'Same as --format csv: one line per group and unit' },
  },
  handler: async (given, io) => {
    const { alpha, power: wanted, difference, pilot } = given;
    const format = formatOf(given);
    const goal = { alpha, power: wanted };
    const found =
      pilot === undefined
        ? { claims: await beforeRun(given, goal) }
        : { pilot: await fromPilot({ ...given, pilot }, difference, goal, io) };
    const analysis = { format: 1, difference, ...goal, ...found } as const;
    if (format === 'json') io.out(`${JSON.stringify(analysis, null, 2)}\n`);
    else if (format === 'csv') io.out(powerCsv(analysis));
    else showTables(powerTables(analysis), format, io);
    return 0;
  },
});

interface PilotWishes {
  readonly pilot: readonly string[];
  readonly results: string | undefined;
  readonly by: readonly string[] | undefined;
  readonly grouping: readonly string[] | undefined;
  readonly side: Side;
  readonly task: readonly string[] | undefined;
  readonly benchmark: string | undefined;
}

async function fromPilot(
  { pilot: names, results = 'results', by: named, grouping, side, task, benchmark }: PilotWishes,
  difference: number,
  goal: TestGoal,
  io: CommandIo,
): Promise<Pilot> {
  if (task !== undefined || benchmark !== undefined)
    throw new GlottobenchError('GB_USAGE', '--pilot takes the tasks that the two models share', {
      hint: 'leave out --task and --benchmark',
    });
  if (names.length !== 2)
    throw new GlottobenchError('GB_USAGE', '--pilot needs two models', {
      hint: 'their difference is what a study would measure: --pilot A,B',
    });
  const { models, warnings } = await findModels(names, { out: results });
  for (const warning of warnings) io.err(`${warning}\n`);
  const { by, groupings } = groupingsOf(grouping, named);
  const table = await pairScores(models, side);
  return {
    models: [...names],
    evidence: table.evidence,
    notes: notesOf(table),
    groups: pilotPower(table, difference, goal, by, groupings),
  };
}

interface ClaimWishes {
  readonly task: readonly string[] | undefined;
  readonly benchmark: string | undefined;
  readonly by: readonly string[] | undefined;
  readonly grouping: readonly string[] | undefined;
  readonly backbone: string | undefined;
  readonly sd: number | undefined;
}

async function beforeRun(
  { task = [], benchmark, by: named, grouping, backbone, sd }: ClaimWishes,
  goal: TestGoal,
): Promise<Claims> {
  const members = benchmark === undefined ? [] : (await loadBenchmark(benchmark)).tasks;
  const names = [...new Set([...task, ...members.map(({ name }) => name)])];
  if (names.length === 0)
    throw new GlottobenchError('GB_USAGE', 'tasks or a pilot are missing', {
      hint: 'glottobench power -t TASK --by seen:xlmr, or glottobench power --pilot A,B',
    });
  const tasks = await Promise.all(names.map((name) => loadTask(name)));
  const { by, groupings } = groupingsOf(grouping, named, DEFAULT_GROUPINGS);
  const support = claimSupport(tasks, by, goal, {
    backbone: backbone === undefined ? undefined : knownBackbone(backbone),
    sd,
    groupings,
  });
  return { tasks: names, sd: sd ?? TYPICAL_PAIRED_DEVIATION, groupings: support };
}
