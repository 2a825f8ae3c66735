import type { Random } from '../random.js';
import { drawnMean, type WeightedScores } from './bootstrap.js';
import type { Resamples } from './resamples.js';

/** A language (or pair) of a comparison with its family and its cells. */
interface LanguageCells {
  readonly family: string;
  readonly cells: readonly WeightedScores[];
}

/**
 * Which languages each draw holds: families with replacement, then as many languages of each drawn
 * family with replacement.
 * @returns `[draws, languages]` counts
 */
export function drawLanguages(
  families: readonly string[],
  draws: number,
  random: Random,
): Uint16Array {
  const members = new Map<string, number[]>();
  families.forEach((family, i) => members.set(family, [...(members.get(family) ?? []), i]));
  const groups = [...members.values()];
  const counts = new Uint16Array(draws * families.length);
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < groups.length; i++) {
      const group = groups[random.below(groups.length)] ?? [];
      for (let j = 0; j < group.length; j++) {
        const at = draw * families.length + (group[random.below(group.length)] ?? 0);
        counts[at] = (counts[at] ?? 0) + 1;
      }
    }
  }
  return counts;
}

/**
 * Mean over drawn languages of their score on drawn questions. Questions are crossed with languages
 * (they are translations of each other), so one draw of questions serves all languages of the draw.
 * It answers another question than the interval over questions: whether a difference holds for
 * languages not tested.
 * @returns `[draws]`
 */
export function hierarchicalMeans(
  languages: readonly LanguageCells[],
  languageCounts: Uint16Array,
  { draws, clusters: width, counts }: Resamples,
): Float64Array {
  const means = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    let total = 0;
    let drawn = 0;
    languages.forEach(({ cells }, l) => {
      const times = languageCounts[draw * languages.length + l] ?? 0;
      if (times === 0) return;
      const mean = drawnMean(cells, counts, draw * width);
      if (Number.isNaN(mean)) return;
      total += times * mean;
      drawn += times;
    });
    means[draw] = total / drawn;
  }
  return means;
}
