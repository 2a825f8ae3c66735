import { stringify } from 'yaml';
import { subsetLanguages } from '../../registry/subsets.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { RetrievalStatistics } from '../check/statistics.js';

/** One config of the dataset repository: split → path of its file. */
export interface ExportedConfig {
  readonly name: string;
  readonly part: ExportedPart;
  readonly splits: ReadonlyMap<string, string>;
}

export type ExportedPart = 'corpus' | 'queries' | 'qrels' | 'top_ranked';

const text = (name: string): object => ({ name, dtype: 'string' });

/** Stated so that the reader guesses no types: an id such as 2020-01-01 would become a date. */
const FEATURES: Readonly<Record<ExportedPart, readonly object[]>> = {
  corpus: [text('_id'), text('title'), text('text')],
  queries: [text('_id'), text('text')],
  qrels: [text('query-id'), text('corpus-id'), { name: 'score', dtype: 'int32' }],
  top_ranked: [text('query-id'), { name: 'corpus-ids', sequence: 'string' }],
};

/**
 * README.md of the dataset repository: configs that mteb's loader reads, then what a person wants
 * to know.
 */
export function datasetCard(
  task: TaskDefinition,
  configs: readonly ExportedConfig[],
  statistics: Readonly<Record<string, RetrievalStatistics>>,
): string {
  const languages = [
    ...new Set(
      subsetLanguages(task).flatMap(([, tags]) =>
        tags.filter((tag) => !tag.endsWith('-Code')).map((tag) => tag.slice(0, tag.indexOf('-'))),
      ),
    ),
  ];
  const head = {
    ...(typeof task.license === 'string' && !task.license.includes('/')
      ? { license: task.license === 'not specified' ? 'unknown' : task.license }
      : {}),
    language: languages,
    ...(languages.length > 1
      ? { multilinguality: 'multilingual' }
      : { multilinguality: 'monolingual' }),
    task_categories: ['text-retrieval'],
    tags: ['mteb', 'text'],
    dataset_info: configs.map(({ name, part }) => ({
      config_name: name,
      features: FEATURES[part],
    })),
    configs: configs.map(({ name, splits }) => ({
      config_name: name,
      data_files: [...splits].map(([split, path]) => ({ split, path })),
    })),
  };
  return [
    '---',
    stringify(head).trimEnd(),
    '---',
    `# ${task.name}`,
    '',
    task.description,
    '',
    ...body(task, statistics),
    '',
  ].join('\n');
}

function body(
  task: TaskDefinition,
  statistics: Readonly<Record<string, RetrievalStatistics>>,
): string[] {
  const rows = Object.entries(statistics).flatMap(([split, whole]) =>
    Object.entries(whole.hf_subset_descriptive_stats ?? { default: whole }).map(
      ([subset, one]) =>
        `| ${split} | ${subset} | ${one.num_queries} | ${one.num_documents} | ${one.relevant_docs_statistics.num_relevant_docs} | ${one.number_of_characters} |`,
    ),
  );
  const citation = task.bibtex_citation?.trim() ?? '';
  return [
    '| split | subset | queries | documents | relevant | characters |',
    '| --- | --- | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    'Layout of MTEB: `corpus` (`_id`, `title`, `text`), `queries` (`_id`, `text`), judgements (`query-id`, `corpus-id`, `score`), each named `<subset>-…` where the task has subsets. Texts are as they are embedded: a title stands in front of its text.',
    ...(typeof task.reference === 'string' ? ['', `Source: ${task.reference}`] : []),
    ...(citation === '' ? [] : ['', '```bibtex', citation, '```']),
  ];
}
