import { lineage } from '../../typology/facts.js';
import { weightedMean, type WeightedScores } from './bootstrap.js';
import type { ComparedCell } from './score-table.js';
import type { Stratum } from './strata.js';
import { macroWeights, memberOf } from './weights.js';

/** A stratum as numbers: what tests and resamples work on. */
export interface StratumData {
  readonly clusters: number;
  /** Per model, cells in one order with one set of weights and clusters. */
  readonly scores: readonly (readonly WeightedScores[])[];
  /** Languages (or pairs) with the places of their cells. */
  readonly languages: readonly {
    readonly member: string;
    readonly family: string;
    readonly cells: readonly number[];
  }[];
  /** Per model, the mean of each of `languages`. */
  readonly languageScores: readonly Float64Array[];
  /** Per model, the mean of all. */
  readonly overall: readonly number[];
  /**
   * Per model and cluster: Σ weight / n · score. Sums to `overall`; differences of them are what
   * tests exchange.
   */
  readonly clusterSums: readonly Float64Array[];
  /** Per cluster: Σ weight / n. */
  readonly clusterWeights: Float64Array;
}

/**
 * Clusters are questions where there are any, else the language families (unordered pairs of
 * families for language pairs).
 */
export function stratumData(
  stratum: Stratum,
  models: number,
  evidence: 'questions' | 'cells',
): StratumData {
  const { cells } = stratum;
  const weights = macroWeights(cells);
  const index = new Map<string, number>();
  const place = (name: string): number => {
    const known = index.get(name) ?? index.size;
    index.set(name, known);
    return known;
  };
  const clusters = cells.map((cell) =>
    Int32Array.from(evidence === 'questions' ? cell.questions.map(place) : [place(familyOf(cell))]),
  );
  const languages = new Map<string, { member: string; family: string; cells: number[] }>();
  cells.forEach((cell, i) => {
    const member = memberOf(cell);
    const known = languages.get(member);
    if (known === undefined) languages.set(member, { member, family: familyOf(cell), cells: [i] });
    else known.cells.push(i);
  });
  const list = [...languages.values()];
  const scores = Array.from({ length: models }, (_, m) =>
    cells.map((cell, i) => ({
      weight: weights[i] ?? 0,
      values: cell.scores[m] ?? new Float64Array(0),
      clusters: clusters[i] ?? new Int32Array(0),
    })),
  );
  return {
    clusters: index.size,
    scores,
    languages: list,
    languageScores: scores.map((own) =>
      Float64Array.from(list, ({ cells: places }) =>
        weightedMean(places.flatMap((i) => own[i] ?? [])),
      ),
    ),
    overall: scores.map(weightedMean),
    clusterSums: scores.map((own) => sumClusters(own, index.size, (value) => value)),
    clusterWeights: sumClusters(scores[0] ?? [], index.size, () => 1),
  };
}

/** Σ weight / n · value of each cluster. @returns `[width]` */
export function sumClusters(
  cells: readonly WeightedScores[],
  clusters: number,
  of: (value: number) => number,
): Float64Array {
  const sums = new Float64Array(clusters);
  for (const { weight, values, clusters: places } of cells) {
    const each = weight / values.length;
    for (let i = 0; i < values.length; i++)
      sums[places[i] ?? 0] = (sums[places[i] ?? 0] ?? 0) + each * of(values[i] ?? 0);
  }
  return sums;
}

/** A language without a family stands for itself. */
function familyOf(cell: ComparedCell): string {
  const codes = [cell.unit.language, cell.unit.other].flatMap((key) =>
    key === undefined ? [] : [key.code],
  );
  if (codes.length === 0) return `?${memberOf(cell)}`;
  return codes
    .map((code) => lineage(code).family ?? `?${code}`)
    .sort()
    .join(' – ');
}
