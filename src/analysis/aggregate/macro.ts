import { lineage } from '../../typology/facts.js';
import { mean } from '../../metrics/arithmetic/mean.js';

/** Mean score of one family: languages → genera → family. */
export interface FamilyMean {
  readonly family: string;
  readonly mean: number;
  readonly languages: number;
  readonly genera: number;
}

/**
 * Family means of languages (docs/typology.md): plain mean over the languages of a genus, over the
 * genera of a family. Languages without a family are left out. Sorted by family.
 * @param scores resolved ISO 639-3 code → score
 */
export function familyMeans(scores: ReadonlyMap<string, number>): FamilyMean[] {
  const families = new Map<string, Map<string, number[]>>();
  for (const code of [...scores.keys()].sort()) {
    const { family, genus } = lineage(code);
    if (family === undefined) continue;
    let genera = families.get(family);
    if (genera === undefined) families.set(family, (genera = new Map<string, number[]>()));
    const values = genera.get(genus) ?? [];
    values.push(scores.get(code) ?? NaN);
    genera.set(genus, values);
  }
  return [...families]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([family, genera]) => ({
      family,
      mean: mean([...genera.values()].map(mean)),
      languages: [...genera.values()].reduce((sum, values) => sum + values.length, 0),
      genera: genera.size,
    }));
}

/** `null` instead of NaN, as JSON needs it. */
export function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
