import { GlottobenchError } from '../../base/errors.js';
import type { Backbone } from '../../types/language.js';
import { pairDistance, SYNTACTIC_OVERLAP_NEEDED, loadDistances } from '../../typology/distances.js';
import { corpusSizes } from '../../typology/corpus-size.js';
import { seenBy } from '../../typology/seen.js';
import { resolveLanguage, type LanguageKey } from '../../typology/resolve.js';
import { mean } from '../../metrics/arithmetic/mean.js';

/** Something about a language that may explain its score; NaN where it is not known. */
export interface Predictor {
  readonly id: string;
  readonly label: string;
  readonly of: (language: LanguageKey) => number;
  /** Languages among which its rank correlation means something; all without it. */
  readonly among?: (language: LanguageKey) => boolean;
}

export const DISTANCES = ['syntactic', 'featural', 'genetic', 'geographic'] as const;
export type DistanceKind = (typeof DISTANCES)[number];

/**
 * Distance to the nearest of the languages that a model was trained on (the pivot, mostly English);
 * 0 for one of them. A syntactic distance from fewer than 20 observed features is a guess and
 * counts as unknown.
 * @param table another copy of the distances than the optional one of data/typology-sa
 * @throws GB_NOT_FOUND where the optional table of distances is not installed
 */
export function distancePredictor(
  kind: DistanceKind,
  pivots: readonly string[],
  table = loadDistances(),
): Predictor {
  if (table === null)
    throw new GlottobenchError(
      'GB_NOT_FOUND',
      'the table of typological distances is not installed',
      { hint: 'data/typology-sa/README.md says where it comes from' },
    );
  const codes = pivots.map((pivot) => resolveLanguage(pivot).code);
  return {
    id: `distance:${kind}`,
    label: `${kind} distance to ${pivots.length === 1 ? (pivots[0] ?? '') : `the nearest of ${String(pivots.length)} training languages`}`,
    of: ({ code }) => {
      if (codes.includes(code)) return 0;
      const known = codes.flatMap((pivot) => {
        const pair = pairDistance(code, pivot, table);
        return pair === undefined ||
          (kind === 'syntactic' && pair.syntacticOverlap < SYNTACTIC_OVERLAP_NEEDED) ||
          Number.isNaN(pair[kind])
          ? []
          : [pair[kind]];
      });
      return known.length === 0 ? NaN : Math.min(...known);
    },
  };
}

/** 1 for a language in this script that the backbone's pretraining held, 0 for another. */
export function seenPredictor(backbone: Backbone): Predictor {
  return {
    id: 'seen',
    label: `seen by ${backbone} in pretraining`,
    of: (language) => {
      const fact = seenBy(backbone, language);
      return 'value' in fact ? Number(fact.value) : NaN;
    },
  };
}

/**
 * log10 of the size of the language's pretraining text, in the backbone's own unit; of CC-100 where
 * its sizes are not known.
 */
export function sizePredictor(backbone: Backbone): Predictor {
  const sizes = corpusSizes(backbone);
  return {
    id: 'log-size',
    label: `log10 ${sizes.label}${sizes.standIn ? ' (stand-in)' : ''}`,
    of: ({ code }) => {
      const fact = sizes.of(code);
      return 'value' in fact && fact.value > 0 ? Math.log10(fact.value) : NaN;
    },
  };
}

/**
 * The size of the pretraining text as far as a language has one: log10 size less its mean over the
 * seen ones of `languages`, and 0 for an unseen language. Beside the seen flag it says what more
 * text does among seen languages, and the flag what being seen with an average amount of text does;
 * unseen languages would else have no value and drop out.
 */
export function sizeIfSeenPredictor(
  backbone: Backbone,
  languages: readonly LanguageKey[],
): Predictor {
  const size = sizePredictor(backbone);
  const seen = seenPredictor(backbone);
  const sizes = languages
    .filter((language) => seen.of(language) === 1)
    .map(size.of)
    .filter(Number.isFinite);
  const center = mean(sizes);
  return {
    id: 'log-size-if-seen',
    label: `${size.label}, of seen languages`,
    of: (language) => {
      const flag = seen.of(language);
      return flag === 1 ? size.of(language) - center : flag === 0 ? 0 : NaN;
    },
    among: (language) => seen.of(language) === 1,
  };
}
