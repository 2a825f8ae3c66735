import type { StoredScores } from '../../types/stored-scores.js';
import { mainRevisions } from './main-revisions.js';

/**
 * Keeps one result per model and task out of several revisions.
 * Priority: the registry's revision (+1000), a readable mteb version (+100), a real revision (+10), then the newest version, then the first read.
 * Source: mteb/results/benchmark_results.py `BenchmarkResults.join_revisions`.
 * @param registry model → revision that MTEB's model registry names
 */
export function joinRevisions(stored: readonly StoredScores[], registry: ReadonlyMap<string, string> = mainRevisions()): StoredScores[] {
  const best = new Map<string, StoredScores>();
  for (const candidate of stored) {
    if (Object.keys(candidate.result.scores).length === 0) continue;
    const key = `${candidate.model}\0${candidate.result.task_name}`;
    const known = best.get(key);
    if (known === undefined || isBetter(candidate, known, registry)) best.set(key, candidate);
  }
  const order = (a: StoredScores, b: StoredScores): number => compare(a.model, b.model) || compare(a.revision, b.revision) || compare(a.result.task_name, b.result.task_name);
  return [...best.values()].sort(order);
}

/** As `joinRevisions`, with the revisions of a model named together, so that its tasks form one column of a table. */
export function oneRevisionPerModel(stored: readonly StoredScores[]): StoredScores[] {
  const joined = joinRevisions(stored);
  const revisions = new Map<string, string[]>();
  for (const { model, revision } of joined) {
    const known = revisions.get(model) ?? [];
    if (!known.includes(revision)) revisions.set(model, [...known, revision]);
  }
  return joined.map((entry) => ({ ...entry, revision: revisions.get(entry.model)?.join(' + ') ?? entry.revision }));
}

function isBetter(a: StoredScores, b: StoredScores, registry: ReadonlyMap<string, string>): boolean {
  const difference = priority(a, registry) - priority(b, registry);
  if (difference !== 0) return difference > 0;
  const [x, y] = [parseVersion(a.result.mteb_version), parseVersion(b.result.mteb_version)];
  return x !== undefined && y !== undefined && compareVersions(x, y) > 0;
}

function priority(stored: StoredScores, registry: ReadonlyMap<string, string>): number {
  const main = registry.get(stored.model) === stored.revision ? 1000 : 0;
  const version = parseVersion(stored.result.mteb_version) === undefined ? 0 : 100;
  return main + version + (stored.revision === 'external' || stored.revision === 'no_revision_available' ? 0 : 10);
}

/** Release numbers, then the number of the development release (Infinity for a final one). Ranges and anything else are undefined. */
function parseVersion(version: string | null | undefined): number[] | undefined {
  const found = /^v?(\d+(?:\.\d+)*)(?:\.?dev(\d+))?$/.exec(version?.trim() ?? '');
  if (found === null) return undefined;
  const release = (found[1] ?? '').split('.').map(Number);
  while (release.length < 4) release.push(0);
  return [...release, found[2] === undefined ? Infinity : Number(found[2])];
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
