import { GlottobenchError, type Issue } from '../../base/errors.js';
import { validateAgainst } from '../../base/validate.js';
import type { SubsetScores, TaskResult } from '../../types/generated/task-result.js';
import { findScore } from '../../scores/keys.js';
import { pointerStep } from '../finding.js';
import type { TaskFacts, TaskLookup } from '../task-facts.js';
import { readDocument, type JsonDocument } from './document.js';
import { convertLegacy, currentTaskName } from './legacy.js';

const SCHEMA = 'task-result.schema.json';

/** A result as it lies on disk and as it is used. */
export interface LoadedResult {
  readonly document: JsonDocument;
  /** In today's layout, times as numbers, every entry with a version where one is known. */
  readonly result: TaskResult;
  /** The layout before mteb 1.11 was converted. */
  readonly legacy: boolean;
  /** The definition of the task, where the lookup has it. */
  readonly facts: TaskFacts | undefined;
}

/**
 * Reads one result file of any age as leniently as mteb's `TaskResult.from_disk`; a null main score
 * becomes NaN.
 * @param lookup task definitions; a file from before mteb 1.11 does not name its main metric or its
 * languages
 * @throws GB_NOT_FOUND without the file; GB_RESULT_INVALID with every fault when it is broken as a
 * file
 */
export async function readTaskResult(file: string, lookup?: TaskLookup): Promise<LoadedResult> {
  return await toTaskResult(readDocument(file), lookup);
}

/** As `readTaskResult`, from a document that was read already. */
async function toTaskResult(document: JsonDocument, lookup?: TaskLookup): Promise<LoadedResult> {
  const { file, value } = document;
  const legacy = isLegacy(value);
  if (!legacy) nullMainScoresToNaN(value);
  const issues = validateAgainst(SCHEMA, value, legacy ? '#/$defs/legacy' : '');
  if (!legacy) issues.push(...scoreIssues(value));
  if (issues.length > 0) throw broken(file, issues);
  const name = legacy
    ? currentTaskName(String(value['mteb_dataset_name']))
    : (value as TaskResult).task_name;
  const facts = await lookup?.(name, file);
  const result = legacy ? convertLegacy(value, facts) : normalize(value as TaskResult);
  return { document, result, legacy, facts };
}

function broken(file: string, issues: readonly Issue[]): GlottobenchError {
  const first = issues[0];
  return new GlottobenchError(
    'GB_RESULT_INVALID',
    issues.length === 1 ? (first?.message ?? '') : `${issues.length} faults`,
    { file, pointer: first?.pointer, issues },
  );
}

function isLegacy(value: unknown): value is Record<string, unknown> {
  return isObject(value) && 'mteb_dataset_name' in value && !('scores' in value);
}

/** mteb loads a null main score and fails when it is used; NaN says the same and keeps the type. */
function nullMainScoresToNaN(value: unknown): void {
  const scores = (value as { scores?: unknown } | null)?.scores;
  for (const entries of isObject(scores) ? Object.values(scores) : []) {
    for (const entry of Array.isArray(entries) ? (entries as unknown[]) : []) {
      if (isObject(entry) && entry['main_score'] === null) entry['main_score'] = NaN;
    }
  }
}

/** A score that we know is a number, or null. */
function scoreIssues(value: unknown): Issue[] {
  const splits = (value as { scores?: unknown } | null)?.scores;
  return Object.entries(isObject(splits) ? splits : {}).flatMap(([split, entries]) =>
    (Array.isArray(entries) ? (entries as unknown[]) : []).flatMap((entry, i) =>
      Object.entries(isObject(entry) ? entry : {}).flatMap(([key, score]) =>
        typeof score === 'number' || score === null || findScore(key) === undefined
          ? []
          : [
              {
                pointer: `/scores${pointerStep(split)}/${String(i)}${pointerStep(key)}`,
                message: 'must be number,null',
              },
            ],
      ),
    ),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function normalize(raw: TaskResult): TaskResult {
  const version = raw.mteb_version;
  if (version !== null)
    for (const entries of Object.values(raw.scores))
      entries.forEach((entry) => backfill(entry, version));
  return {
    dataset_revision: raw.dataset_revision,
    task_name: raw.task_name,
    mteb_version: version,
    scores: raw.scores,
    evaluation_time: raw.evaluation_time,
    kg_co2_emissions: raw.kg_co2_emissions ?? null,
    date: toSeconds(raw.date),
    evaluation_phases: raw.evaluation_phases ?? null,
  };
}

// In place: the entry was parsed just for this result, and a tree holds a hundred thousand of them.
function backfill(entry: SubsetScores, version: string): void {
  entry.mteb_version ??= version;
}

/** Seconds since the epoch; a text without a time zone counts as UTC. */
function toSeconds(date: TaskResult['date']): number | null {
  if (typeof date !== 'string') return date ?? null;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(date) ? date : `${date}Z`;
  const milliseconds = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000;
}
