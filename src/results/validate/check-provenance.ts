import { pointerStep, type Finding } from '../finding.js';
import { compareVersions, splitRange, versionRange } from '../mteb-version.js';
import type { LoadedResult } from '../read/task-result.js';

const DAY = 86_400;

/** Versions and times: what cannot have been. */
export function* checkProvenance(
  loaded: LoadedResult,
  now = Date.now() / 1000,
): Generator<Finding> {
  yield* checkVersions(loaded);
  const { result } = loaded;
  for (const key of ['evaluation_time', 'kg_co2_emissions'] as const) {
    const value = result[key];
    if (typeof value === 'number' && value < 0)
      yield { kind: 'value-range', pointer: pointerStep(key), message: `${value} is negative` };
  }
  if (typeof result.date === 'number' && (result.date < 0 || result.date > now + DAY)) {
    const year = new Date(result.date * 1000).getUTCFullYear();
    yield {
      kind: 'value-range',
      pointer: '/date',
      message: `${result.date} ${Number.isNaN(year) ? 'is no time' : `is in the year ${year}`}; seconds since 1970 are meant`,
    };
  }
  for (const [i, phase] of (result.evaluation_phases ?? []).entries()) {
    if (phase.start < 0 || phase.end < phase.start)
      yield {
        kind: 'value-range',
        pointer: `/evaluation_phases/${i}`,
        message: `${phase.name} lasts from ${phase.start} to ${phase.end}`,
      };
  }
}

function* checkVersions({ result, legacy }: LoadedResult): Generator<Finding> {
  const version = result.mteb_version;
  if (version === null || splitRange(version) === undefined) {
    yield {
      kind: 'mteb-version',
      pointer: legacy ? '' : '/mteb_version',
      message:
        version === null
          ? 'no version: nobody can tell which rules made these scores'
          : `"${version}" is no version and no range of two`,
    };
    return;
  }
  const [oldest, newest] = splitRange(version) ?? [version, version];
  if ((compareVersions(oldest, newest) ?? 0) > 0)
    yield {
      kind: 'mteb-version',
      pointer: '/mteb_version',
      message: `${version}: a range runs from the oldest to the newest version`,
    };
  const entries = Object.entries(result.scores).flatMap(([split, list]) =>
    list.map(
      (entry, i) => [`/scores${pointerStep(split)}/${i}/mteb_version`, entry.mteb_version] as const,
    ),
  );
  for (const [pointer, own] of legacy ? [] : entries) {
    if (own !== undefined && splitRange(own) === undefined)
      yield { kind: 'mteb-version', pointer, message: `"${own}" is no version` };
  }
  const range = versionRange(entries.flatMap(([, own]) => own ?? []));
  if (range !== null && range !== version)
    yield {
      kind: 'mteb-version',
      pointer: '/mteb_version',
      message: `${version}, but the subsets say ${range}`,
    };
}
