import { compareVersions, isVersion } from '../../results/mteb-version.js';
import type { StoredScores } from '../../types/stored-scores.js';
import { mainRevisions } from './main-revisions.js';

/**
 * Keeps one result per model and task out of several revisions.
 * Priority: the registry's revision (+1000), a readable mteb version (+100), a real revision (+10),
 * then the newest version, then the first read. Source: mteb/results/benchmark_results.py
 * `BenchmarkResults.join_revisions`.
 * @param registry model → revision that MTEB's model registry names
 */
export function joinRevisions(
  stored: readonly StoredScores[],
  registry: ReadonlyMap<string, string> = mainRevisions(),
): StoredScores[] {
  const best = new Map<string, StoredScores>();
  for (const candidate of stored) {
    if (Object.keys(candidate.result.scores).length === 0) continue;
    const key = `${candidate.model}\0${candidate.result.task_name}`;
    const known = best.get(key);
    if (known === undefined || isBetter(candidate, known, registry)) best.set(key, candidate);
  }
  const order = (a: StoredScores, b: StoredScores): number =>
    compare(a.model, b.model) ||
    compare(a.revision, b.revision) ||
    compare(a.result.task_name, b.result.task_name);
  return [...best.values()].sort(order);
}

/**
 * As `joinRevisions`, with the revisions of a model named together, so that its tasks form one
 * column of a table.
 */
export function oneRevisionPerModel(stored: readonly StoredScores[]): StoredScores[] {
  const joined = joinRevisions(stored);
  const revisions = new Map<string, string[]>();
  for (const { model, revision } of joined) {
    const known = revisions.get(model) ?? [];
    if (!known.includes(revision)) revisions.set(model, [...known, revision]);
  }
  return joined.map((entry) => ({
    ...entry,
    revision: revisions.get(entry.model)?.join(' + ') ?? entry.revision,
  }));
}

function isBetter(
  a: StoredScores,
  b: StoredScores,
  registry: ReadonlyMap<string, string>,
): boolean {
  const difference = priority(a, registry) - priority(b, registry);
  if (difference !== 0) return difference > 0;
  return (compareVersions(a.result.mteb_version ?? '', b.result.mteb_version ?? '') ?? 0) > 0;
}

function priority(stored: StoredScores, registry: ReadonlyMap<string, string>): number {
  const main = registry.get(stored.model) === stored.revision ? 1000 : 0;
  const version = isVersion(stored.result.mteb_version ?? '') ? 100 : 0;
  return (
    main +
    version +
    (stored.revision === 'external' || stored.revision === 'no_revision_available' ? 0 : 10)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
