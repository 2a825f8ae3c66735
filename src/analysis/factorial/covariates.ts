import { GlottobenchError } from '../../base/errors.js';
import { languageKey, type LanguageKey } from '../../typology/resolve.js';
import type { Dimension } from '../aggregate/dimensions.js';
import type { ComparedCell } from '../compare/score-table.js';
import type { ModelResults } from '../compare/model-results.js';
import type { Stratum } from '../compare/strata.js';
import type { StratumData } from '../compare/stratum-data.js';
import { distancePredictor, sizePredictor } from '../explain/predictors.js';

/** Something about languages that the effect of a way of training may go with. */
export interface Covariate {
  /** As after `--by` or `--slope`. */
  readonly by: string;
  /** `unseen − seen`, or what a slope runs along. */
  readonly of: string;
  readonly kind: 'groups' | 'slope';
  /** Per language of the group; NaN where it is not known or does not take part. */
  readonly values: readonly number[];
}

/** What `--slope` takes. */
export const SLOPES = ['distance', 'size', 'fine-tuned'] as const;
export type Slope = (typeof SLOPES)[number];

/** More groups than this are set against all others, one by one, not pair by pair. */
const GROUPS_FOR_PAIRS = 3;

/**
 * Differences between the groups of a grouping. Groups that are too small take no part, nor does a
 * language with cells in two groups.
 * @param all the stratum of all languages, whose cells the groups share
 */
export function groupCovariates(
  all: Stratum,
  data: StratumData,
  groups: readonly Stratum[],
  dimension: Dimension,
): Covariate[] {
  const large = groups.filter(({ tooFew }) => tooFew === null);
  if (large.length < 2) return [];
  const groupOf = data.languages.map(({ cells }) => {
    const own = new Set(
      cells.map((c) => large.findIndex((group) => includes(group, all.cells[c]))),
    );
    const [only = -1] = own;
    return own.size === 1 ? only : -1;
  });
  const name = (g: number): string => large[g]?.group ?? '';
  const pairs =
    large.length <= GROUPS_FOR_PAIRS
      ? large.flatMap((_, a) =>
          large.slice(a + 1).map((__, i) => ({
            of: `${name(a + 1 + i)} − ${name(a)}`,
            value: (g: number) => (g === a + 1 + i ? 1 : g === a ? 0 : NaN),
          })),
        )
      : large.map((_, a) => ({
          of: `${name(a)} − other groups`,
          value: (g: number) => (g < 0 ? NaN : Number(g === a)),
        }));
  return pairs.map(({ of, value }) => ({
    by: dimension.id,
    of,
    kind: 'groups',
    values: groupOf.map(value),
  }));
}

function includes(group: Stratum, cell: ComparedCell | undefined): boolean {
  return cell !== undefined && group.cells.includes(cell);
}

/**
 * Slopes along a property of the language that a cell counts for.
 * @param models whose cards name the languages of fine-tuning
 * @throws GB_USAGE where cards name no training languages; GB_NOT_FOUND without a table of
 * distances
 */
export function slopeCovariate(
  slope: Slope,
  all: Stratum,
  data: StratumData,
  models: readonly ModelResults[],
): Covariate {
  const { label, of } = property(slope, models);
  return {
    by: slope,
    of: label,
    kind: 'slope',
    values: data.languages.map(({ cells: [first = -1] }) => {
      const language = all.cells[first]?.unit.language;
      return language === undefined ? NaN : of(language);
    }),
  };
}

function property(
  slope: Slope,
  models: readonly ModelResults[],
): { readonly label: string; readonly of: (language: LanguageKey) => number } {
  if (slope === 'size') {
    const { label, of } = sizePredictor('xlmr');
    return { label, of };
  }
  const trained = trainingLanguages(models);
  if (slope === 'distance') {
    const { label, of } = distancePredictor('syntactic', trained);
    return { label, of };
  }
  const codes = new Set(trained);
  return {
    label: 'a language of fine-tuning − another',
    of: ({ code }) => Number(codes.has(code)),
  };
}

/** Codes of the languages that every card says it was trained on. */
function trainingLanguages(models: readonly ModelResults[]): string[] {
  const named = models
    .map(({ card }) => [
      ...(card?.languages ?? []),
      ...(card?.training_datasets ?? []).flatMap(({ languages }) => languages ?? []),
    ])
    .map((tags) => tags.map((tag) => languageKey(tag).code));
  const without = models.find((_, i) => named[i]?.length === 0);
  if (without !== undefined)
    throw new GlottobenchError(
      'GB_USAGE',
      `the card of ${without.name} names no training languages`,
      { hint: 'put "languages" into glottobench.json, or leave --slope out' },
    );
  const [first = [], ...others] = named;
  return [...new Set(first)].filter((code) => others.every((own) => own.includes(code)));
}
