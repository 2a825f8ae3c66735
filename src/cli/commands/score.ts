import { GlottobenchError } from '../../base/errors.js';
import { ownForms } from '../../scores/own-score.js';
import { askedMeasures } from '../../scores/trec-eval/asked.js';
import { DEFAULT_K_VALUES } from '../../scores/table.js';
import { extraScoreFault } from '../../registry/score-names.js';
import { command } from '../input/command.js';
import { COMMON, formatOf, TABLE_FORMS } from '../input/options.js';
import { readScoredRuns, sayWarnings } from '../score/read-runs.js';
import { showOne } from '../score/show-one.js';

/** Cut-off of a comparison that names none: every cut-off is one more test of each measure. */
const COMPARED_CUTOFF = 10;

export const score = command({
  describe:
    "MTEB's scores for anybody's ranking: every key that Python mteb writes for a retrieval subset, with its ties, rounding and NaN",
  examples: [
    [
      'glottobench score --qrels examples/score/qrels.tsv --run examples/score/run.trec',
      'A table of metric × cut-off',
    ],
    [
      'glottobench score --qrels examples/score/qrels.tsv --run examples/score/run.json --by-query --json',
      'All scores, and those of every query, as JSON',
    ],
    [
      'glottobench score --qrels examples/score/qrels.tsv --run examples/score/run.trec --k 1,10 --csv',
      'Two cut-offs, as CSV',
    ],
    [
      'glottobench score --qrels examples/score/qrels.tsv --run examples/score/run.trec --run examples/score/run.json',
      'Two runs: the difference per measure, with its interval and its test',
    ],
  ],
  options: {
    qrels: {
      kind: 'text',
      required: true,
      describe:
        'Judgements: TREC (4 columns), a table with a header (query-id, corpus-id, score), JSON {query: {document: grade}}, JSON lines or parquet; packed too',
    },
    run: {
      kind: 'list',
      required: true,
      describe:
        'Ranking; given several times, the runs are compared measure by measure. Forms: TREC (6 columns), MS MARCO (query, document, rank), a table with a header, JSON {query: {document: score}}, or a predictions file of mteb; packed too',
    },
    subset: { kind: 'text', describe: 'Which subset of a predictions file of mteb' },
    split: { kind: 'text', describe: 'Which split of a predictions file of mteb' },
    ignoreIdenticalIds: {
      kind: 'switch',
      describe: 'Remove the document whose id is that of the query',
    },
    skipFirstResult: {
      kind: 'switch',
      describe: 'Drop the best hit of every query; among equal scores the first of the file',
    },
    k: {
      kind: 'text',
      shownFallback: `${DEFAULT_K_VALUES.join(',')}; of several runs ${String(COMPARED_CUTOFF)}`,
      describe: 'Cut-offs, comma-separated',
    },
    extraScore: {
      kind: 'names',
      describe: `Scores beside MTEB's: ${ownForms().join(', ')}`,
    },
    measure: {
      kind: 'list',
      describe:
        'Measures of trec_eval beside them: P.5,10, gm_map, set_F.0.5, or official, set, all_trec',
    },
    complete: {
      kind: 'switch',
      alias: 'c',
      describe: 'Means over all judged queries; one that the run does not hold counts as 0',
    },
    relevanceLevel: {
      kind: 'count',
      alias: 'l',
      least: 1,
      fallback: 1,
      describe: 'Least grade that is relevant; for nDCG grades stay gains',
    },
    depth: {
      kind: 'count',
      alias: 'M',
      least: 1,
      describe: "Keep so many hits of a query, the first in trec_eval's order",
    },
    judgedOnly: {
      kind: 'switch',
      alias: 'J',
      describe: 'Drop hits without a judgement before anything is computed',
    },
    compat: {
      kind: 'text',
      choices: ['trec_eval'],
      describe: 'Print as trec_eval does: its measures (official unless --measure), nothing else',
    },
    byQuery: { kind: 'switch', alias: 'q', describe: 'The values of every query too' },
    level: { ...COMMON.level, describe: 'Coverage of intervals, of several runs' },
    draws: { ...COMMON.draws, describe: 'Bootstrap resamples, of several runs' },
    seed: { ...COMMON.seed, describe: 'Seed of all draws, of several runs' },
    ...TABLE_FORMS,
    json: {
      ...TABLE_FORMS.json,
      describe:
        'Same as --format json; NaN becomes null and is listed under "undefined" (of several runs: schemas/run-comparison.schema.json)',
    },
    csv: {
      ...TABLE_FORMS.csv,
      describe:
        'Same as --format csv; with --by-query one line per query (of several runs: per query and measure)',
    },
  },
  handler: async (given, io) => {
    const format = formatOf(given);
    const measures = checkedMeasures(given, format);
    const several = given.run.length > 1;
    const cutoffs =
      given.k === undefined
        ? several
          ? [COMPARED_CUTOFF]
          : DEFAULT_K_VALUES
        : parseCutoffs(given.k);
    const extraScores = checkedExtras(given.extraScore ?? []);
    const runs = await readScoredRuns(given, { cutoffs, extraScores, measures });
    const [first] = runs;
    if (several) {
      const { showSeveral } = await import('../score/show-several.js');
      showSeveral(runs, { ...given, format, cutoffs, measures }, io);
    } else if (first !== undefined)
      showOne(first, { ...given, format, cutoffs, extraScores, measures }, io);
    sayWarnings(runs, io);
    return 0;
  },
});

function parseCutoffs(text: string): number[] {
  const values = text.split(',').map((part) => part.trim());
  const wrong = values.find((value) => !/^[1-9]\d{0,8}$/.test(value));
  if (wrong !== undefined)
    throw new GlottobenchError(
      'GB_USAGE',
      `--k needs whole numbers from 1, separated by commas; got "${wrong}"`,
      { hint: 'for example: --k 1,10,100' },
    );
  return [...new Set(values.map(Number))].sort((a, b) => a - b);
}

/** Before any file is read. */
function checkedMeasures(
  given: {
    readonly measure: readonly string[] | undefined;
    readonly compat: string | undefined;
    readonly run: readonly string[];
  },
  format: string,
): readonly string[] {
  if (given.compat !== undefined && format !== 'table')
    throw new GlottobenchError('GB_USAGE', `--compat ${given.compat} is a form of its own`, {
      hint: `leave out --format ${format}`,
    });
  if (given.compat !== undefined && given.run.length > 1)
    throw new GlottobenchError('GB_USAGE', `--compat ${given.compat} prints one run`, {
      hint: 'without it, --measure official compares the runs by its measures',
    });
  const words = given.measure ?? (given.compat === undefined ? [] : ['official']);
  const found = askedMeasures(words);
  if (typeof found === 'string') throw new GlottobenchError('GB_USAGE', `--measure: ${found}`);
  return words;
}

/** Before any file is read. */
function checkedExtras(keys: readonly string[]): string[] {
  for (const key of keys) {
    const fault = extraScoreFault(key);
    if (fault !== undefined) throw new GlottobenchError('GB_USAGE', `--extra-score: ${fault}`);
  }
  return [...new Set(keys)];
}
