import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { GlottobenchError } from '../../base/errors.js';
import type { MovedScore, SubmissionProblem } from '../../types/generated/submission.js';
import type { TaskResult } from '../../types/generated/task-result.js';
import { modelFolder } from '../layout.js';
import { readResults, type StoredResult } from '../read/results.js';
import { problem } from './rules.js';

interface ClonedResults {
  readonly problems: readonly SubmissionProblem[];
  /** Every (split, subset) of the tasks, as the reviewers' table has it. */
  readonly comparison: readonly MovedScore[];
}

/** The largest move of a main score that the repository's test lets through. */
const MOST = 0.001;
const ROUNDING = 1e-9;

/**
 * What a clone of the results repository says against the new files.
 * @throws GB_NOT_FOUND where the folder is no clone of it
 */
export async function compareWithClone(
  clone: string,
  submitted: readonly StoredResult[],
): Promise<ClonedResults> {
  const tree = join(clone, 'results');
  if (!existsSync(tree))
    throw new GlottobenchError('GB_NOT_FOUND', 'this is no clone of the results repository', {
      file: clone,
      hint: 'it holds a folder results/',
    });
  const [first] = submitted;
  const folder = join(tree, modelFolder(first?.model ?? ''));
  const tasks = new Set(submitted.map(({ result }) => result.task_name));
  const stored: StoredResult[] = [];
  if (existsSync(folder)) for await (const one of readResults(folder, { tasks })) stored.push(one);
  const problems: SubmissionProblem[] = [];
  const comparison: MovedScore[] = [];
  for (const { result, revision, model } of submitted) {
    const file = `${modelFolder(model)}/${revision}/${result.task_name}.json`;
    const namesakes = stored.filter((one) => one.result.task_name === result.task_name);
    for (const other of namesakes.filter((one) => one.revision !== revision))
      problems.push(
        problem(
          'two-revisions',
          file,
          `the repository has the task under revision ${other.revision}`,
        ),
      );
    const old = namesakes.find((one) => one.revision === revision);
    comparison.push(...scoresOf(result, old?.result));
    if (old !== undefined) problems.push(...lostIn(old.result, result, file));
  }
  for (const { task, split, subset, before, after } of comparison)
    if (before !== null && after !== null && Math.abs(after - before) > MOST + ROUNDING)
      problems.push(
        problem(
          'score-moved',
          `${modelFolder(first?.model ?? '')}/${first?.revision ?? ''}/${task}.json`,
          `${split}/${subset}: ${String(before)} becomes ${String(after)}`,
        ),
      );
  return { problems, comparison };
}

type Entry = TaskResult['scores'][string][number];

function entriesOf(result: TaskResult | undefined): Map<string, Entry & { split: string }> {
  const entries = Object.entries(result?.scores ?? {}).flatMap(([split, own]) =>
    own.map((entry) => [JSON.stringify([split, entry.hf_subset]), { ...entry, split }] as const),
  );
  return new Map(entries);
}

function scoresOf(result: TaskResult, old: TaskResult | undefined): MovedScore[] {
  const [now, before] = [entriesOf(result), entriesOf(old)];
  return [...new Set([...before.keys(), ...now.keys()])].map((key) => {
    const [split = '', subset = ''] = JSON.parse(key) as string[];
    return {
      task: result.task_name,
      split,
      subset,
      before: before.get(key)?.main_score ?? null,
      after: now.get(key)?.main_score ?? null,
    };
  });
}

function lostIn(old: TaskResult, result: TaskResult, file: string): SubmissionProblem[] {
  const now = entriesOf(result);
  return [...entriesOf(old)].flatMap(([key, { split, hf_subset: subset, languages }]) => {
    const entry = now.get(key);
    if (entry === undefined)
      return [problem('nothing-lost', file, `${split}/${subset} is in the repository`)];
    const gone = languages.filter((language) => !entry.languages.includes(language));
    return gone.length === 0
      ? []
      : [problem('nothing-lost', file, `${split}/${subset} lacks ${gone.join(', ')}`)];
  });
}

/** The table that reviewers ask for, in Markdown. */
export function comparisonMarkdown(comparison: readonly MovedScore[]): string {
  const text = (score: number | null): string => (score === null ? '–' : String(score));
  const rows = comparison.map(({ task, split, subset, before, after }) => {
    const moved = before === null || after === null ? '' : (after - before).toFixed(6);
    return `| ${task} | ${split} | ${subset} | ${text(before)} | ${text(after)} | ${moved} |\n`;
  });
  return `| task | split | subset | repository | this submission | moved |\n| --- | --- | --- | --- | --- | --- |\n${rows.join('')}`;
}
