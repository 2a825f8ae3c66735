import { basename } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { readQrels } from '../../formats/qrels-file.js';
import { readRun } from '../../formats/run-file.js';
import { scoreRankings, type RankingScores } from '../../metrics/score-rankings.js';
import type { Ranking } from '../../types/ranking.js';
import type { Qrels } from '../../types/text.js';
import type { CommandIo } from '../input/command.js';
import type { ScoreCounts } from '../render/score-data.js';

/** A run as it was given, and what it scores. */
export interface ScoredFile extends RankingScores {
  /** The file's name; where two runs have one name, their paths. */
  readonly name: string;
  readonly counts: ScoreCounts;
  /** The name that the file gives the run: TREC lines do. */
  readonly tag: string | undefined;
}

interface RunsGiven {
  readonly qrels: string;
  readonly run: readonly string[];
  readonly subset: string | undefined;
  readonly split: string | undefined;
  readonly ignoreIdenticalIds: boolean;
  readonly skipFirstResult: boolean;
  readonly complete: boolean;
  readonly relevanceLevel: number;
  readonly depth: number | undefined;
  readonly judgedOnly: boolean;
}

interface WhatToScore {
  readonly cutoffs: readonly number[];
  readonly extraScores: readonly string[];
  readonly measures: readonly string[];
}

/**
 * Reads the judgements once and scores every run against them; files one after the other, so that of two bad ones the
 * same one is named every time.
 * @throws GB_USAGE for one file given twice; what the readers throw
 */
export async function readScoredRuns(
  given: RunsGiven,
  { cutoffs, extraScores, measures }: WhatToScore,
  io: CommandIo,
): Promise<readonly ScoredFile[]> {
  const names = namesOf(given.run);
  const onNote = noteTo(io);
  const qrels = await readQrels(given.qrels, onNote);
  const scored: ScoredFile[] = [];
  for (const [i, path] of given.run.entries()) {
    const { subset, split } = given;
    let tag: string | undefined;
    const onTag = (found: string): void => {
      tag = found;
    };
    const rankings = await readRun(path, { onNote, onTag, subset, split });
    const scores = scoreRankings(rankings, qrels, {
      ...given,
      kValues: cutoffs,
      extraScores,
      measures,
    });
    scored.push({ ...scores, name: names[i] ?? path, counts: count(rankings, qrels), tag });
  }
  return scored;
}

/** What of the judgements and of each run does not meet the other side, on stderr. */
export function sayCounts(runs: readonly ScoredFile[], complete: boolean, io: CommandIo): void {
  for (const { name, counts } of runs) {
    const run = runs.length > 1 ? `the run ${name}` : 'the run';
    if (counts.unjudged_queries > 0)
      io.err(
        `note: ${counts.unjudged_queries} queries of ${run} have no judgements and are left out, as in mteb\n`,
      );
    if (counts.unranked_queries > 0)
      io.err(
        `note: ${counts.unranked_queries} judged queries are not in ${run} and ${complete ? 'count as 0' : 'count nowhere, as in mteb and trec_eval; --complete counts them as 0'}\n`,
      );
  }
}

function namesOf(paths: readonly string[]): string[] {
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined)
    throw new GlottobenchError('GB_USAGE', `the run ${twice} is given twice`, {
      hint: 'a run is compared with another one',
    });
  const names = paths.map((path) => basename(path));
  return names.map((name, i) =>
    names.indexOf(name) === names.lastIndexOf(name) ? name : (paths[i] ?? name),
  );
}

/** Says each kind of oddity of a file once. */
function noteTo(io: CommandIo): (kind: string, message: string) => void {
  const told = new Set<string>();
  return (kind, message) => {
    if (!told.has(kind)) io.err(`note: ${message}\n`);
    told.add(kind);
  };
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
