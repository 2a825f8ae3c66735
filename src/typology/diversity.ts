import { languageFacts, lineage } from './facts.js';
import { languageKey } from './resolve.js';
import { loadDistances, pairDistance, SYNTACTIC_OVERLAP_NEEDED } from './distances.js';

/**
 * How varied a set of languages is: a vector on purpose, no single number ranks sets of different
 * size.
 */
export interface Diversity {
  readonly languages: number;
  readonly families: number;
  readonly genera: number;
  /** Languages without a family, left out of families, genera and their entropies. */
  readonly unclassified: number;
  /** exp of the Shannon entropy of families: how many equally large families it is worth. */
  readonly effectiveFamilies: number;
  readonly effectiveGenera: number;
  /** Shannon entropy (nats) over macroareas, after Ponti et al. 2020. */
  readonly geographyIndex: number;
  /** Share of Indo-European languages, 0 … 1. */
  readonly indoEuropeanShare: number;
  /**
   * Mean URIEL syntactic distance over pairs with at least 20 observed features; null without the
   * optional table or such a pair.
   */
  readonly meanPairwiseSyntactic: number | null;
  /** Pairs behind that mean. */
  readonly syntacticPairs: number;
}

/**
 * Diversity of a set of languages, given as codes or tags in any spelling; each language counts
 * once, in whatever scripts it comes.
 */
export function diversity(languages: Iterable<string>): Diversity {
  const codes = [...new Set([...languages].map((tag) => languageKey(tag).code))].sort();
  const classified = codes.map(lineage).filter((entry) => entry.family !== undefined);
  const families = counts(classified.map((entry) => entry.family ?? ''));
  const genera = counts(classified.map((entry) => `${entry.family ?? ''}/${entry.genus}`));
  const areas = counts(codes.flatMap((code) => known(languageFacts(code).macroarea)));
  const distances = syntacticDistances(codes);
  return {
    languages: codes.length,
    families: families.size,
    genera: genera.size,
    unclassified: codes.length - classified.length,
    effectiveFamilies: families.size === 0 ? 0 : Math.exp(entropy(families)),
    effectiveGenera: genera.size === 0 ? 0 : Math.exp(entropy(genera)),
    geographyIndex: entropy(areas),
    indoEuropeanShare: codes.length === 0 ? 0 : (families.get('Indo-European') ?? 0) / codes.length,
    meanPairwiseSyntactic:
      distances.length === 0
        ? null
        : distances.reduce((sum, value) => sum + value, 0) / distances.length,
    syntacticPairs: distances.length,
  };
}

function known(fact: { value: string } | { unknown: string }): string[] {
  return 'value' in fact ? [fact.value] : [];
}

function syntacticDistances(codes: readonly string[]): number[] {
  if (loadDistances() === null) return [];
  const values: number[] = [];
  codes.forEach((a, i) => {
    for (const b of codes.slice(i + 1)) {
      const pair = pairDistance(a, b);
      if (pair !== undefined && pair.syntacticOverlap >= SYNTACTIC_OVERLAP_NEEDED)
        values.push(pair.syntactic);
    }
  });
  return values;
}

function counts(names: readonly string[]): Map<string, number> {
  const count = new Map<string, number>();
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  return count;
}

/** Shannon entropy in nats. */
function entropy(count: ReadonlyMap<string, number>): number {
  const total = [...count.values()].reduce((sum, n) => sum + n, 0);
  let sum = 0;
  for (const n of count.values()) sum -= (n / total) * Math.log(n / total);
  return sum === 0 ? 0 : sum;
}
