import { basename } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { shownText } from '../../base/wording.js';
import { readQrels } from '../../formats/qrels-file.js';
import { readRun } from '../../formats/run-file.js';
import { scoreRankings, type RankingScores } from '../../metrics/score-rankings.js';
import { describeWarning } from '../../warnings/describe.js';
import { WarningList } from '../../warnings/warning-list.js';
import type { Warning } from '../../types/generated/warning.js';
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
  /** What is odd in the judgements and in the run. */
  readonly warnings: readonly Warning[];
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
 * Reads the judgements once and scores every run against them; files one after the other, so that
 * of two bad ones the same one is named every time.
 * @throws GB_USAGE for one file given twice; what the readers throw
 */
export async function readScoredRuns(
  given: RunsGiven,
  { cutoffs, extraScores, measures }: WhatToScore,
): Promise<readonly ScoredFile[]> {
  const names = namesOf(given.run);
  const judged = new WarningList();
  const qrels = await readQrels(given.qrels, (code, example) => judged.add(code, example));
  for (const [query, grades] of qrels)
    if (grades.size > 0 && ![...grades.values()].some((grade) => grade > 0))
      judged.add('without-positive', query);
  const scored: ScoredFile[] = [];
  for (const [i, path] of given.run.entries()) {
    const { subset, split } = given;
    const found = new WarningList();
    let tag: string | undefined;
    const rankings = await readRun(path, {
      onWarning: (code, example) => found.add(code, example),
      onTag: (name) => {
        tag = name;
      },
      subset,
      split,
    });
    const scores = scoreRankings(rankings, qrels, {
      ...given,
      kValues: cutoffs,
      extraScores,
      measures,
    });
    const counts = countMeetings(rankings, qrels, found, given.complete);
    const warnings = [...judged.records(null), ...found.records(null)];
    scored.push({ ...scores, name: names[i] ?? path, counts, warnings, tag });
  }
  return scored;
}

/** Every doubt once, on stderr; of several runs with the run that it is about. */
export function sayWarnings(runs: readonly ScoredFile[], io: CommandIo): void {
  const shared = (warning: Warning): boolean =>
    runs.every(({ warnings }) => warnings.some((one) => isSame(one, warning)));
  for (const warning of runs[0]?.warnings.filter(shared) ?? [])
    io.err(`warning: ${describeWarning(warning)}\n`);
  if (runs.length === 1) return;
  for (const { name, warnings } of runs)
    for (const warning of warnings.filter((one) => !shared(one)))
      io.err(`warning: ${shownText(name)}: ${describeWarning(warning)}\n`);
}

function isSame(a: Warning, b: Warning): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
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

function countMeetings(
  rankings: readonly Ranking[],
  qrels: Qrels,
  found: WarningList,
  complete: boolean,
): ScoreCounts {
  const ranked = new Set(rankings.map(({ query }) => query));
  let [queries, unjudged, unranked] = [0, 0, 0];
  for (const query of ranked) {
    if ((qrels.get(query)?.size ?? 0) > 0) queries++;
    else {
      unjudged++;
      found.add('unjudged-run-query', query);
    }
  }
  for (const [query, grades] of qrels) {
    if (grades.size === 0 || ranked.has(query)) continue;
    unranked++;
    found.add(complete ? 'unranked-query-is-0' : 'unranked-query', query);
  }
  return { queries, unjudged_queries: unjudged, unranked_queries: unranked };
}
