import type { ArgumentsCamelCase } from 'yargs';
import { GlottobenchError } from '../../base/errors.js';
import { scoreRankings } from '../../metrics/score-rankings.js';
import { ownForms } from '../../scores/own-score.js';
import { DEFAULT_K_VALUES } from '../../scores/table.js';
import { readQrels } from '../../formats/qrels-file.js';
import { readRun } from '../../formats/run-file.js';
import { extraScoreFault } from '../../registry/score-names.js';
import type { Ranking } from '../../types/ranking.js';
import type { Qrels } from '../../types/text.js';
import type { Command, CommandIo } from '../command.js';
import { queryCsv, scoreCsv, scoreJson, type ScoreCounts } from '../render/score-data.js';
import { words } from '../words.js';
import { renderQueries, renderScores } from '../render/score-table.js';

export const score: Command = {
  command: 'score',
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
  ],
  builder: (yargs) =>
    yargs
      .option('qrels', {
        type: 'string',
        demandOption: true,
        requiresArg: true,
        describe:
          'Judgements: TREC (4 columns), a table with a header (query-id, corpus-id, score), JSON {query: {document: grade}}, JSON lines or parquet; packed too',
      })
      .option('run', {
        type: 'string',
        demandOption: true,
        requiresArg: true,
        describe:
          'Ranking: TREC (6 columns), MS MARCO (query, document, rank), a table with a header, JSON {query: {document: score}}, or a predictions file of mteb; packed too',
      })
      .option('subset', {
        type: 'string',
        requiresArg: true,
        describe: 'Which subset of a predictions file of mteb',
      })
      .option('split', {
        type: 'string',
        requiresArg: true,
        describe: 'Which split of a predictions file of mteb',
      })
      .option('ignore-identical-ids', {
        type: 'boolean',
        default: false,
        describe: 'Remove the document whose id is that of the query',
      })
      .option('skip-first-result', {
        type: 'boolean',
        default: false,
        describe: 'Drop the best hit of every query; among equal scores the first of the file',
      })
      .option('k', {
        type: 'string',
        requiresArg: true,
        default: DEFAULT_K_VALUES.join(','),
        describe: 'Cut-offs, comma-separated',
      })
      .option('extra-scores', {
        type: 'string',
        array: true,
        requiresArg: true,
        describe: `Scores beside MTEB's: ${ownForms().join(', ')}`,
      })
      .option('by-query', {
        type: 'boolean',
        default: false,
        describe: 'The values of every query too',
      })
      .option('json', {
        type: 'boolean',
        describe: 'Print JSON; NaN becomes null and is listed under "undefined"',
      })
      .option('csv', { type: 'boolean', describe: 'Print CSV; with --by-query one line per query' })
      .conflicts('json', 'csv'),
  handler: async (argv, io) => {
    const cutoffs = parseCutoffs(single(argv, 'k'));
    const extraScores = checkedExtras(words(argv['extraScores']));
    // one after the other: of two bad files the same one is named every time
    const onNote = noteTo(io);
    const qrels = await readQrels(single(argv, 'qrels'), onNote);
    const rankings = await readRun(single(argv, 'run'), {
      onNote,
      subset: optional(argv, 'subset'),
      split: optional(argv, 'split'),
    });
    const { scores, perQuery } = scoreRankings(rankings, qrels, {
      kValues: cutoffs,
      extraScores,
      ignoreIdenticalIds: argv['ignoreIdenticalIds'] === true,
      skipFirstResult: argv['skipFirstResult'] === true,
    });
    const counts = count(rankings, qrels, perQuery.queries.length);
    const byQuery = argv['byQuery'] === true;
    if (argv['json'] === true) print(io, scoreJson(scores, counts, byQuery ? perQuery : undefined));
    else if (argv['csv'] === true) print(io, byQuery ? queryCsv(perQuery) : scoreCsv(scores));
    else {
      io.out(renderScores(scores, { cutoffs, extraScores }, io.columns));
      if (byQuery)
        io.out(
          renderQueries(
            perQuery,
            cutoffs.findLast((k) => k <= 10) ?? (cutoffs[0] as number),
            io.columns,
          ),
        );
      io.err(`${counts.queries} queries; --json prints all ${Object.keys(scores).length} scores\n`);
    }
    if (counts.unjudged_queries > 0)
      io.err(
        `note: ${counts.unjudged_queries} queries of the run have no judgements and are left out, as in mteb\n`,
      );
    if (counts.unranked_queries > 0)
      io.err(
        `note: ${counts.unranked_queries} judged queries are not in the run and count nowhere, as in mteb\n`,
      );
    return 0;
  },
};

function single(argv: ArgumentsCamelCase<Record<string, unknown>>, name: string): string {
  const value = argv[name];
  if (typeof value !== 'string')
    throw new GlottobenchError('GB_USAGE', `--${name} was given more than once`);
  return value;
}

function optional(
  argv: ArgumentsCamelCase<Record<string, unknown>>,
  name: string,
): string | undefined {
  return argv[name] === undefined ? undefined : single(argv, name);
}

/** Says each kind of oddity of a file once. */
function noteTo(io: CommandIo): (kind: string, message: string) => void {
  const told = new Set<string>();
  return (kind, message) => {
    if (!told.has(kind)) io.err(`note: ${message}\n`);
    told.add(kind);
  };
}

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
function checkedExtras(keys: readonly string[]): string[] {
  for (const key of keys) {
    const fault = extraScoreFault(key);
    if (fault !== undefined) throw new GlottobenchError('GB_USAGE', `--extra-scores: ${fault}`);
  }
  return [...new Set(keys)];
}

function count(rankings: readonly Ranking[], qrels: Qrels, scored: number): ScoreCounts {
  let judged = 0;
  for (const grades of qrels.values()) if (grades.size > 0) judged++;
  return {
    queries: scored,
    unjudged_queries: rankings.length - scored,
    unranked_queries: judged - scored,
  };
}

function print(io: CommandIo, parts: Iterable<string>): void {
  for (const part of parts) io.out(part);
}
