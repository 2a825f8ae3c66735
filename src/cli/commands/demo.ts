import type { ExposureScore } from '../../analysis/exposure.js';
import { EXPOSURES } from '../../analysis/exposure.js';
import { GlottobenchError } from '../../base/errors.js';
import { bundledFolder } from '../../models/catalog.js';
import { exposureOfRun, heldOutOf } from '../../run/exposure.js';
import type { TableModel } from '../../types/table.js';
import { command } from '../input/command.js';
import { COMMON } from '../input/options.js';
import { joined, right } from '../../report/columns.js';
import { formatScore } from '../../report/format.js';
import type { RunSummary } from '../render/run-summary.js';
import { showTables } from '../render/tables.js';
import { showRun } from '../render/show-run.js';

const TASK = 'UDHRRetrieval';
const CHECKPOINTS = [
  'glottobench/tiny-monolingual',
  'glottobench/tiny-cross-lingual',
  'glottobench/tiny-hybrid',
] as const;
const SETTINGS = [
  ['monolingual', 'mono'],
  ['crosslingual', 'cross'],
  ['multilingual', 'pool'],
] as const;

export const demo = command({
  describe:
    'The embedded default: BM25 and three tiny bundled checkpoints, which differ only in how their training batches were drawn, on the Universal Declaration of Human Rights.',
  examples: [['glottobench demo --out /tmp/demo', 'all cells, written to /tmp/demo']],
  options: {
    out: { kind: 'text', alias: 'o', fallback: 'results', describe: 'Folder to write results to' },
    quiet: COMMON.quiet,
  },
  handler: async ({ out, quiet }, io) => {
    const request = {
      models: ['bm25', ...CHECKPOINTS],
      tasks: [TASK],
      out,
      offline: true,
    };
    io.err(
      `${TASK}: 15 typologically diverse languages, 58 cells, 4 models. It runs for about a minute on two cores.\n`,
    );
    const summary = await showRun(request, io, { json: false, quiet });
    io.out('\n');
    showTables(
      [
        { ...summary.overview(), title: `${TASK} · all cells` },
        await exposureTable(summary),
        ...summary.typology().slice(-1),
      ],
      'table',
      io,
    );
    io.err(`\n${summary.closing().join('\n')}\n${NEXT.replaceAll('OUT', out)}\n`);
    return summary.failed === 0 ? 0 : 1;
  },
});

const NEXT = `next     npx glottobench aggregate OUT --by family,script-class,word-order
         a real model, from the hub (470 MB):
         npx glottobench run -m intfloat/multilingual-e5-small -t UDHRRetrieval --prompt-document "passage: "`;

/**
 * Every score by what training saw: the text is the training text of the bundled checkpoints, so a
 * bare mean would mislead.
 */
async function exposureTable(summary: RunSummary): Promise<TableModel> {
  const folder = bundledFolder(CHECKPOINTS[2]);
  if (folder === undefined)
    throw new GlottobenchError('GB_NOT_FOUND', 'the bundled checkpoints are missing', {
      hint: 'run npm ci again, or see glottobench doctor',
    });
  const heldOut = await heldOutOf(folder);
  const rows: string[][] = [];
  for (const model of summary.models) {
    const scores = await exposureOfRun(
      model.folder,
      summary.cellsOf(model, TASK),
      'ndcg_at_10',
      heldOut,
    );
    for (const exposure of EXPOSURES)
      rows.push([
        model.name.replace(/^.*\//, ''),
        exposure,
        ...columnsOf(scores.filter((score) => score.exposure === exposure)),
      ]);
  }
  const columns = [
    { title: 'model' },
    { title: 'training saw' },
    ...SETTINGS.flatMap(([, label]) => [right(label), joined('cells'), joined('n')]),
  ];
  return {
    title: `${TASK} · nDCG@10 by what the bundled checkpoints saw in training (BM25 was not trained; same split)`,
    columns,
    rows,
    keys: 2,
    remarks: [
      `unseen content: articles ${heldOut.articles.join(', ')}; unseen language: the query's or (not in a pool) the documents' language was held out`,
      'n: queries; one seed is shown; examples/tiny-hybrid/README.md has three, and what may be concluded from them',
    ],
    notes: [],
  };
}

function columnsOf(scores: readonly ExposureScore[]): string[] {
  return SETTINGS.flatMap(([setting]) => {
    const score = scores.find((one) => one.setting === setting);
    return [formatScore(score?.mean), String(score?.cells ?? 0), String(score?.queries ?? 0)];
  });
}
