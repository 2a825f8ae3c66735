/**
 * The release of Python mteb whose scores and files glottobench reproduces; written as
 * `mteb_version`.
 */
export const MTEB_VERSION = '2.26.24';

interface Version {
  readonly release: readonly number[];
  /** Rank among releases with the same numbers: development < a < b < rc < final < post. */
  readonly stage: readonly [phase: number, number: number, post: number, dev: number];
}

const PATTERN =
  /^v?(\d+(?:\.\d+)*)(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\d*))?(?:[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+[a-z0-9.]+)?$/i;
const PRE_RELEASES: Readonly<Record<string, number>> = {
  a: 1,
  alpha: 1,
  b: 2,
  beta: 2,
  c: 3,
  rc: 3,
  pre: 3,
  preview: 3,
};

/** Reads one version (PEP 440, without epochs); undefined when it is none. */
function parseVersion(text: string): Version | undefined {
  const found = PATTERN.exec(text.trim());
  if (found === null) return undefined;
  const [, release = '', pre, preNumber, post, dev] = found;
  const isPre = pre !== undefined;
  // PEP 440: 1.0.dev1 comes before 1.0a1, but 1.0a1.dev1 before 1.0a1 only.
  const phase = isPre
    ? (PRE_RELEASES[pre.toLowerCase()] ?? 3)
    : dev !== undefined && post === undefined
      ? 0
      : 4;
  return {
    release: release.split('.').map(Number),
    stage: [
      phase,
      Number(preNumber || 0),
      post === undefined ? -1 : Number(post || 0),
      dev === undefined ? Infinity : Number(dev || 0),
    ],
  };
}

/** Whether this is one version by PEP 440; a range is none. */
export function isVersion(text: string): boolean {
  return parseVersion(text) !== undefined;
}

/** Order of two versions by PEP 440; undefined when one of them is no version. */
export function compareVersions(a: string, b: string): number | undefined {
  const x = parseVersion(a);
  const y = parseVersion(b);
  if (x === undefined || y === undefined) return undefined;
  for (let i = 0; i < Math.max(x.release.length, y.release.length); i++) {
    const difference = (x.release[i] ?? 0) - (y.release[i] ?? 0);
    if (difference !== 0) return difference;
  }
  for (const [i, part] of x.stage.entries()) {
    const other = y.stage[i] ?? 0;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}

/**
 * Oldest and newest of `mteb_version`, which is one version or `oldest-newest`; undefined when it
 * is neither.
 */
export function splitRange(text: string): readonly [oldest: string, newest: string] | undefined {
  if (parseVersion(text) !== undefined) return [text, text];
  const [oldest = '', newest = '', ...rest] = text.split('-');
  return rest.length === 0 &&
    parseVersion(oldest) !== undefined &&
    parseVersion(newest) !== undefined
    ? [oldest, newest]
    : undefined;
}

/**
 * The top-level `mteb_version` from those of the subsets: the common one, or `oldest-newest`; null
 * without any. Source: mteb/results/task_result.py `_compute_top_level_mteb_version`.
 */
export function versionRange(versions: Iterable<string>): string | null {
  const known = [...new Set(versions)].filter((version) => parseVersion(version) !== undefined);
  const sorted = known.sort((a, b) => compareVersions(a, b) ?? 0);
  const oldest = sorted[0];
  const newest = sorted.at(-1);
  if (oldest === undefined || newest === undefined) return null;
  return compareVersions(oldest, newest) === 0 ? oldest : `${oldest}-${newest}`;
}
