import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageData } from '../../types/page.js';
import { loadBackbones } from '../../analysis/aggregate/backbones.js';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { loadBenchmark } from '../../registry/benchmarks.js';
import { pageData } from '../../report/page/page-data.js';
import { chartFiles, pageHtml } from '../../report/page/page-html.js';
import { shellWord } from '../../report/page/shown.js';
import { formatBytes } from '../../report/quantities.js';
import { checkTasks } from '../input/aggregate-checks.js';
import { command, type CommandIo } from '../input/command.js';
import { COMMON } from '../input/options.js';
import { resultsFolder } from '../input/results-folder.js';

export const report = command({
  describe:
    'One HTML file with charts and tables of a results folder: it opens from disk, asks nothing of a network, and can be sent to others',
  examples: [
    ['glottobench report results --out report.html', 'Every model and task of a run'],
    ['glottobench report results --charts charts', 'The charts for a paper too'],
    [
      'glottobench report results --task BelebeleRetrieval --out belebele.html',
      'One task of a tree',
    ],
  ],
  words: {
    folder: { kind: 'text', describe: 'Results folder [default: results]' },
  },
  options: {
    results: COMMON.results,
    out: { kind: 'text', alias: 'o', fallback: 'report.html', describe: 'File to write' },
    charts: {
      kind: 'text',
      describe:
        'Folder for the charts: SVG in the width of a column and of a page, Vega-Lite specs',
    },
    task: COMMON.task,
    benchmark: COMMON.benchmark,
    metric: COMMON.metric,
    backbones: COMMON.backbones,
    draws: COMMON.draws,
    seed: COMMON.seed,
  },
  handler: async (given, io) => {
    const folder = resultsFolder(given.folder, given.results);
    const benchmark =
      given.benchmark === undefined ? undefined : await loadBenchmark(given.benchmark);
    await checkTasks(given.task ?? [], folder);
    const data = await pageData(
      {
        folder,
        tasks: given.task ?? benchmark?.tasks.map(({ name }) => name),
        metric: given.metric,
        backbones: given.backbones === undefined ? undefined : loadBackbones(given.backbones),
        backbonesFile: given.backbones,
        seed: given.seed,
        draws: given.draws,
      },
      callOf(folder, given),
    );
    for (const warning of data.warnings.slice(0, 20)) io.err(`${warning}\n`);
    await writeFileAtomic(given.out, await pageHtml(data));
    if (given.charts !== undefined) await writeCharts(given.charts, data, io);
    const { size } = await stat(given.out);
    io.err(`${given.out}: ${formatBytes(size)}; open it in a browser\n`);
    return 0;
  },
});

async function writeCharts(folder: string, data: PageData, io: CommandIo): Promise<void> {
  const files = await chartFiles(data);
  for (const { name, text } of files) await writeFileAtomic(join(folder, name), text);
  io.err(`${folder}: ${String(files.length)} files\n`);
}

/** The call, as it is shown on the page. */
function callOf(
  folder: string,
  {
    task,
    benchmark,
    metric,
    backbones,
    out,
  }: Readonly<{
    task: readonly string[] | undefined;
    benchmark: string | undefined;
    metric: string | undefined;
    backbones: string | undefined;
    out: string;
  }>,
): string {
  return [
    'glottobench report',
    shellWord(folder),
    ...(task ?? []).flatMap((name) => ['--task', shellWord(name)]),
    ...(benchmark === undefined ? [] : ['--benchmark', shellWord(benchmark)]),
    ...(metric === undefined ? [] : ['--metric', shellWord(metric)]),
    ...(backbones === undefined ? [] : ['--backbones', shellWord(backbones)]),
    '--out',
    shellWord(out),
  ].join(' ');
}
