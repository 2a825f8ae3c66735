import { writeFileAtomic } from '../../base/atomic-file.js';
import { GlottobenchError } from '../../base/errors.js';
import { compareCodePoints } from '../../base/python.js';
import { validateAgainst } from '../../base/validate.js';
import type { ManifestCell, RunManifest } from '../../types/generated/run-manifest.js';
import { MANIFEST_SCHEMA, manifestPath, readManifest } from '../read/run-manifest.js';
import { withUnequalQuestions } from './unequal-questions.js';

/** What a run states about itself; cells and times are added while it goes on. */
export type RunFacts = Omit<
  RunManifest,
  'manifest_version' | 'node' | 'platform' | 'started' | 'updated' | 'cells'
>;

/**
 * Writes the manifest of a run: today's facts, and the cells of all runs into this folder.
 * @param finished cells that ended since the last call; one that was recorded before is replaced
 */
export async function updateManifest(
  folder: string,
  facts: RunFacts,
  finished: readonly ManifestCell[],
  now = new Date(),
): Promise<RunManifest> {
  const stored = await readManifest(folder);
  const cells = new Map(
    [...(stored?.cells ?? []), ...finished].map((cell) => [
      JSON.stringify([cell.task, cell.split, cell.subset]),
      cell,
    ]),
  );
  const manifest = manifestOf(
    facts,
    withUnequalQuestions([...cells.values()].sort(byCell)),
    stored,
    now,
  );
  check(manifest, manifestPath(folder));
  await writeFileAtomic(manifestPath(folder), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** @throws GB_RESULT_INVALID when facts or cells do not fit into a manifest */
export function checkManifest(facts: RunFacts, cells: readonly ManifestCell[], file: string): void {
  const now = new Date();
  check(manifestOf(facts, cells, undefined, now), file);
}

function manifestOf(
  facts: RunFacts,
  cells: readonly ManifestCell[],
  stored: Pick<RunManifest, 'started' | 'tasks' | 'task_prompts'> | undefined,
  now: Date,
): RunManifest {
  return {
    manifest_version: 1,
    glottobench: facts.glottobench,
    node: process.versions.node,
    onnxruntime: facts.onnxruntime,
    platform: `${process.platform}-${process.arch}`,
    model: facts.model,
    prompts: facts.prompts,
    ...taskPrompts(stored?.task_prompts, facts.task_prompts),
    pooling: facts.pooling,
    precision: facts.precision,
    ...(facts.provider !== undefined && { provider: facts.provider }),
    ...(facts.fidelity !== undefined && { fidelity: facts.fidelity }),
    ...(facts.card === undefined ? {} : { card: facts.card }),
    ...definitions(stored?.tasks, facts.tasks),
    config: facts.config,
    started: stored?.started ?? now.toISOString(),
    updated: now.toISOString(),
    cells: [...cells],
  };
}

function check(manifest: RunManifest, file: string): void {
  const issues = validateAgainst(MANIFEST_SCHEMA, manifest);
  if (issues.length > 0)
    throw new GlottobenchError(
      'GB_RESULT_INVALID',
      'the manifest does not match its schema; nothing was written',
      { file, issues },
    );
}

/** By name, so that the order does not tell in how many runs the cells were made. */
function byCell(a: ManifestCell, b: ManifestCell): number {
  return (
    compareCodePoints(a.task, b.task) ||
    compareCodePoints(a.split, b.split) ||
    compareCodePoints(a.subset, b.subset)
  );
}

/**
 * The definitions of all runs into the folder, by name; a later one takes the place of an earlier
 * one.
 */
function definitions(
  stored: RunManifest['tasks'],
  added: RunManifest['tasks'],
): Pick<RunManifest, 'tasks'> {
  const all = merged(stored, added);
  return all === undefined ? {} : { tasks: all };
}

/** The same of prompts. */
function taskPrompts(
  stored: RunManifest['task_prompts'],
  added: RunManifest['task_prompts'],
): Pick<RunManifest, 'task_prompts'> {
  const all = merged(stored, added);
  return all === undefined ? {} : { task_prompts: all };
}

type ByTask<T> = Readonly<Record<string, T>>;

function merged<T>(
  stored: ByTask<T> | undefined,
  added: ByTask<T> | undefined,
): Record<string, T> | undefined {
  const all = Object.entries({ ...stored, ...added }).sort(([a], [b]) => compareCodePoints(a, b));
  return all.length === 0 ? undefined : Object.fromEntries(all);
}
