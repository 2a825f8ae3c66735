import { diversity, type Diversity } from './diversity.js';
import { lineage } from './facts.js';
import { languageKey } from './resolve.js';

/** What a set of languages gains when others join it. */
export interface DiversityChange {
  readonly before: Diversity;
  readonly after: Diversity;
  /** ISO 639-3 codes that were not there, macrolanguages resolved. */
  readonly newLanguages: readonly string[];
  readonly newFamilies: readonly string[];
  /** `family/genus` */
  readonly newGenera: readonly string[];
}

/**
 * Compares the diversity of `present` with that of both together. Codes or tags in any spelling; a
 * language counts once.
 */
export function diversityChange(
  present: Iterable<string>,
  added: Iterable<string>,
): DiversityChange {
  const before = codesOf(present);
  const joining = codesOf(added).filter((code) => !before.includes(code));
  const families = new Set(before.flatMap((code) => lineage(code).family ?? []));
  const genera = new Set(before.map(genusOf));
  const unique = (
    names: readonly (string | undefined)[],
    known: ReadonlySet<string | undefined>,
  ): string[] =>
    [
      ...new Set(names.flatMap((name) => (name === undefined || known.has(name) ? [] : [name]))),
    ].sort();
  return {
    before: diversity(before),
    after: diversity([...before, ...joining]),
    newLanguages: joining.sort(),
    newFamilies: unique(
      joining.map((code) => lineage(code).family),
      families,
    ),
    newGenera: unique(joining.map(genusOf), genera),
  };
}

function codesOf(tags: Iterable<string>): string[] {
  return [...new Set([...tags].map((tag) => languageKey(tag).code))];
}

function genusOf(code: string): string | undefined {
  const { family, genus } = lineage(code);
  return family === undefined ? undefined : `${family}/${genus}`;
}
