import type { DataCheck } from '../../data/check-data.js';
import type { RetrievalStatistics } from '../../data/check/statistics.js';
import type { DiversityChange } from '../../typology/diversity-change.js';
import type { TableModel } from '../../types/table.js';
import { describeTogether } from '../../warnings/describe.js';
import { formatCount } from '../../report/quantities.js';
import { right } from '../../report/columns.js';

/**
 * MTEB's descriptive statistics, one line per split and subset, and the sum of a split with
 * several.
 */
export function statisticsTable({ statistics, issues }: DataCheck): TableModel {
  const rows = Object.entries(statistics).flatMap(([split, whole]) => {
    const subsets = Object.entries(whole.hf_subset_descriptive_stats ?? {});
    return [
      ...subsets.map(([subset, one]) => statisticsRow(split, subset, one)),
      ...(subsets.length === 1
        ? []
        : [statisticsRow(split, subsets.length === 0 ? 'default' : 'all', whole)]),
    ];
  });
  return {
    title: 'data',
    columns: [
      { title: 'split', align: 'left' },
      { title: 'subset', align: 'left' },
      right('queries'),
      right('chars'),
      right('documents'),
      right('chars'),
      right('distinct'),
      right('relevant'),
      right('per query'),
    ],
    rows,
    notes: ['chars: mean length in characters; distinct: documents of different text'],
    keys: 2,
    remarks: [
      ...(['error', 'warning'] as const).flatMap((severity) =>
        describeTogether(issues.filter((issue) => issue.severity === severity)).map(
          (line) => `${severity}: ${line}`,
        ),
      ),
    ],
  };
}

function statisticsRow(split: string, subset: string, one: RetrievalStatistics): string[] {
  const relevant = one.relevant_docs_statistics;
  return [
    split,
    subset,
    formatCount(one.num_queries),
    one.queries_text_statistics.average_text_length.toFixed(1),
    formatCount(one.num_documents),
    one.documents_text_statistics.average_text_length.toFixed(1),
    formatCount(one.documents_text_statistics.unique_texts),
    formatCount(relevant.num_relevant_docs),
    relevant.average_relevant_docs_per_query.toFixed(2),
  ];
}

/** What the languages of a task add to those of a benchmark. */
export function diversityTable(change: DiversityChange, benchmark: string): TableModel {
  const { before, after, newLanguages, newFamilies, newGenera } = change;
  const row = (
    name: string,
    of: (one: typeof before) => number | null,
    digits: number,
  ): string[] => {
    const [from, to] = [of(before), of(after)];
    const show = (value: number | null): string => (value === null ? '–' : value.toFixed(digits));
    return [
      name,
      show(from),
      show(to),
      from === null || to === null
        ? '–'
        : `${to >= from ? '+' : '−'}${Math.abs(to - from).toFixed(digits)}`,
    ];
  };
  return {
    title: `typological diversity of ${benchmark} with this task`,
    columns: [{ title: '', align: 'left' }, right('before'), right('with it'), right('change')],
    rows: [
      row('languages', (one) => one.languages, 0),
      row('families', (one) => one.families, 0),
      row('genera', (one) => one.genera, 0),
      row('effective families', (one) => one.effectiveFamilies, 2),
      row('effective genera', (one) => one.effectiveGenera, 2),
      row('geography index', (one) => one.geographyIndex, 3),
      row('Indo-European share', (one) => one.indoEuropeanShare, 3),
      row('mean syntactic distance', (one) => one.meanPairwiseSyntactic, 3),
    ],
    notes: [],
    remarks: [
      `new languages: ${newLanguages.join(', ') || 'none'}`,
      `new families: ${newFamilies.join(', ') || 'none'}; new genera: ${newGenera.map((genus) => genus.split('/')[1]).join(', ') || 'none'}`,
      ...(after.meanPairwiseSyntactic === null
        ? ['syntactic distance needs the optional table of distances']
        : []),
    ],
  };
}
