import { GlottobenchError } from '../../base/errors.js';
import { scoreRankings } from '../../metrics/score-rankings.js';
import { ownForms } from '../../scores/own-score.js';
import { askedMeasures } from '../../scores/trec-eval/asked.js';
import { DEFAULT_K_VALUES } from '../../scores/table.js';
import { readQrels } from '../../formats/qrels-file.js';
import { readRun } from '../../formats/run-file.js';
import { extraScoreFault } from '../../registry/score-names.js';
import type { Ranking } from '../../types/ranking.js';
import type { Qrels } from '../../types/text.js';
import { command, type CommandIo } from '../command.js';
import { formatOf, TABLE_CSV_JSON } from '../options.js';
import { queryCsv, scoreCsv, scoreJson, type ScoreCounts } from '../render/score-data.js';
import { trecText } from '../render/trec-text.js';
import { renderQueries, renderScores } from '../render/score-table.js';

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
  ],
  options: {
    qrels: {
      kind: 'text',
      required: true,
      describe:
        'Judgements: TREC (4 columns), a table with a header (query-id, corpus-id, score), JSON {query: {document: grade}}, JSON lines or parquet; packed too',
    },
    run: {
      kind: 'text',
      required: true,
      describe:
        'Ranking: TREC (6 columns), MS MARCO (query, document, rank), a table with a header, JSON {query: {document: score}}, or a predictions file of mteb; packed too',
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
      fallback: DEFAULT_K_VALUES.join(','),
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
    ...TABLE_CSV_JSON,
    json: {
      ...TABLE_CSV_JSON.json,
      describe: 'Same as --format json; NaN becomes null and is listed under "undefined"',
    },
    csv: {
      ...TABLE_CSV_JSON.csv,
      describe: 'Same as --format csv; with --by-query one line per query',
    },
  },
  handler: async (given, io) => {
    const { byQuery, ignoreIdenticalIds, skipFirstResult, complete } = given;
    const format = formatOf(given);
    const measures = checkedMeasures(given, format);
    const cutoffs = parseCutoffs(given.k);
    const extraScores = checkedExtras(given.extraScore ?? []);
    // one after the other: of two bad files the same one is named every time
    const onNote = noteTo(io);
    const qrels = await readQrels(given.qrels, onNote);
    const rankings = await readRun(given.run, {
      onNote,
      subset: given.subset,
      split: given.split,
    });
    const { scores, perQuery } = scoreRankings(rankings, qrels, {
      kValues: cutoffs,
      extraScores,
      ignoreIdenticalIds,
      skipFirstResult,
      measures,
      complete,
      relevanceLevel: given.relevanceLevel,
      depth: given.depth,
      judgedOnly: given.judgedOnly,
    });
    const counts = count(rankings, qrels);
    if (given.compat === 'trec_eval')
      print(io, trecText(measures, scores, byQuery ? perQuery : undefined));
    else if (format === 'json')
      print(io, scoreJson(scores, counts, byQuery ? perQuery : undefined));
    else if (format === 'csv') print(io, byQuery ? queryCsv(perQuery) : scoreCsv(scores));
    else {
      io.out(renderScores(scores, { cutoffs, extraScores }, io.columns));
      if (measures.length > 0) print(io, trecText(measures, scores, undefined));
      if (byQuery)
        io.out(
          renderQueries(
            perQuery,
            cutoffs.findLast((k) => k <= 10) ?? (cutoffs[0] as number),
            io.columns,
          ),
        );
      io.err(
        `${perQuery.queries.length} queries; --json prints all ${Object.keys(scores).length} scores\n`,
      );
    }
    if (counts.unjudged_queries > 0)
      io.err(
        `note: ${counts.unjudged_queries} queries of the run have no judgements and are left out, as in mteb\n`,
      );
    if (counts.unranked_queries > 0)
      io.err(
        `note: ${counts.unranked_queries} judged queries are not in the run and ${complete ? 'count as 0' : 'count nowhere, as in mteb and trec_eval; --complete counts them as 0'}\n`,
      );
    return 0;
  },
});

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
function checkedMeasures(
  given: { readonly measure: readonly string[] | undefined; readonly compat: string | undefined },
  format: string,
): readonly string[] {
  if (given.compat !== undefined && format !== 'table')
    throw new GlottobenchError('GB_USAGE', `--compat ${given.compat} is a form of its own`, {
      hint: `leave out --format ${format}`,
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

function count(rankings: readonly Ranking[], qrels: Qrels): ScoreCounts {
  let judged = 0;
  for (const grades of qrels.values()) if (grades.size > 0) judged++;
  const scored = rankings.filter(({ query }) => (qrels.get(query)?.size ?? 0) > 0).length;
  return {
    queries: scored,
    unjudged_queries: rankings.length - scored,
    unranked_queries: judged - scored,
  };
}

function print(io: CommandIo, parts: Iterable<string>): void {
  for (const part of parts) io.out(part);
}
