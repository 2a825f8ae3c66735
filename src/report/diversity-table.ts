import type { Aggregation } from '../types/generated/aggregation.js';
import type { TableModel } from '../types/table.js';
import { formatScore } from './format.js';

/**
 * How varied the languages of an aggregation are: a vector on purpose, no single number ranks sets
 * of different size.
 */
export function diversityTable({ diversity }: Aggregation): TableModel {
  const columns = [
    'languages',
    'families',
    'genera',
    'eff. families',
    'eff. genera',
    'Indo-European',
    'geography',
    ...(diversity.meanPairwiseSyntactic === null ? [] : ['syntactic']),
  ];
  return {
    title: 'diversity of the languages behind these scores',
    columns: columns.map((title) => ({ title, align: 'right' })),
    rows: [
      [
        String(diversity.languages),
        String(diversity.families),
        String(diversity.genera),
        diversity.effectiveFamilies.toFixed(1),
        diversity.effectiveGenera.toFixed(1),
        formatScore(diversity.indoEuropeanShare, 2),
        diversity.geographyIndex.toFixed(2),
        ...(diversity.meanPairwiseSyntactic === null
          ? []
          : [formatScore(diversity.meanPairwiseSyntactic)]),
      ],
    ],
    notes: [
      `eff.: how many equally large ones it is worth; geography: entropy over macroareas, 0 = one area${diversity.meanPairwiseSyntactic === null ? '' : '; syntactic: mean distance of two languages'}`,
    ],
  };
}
