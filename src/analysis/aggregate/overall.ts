import type { CellScore } from '../../types/cell-score.js';
import type { Estimate, OverallScores } from '../../types/generated/aggregation.js';
import { lineage } from '../../typology/facts.js';
import { clusterInterval, type BootstrapOptions, type Cluster } from './interval.js';
import { familyMeans, orNull, type FamilyMean } from './macro.js';
import { mean } from '../../metrics/arithmetic/mean.js';
import type { Unit } from './units.js';

/** MTEB's way: mean over tasks of the plain mean over split × subset. */
function mtebMean(cells: readonly CellScore[]): number {
  const tasks = new Map<string, number[]>();
  for (const cell of cells) {
    const values = tasks.get(cell.task);
    if (values === undefined) tasks.set(cell.task, [cell.mainScore]);
    else values.push(cell.mainScore);
  }
  return mean([...tasks.keys()].sort().map((task) => mean(tasks.get(task) ?? [])));
}

/** Scripts of one language averaged: member → score. Units without a language are left out. */
function memberScores(units: readonly Unit[]): Map<string, number> {
  const scores = new Map<string, number[]>();
  for (const unit of units) {
    if (unit.language === undefined) continue;
    const values = scores.get(unit.member);
    if (values === undefined) scores.set(unit.member, [unit.score]);
    else values.push(unit.score);
  }
  return new Map([...scores].map(([member, values]) => [member, mean(values)]));
}

/**
 * The averages that weigh languages differently, side by side. `units` are those of one side (not
 * pairs), romanised ones left out.
 */
export function overallScores(
  cells: readonly CellScore[],
  units: readonly Unit[],
  options: BootstrapOptions,
): OverallScores {
  const scores = memberScores(units);
  const families = familyMeans(scores);
  const codes = [...scores.keys()].sort();
  const genera = new Set(
    codes.map((code) => `${lineage(code).family ?? ''}/${lineage(code).genus}`),
  );
  return {
    mtebMean: orNull(mtebMean(cells)),
    languageMean: estimate(languageClusters(scores), options),
    genusFamilyMean: estimate(
      families.map((entry) => ({ name: entry.family, numerator: entry.mean, denominator: 1 })),
      options,
    ),
    sqrtFamilyMean: estimate(families.map(sqrtWeighted), options),
    indoEuropeanMean: orNull(
      mean(families.filter((entry) => entry.family === 'Indo-European').map((entry) => entry.mean)),
    ),
    nonIndoEuropeanMean: orNull(
      mean(families.filter((entry) => entry.family !== 'Indo-European').map((entry) => entry.mean)),
    ),
    languages: scores.size,
    genera: genera.size,
    families: families.length,
    unclassified: codes.filter((code) => lineage(code).family === undefined).length,
  };
}

/** Languages by family; one without a family stands for itself. */
export function languageClusters(
  scores: ReadonlyMap<string, number>,
  by: 'family' | 'genus' = 'family',
): Cluster[] {
  const clusters = new Map<string, { numerator: number; denominator: number }>();
  for (const code of [...scores.keys()].sort()) {
    const { family, genus } = lineage(code);
    const name = family === undefined ? `?${code}` : by === 'family' ? family : genus;
    const cluster = clusters.get(name) ?? { numerator: 0, denominator: 0 };
    cluster.numerator += scores.get(code) ?? NaN;
    cluster.denominator++;
    clusters.set(name, cluster);
  }
  return [...clusters].map(([name, cluster]) => ({ name, ...cluster }));
}

function sqrtWeighted(entry: FamilyMean): Cluster {
  const weight = Math.sqrt(entry.languages);
  return { name: entry.family, numerator: entry.mean * weight, denominator: weight };
}

function estimate(clusters: readonly Cluster[], options: BootstrapOptions): Estimate {
  const total =
    clusters.reduce((sum, cluster) => sum + cluster.numerator, 0) /
    clusters.reduce((sum, cluster) => sum + cluster.denominator, 0);
  return { mean: orNull(total), interval: clusterInterval(clusters, 'family', options) };
}
