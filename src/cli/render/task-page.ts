import { languageName, scriptName } from '../../registry/language-codes.js';
import { loaderFacts } from '../../registry/loader-kinds.js';
import { loaderOption, loaderOptions } from '../../registry/loader-options.js';
import type { Runnability } from '../../registry/runnability.js';
import { DEFAULT_K_VALUES } from '../../scores/table.js';
import { scoringKind } from '../../registry/scoring-kinds.js';
import type { TaskSubset } from '../../registry/subsets.js';
import type { Counts, TaskDefinition } from '../../types/generated/task.js';
import { counted } from '../../base/wording.js';
import { formatCount } from '../../report/quantities.js';
import { textTables } from '../../report/write/text-tables.js';
import { layOut, wrapText } from '../../report/write/text.js';
import type { Look } from '../../report/write/look.js';
import type { TableModel } from '../../types/table.js';
import { factLines, factTable, type FactLine } from './facts.js';
import { right } from '../../report/columns.js';

interface TaskPage extends Runnability {
  readonly subsets: readonly TaskSubset[];
  readonly benchmarks: readonly string[];
}

/** A task as a page for people; at most `limit` subsets. */
export function renderTask(
  task: TaskDefinition,
  facts: TaskPage,
  look: Look,
  limit: number,
): string {
  const { width } = look;
  const citation = task.bibtex_citation?.trim() ?? '';
  return [
    `${task.name}  (${task.type})`,
    '',
    wrapText(task.description, width),
    '',
    ...factLines(describeTask(task, facts), width),
    '',
    textTables([subsetTable(task, facts.subsets, limit)], look).trimEnd(),
    ...(citation === '' ? [] : ['', 'cite as', layOut(citation, width)]),
  ].join('\n');
}

/** The page as tables, for other forms. */
export function taskTables(task: TaskDefinition, facts: TaskPage, limit: number): TableModel[] {
  return [
    factTable(task.name, describeTask(task, facts)),
    { ...subsetTable(task, facts.subsets, limit), title: `${task.name} · subsets` },
  ];
}

function describeTask(task: TaskDefinition, facts: TaskPage): FactLine[] {
  const rule = loaderFacts(task.loader.kind);
  const scoring = scoringKind(task.scoring?.kind ?? 'standard');
  return [
    ['data', dataSource(task)],
    ['loader', `${task.loader.kind}: ${rule?.describe ?? ''}`],
    ...describeOptions(task),
    ['runs here', facts.runnable ? 'yes' : `no: ${facts.reasons.join('; ')}`],
    [
      'not written',
      facts.runnable && facts.missingScores.length > 0
        ? `${facts.missingScores.join(', ')}, which mteb adds`
        : '',
    ],
    ['main score', task.main_score],
    ['extra scores', (task.extra_scores ?? []).join(', ')],
    ['cut-offs', (task.k_values ?? DEFAULT_K_VALUES).join(', ')],
    [
      'scoring',
      scoring === undefined || task.scoring?.kind === 'standard'
        ? ''
        : `${task.scoring?.kind ?? 'standard'}: ${scoring.describe}`,
    ],
    [
      'ignores',
      [
        task.ignore_identical_ids === true ? 'documents with the id of the query' : '',
        task.skip_first_result === true ? 'the first result' : '',
      ]
        .filter((text) => text !== '')
        .join(', '),
    ],
    [
      'splits',
      task.eval_splits.map((split) => `${split}${sizes(task.counts?.[split])}`).join('; '),
    ],
    ['tasks', (task.tasks ?? []).join(', ')],
    [
      'instruction',
      task.prompt === null || task.prompt === undefined
        ? ''
        : typeof task.prompt === 'string'
          ? task.prompt
          : Object.entries(task.prompt)
              .map(([role, text]) => `${role}: ${text}`)
              .join('; '),
    ],
    ['domains', (task.domains ?? []).join(', ')],
    [
      'texts',
      [
        task.sample_creation ?? '',
        task.date === null || task.date === undefined
          ? ''
          : `${task.date[0].slice(0, 10)} to ${task.date[1].slice(0, 10)}`,
      ]
        .filter((text) => text !== '')
        .join(', '),
    ],
    ['judgements', task.annotations_creators ?? ''],
    ['licence', task.license ?? ''],
    ['reference', task.reference ?? ''],
    ['superseded by', task.superseded_by ?? ''],
    ['benchmarks', facts.benchmarks.join('; ')],
    [
      'from',
      task.mteb === undefined
        ? ''
        : `mteb ${task.mteb.version}${task.mteb.class_module === undefined ? '' : `, ${task.mteb.class_module}`}`,
    ],
  ];
}

/**
 * A line per option of the loader rule: its value here, and all it may have (`run --loader-option
 * KEY=VALUE`).
 */
function describeOptions(task: TaskDefinition): FactLine[] {
  return loaderOptions(task.loader.kind).map(([key, { values, describe }]) => [
    '',
    `${key}=${String(loaderOption(task, key))}, of ${values.map(String).join(', ')}: ${describe}`,
  ]);
}

function dataSource({ dataset, loader }: TaskDefinition): string {
  if (loader.kind === 'aggregate') return '';
  const parts = [dataset.name, dataset.split].filter((part) => part !== undefined && part !== null);
  return `${dataset.path}${parts.length === 0 ? '' : ` (${parts.join(', ')})`} @ ${dataset.revision}`;
}

function sizes(counts: Counts | undefined): string {
  return counts === undefined
    ? ''
    : ` (${formatCount(counts.num_documents)} documents, ${formatCount(counts.num_queries)} queries)`;
}

function subsetTable(
  task: TaskDefinition,
  subsets: readonly TaskSubset[],
  limit: number,
): TableModel {
  const split = task.eval_splits[0] ?? '';
  const rows = subsets.slice(0, limit).map((one) => {
    const counts = Array.isArray(task.eval_langs)
      ? task.counts?.[split]
      : task.counts?.[split]?.subsets?.[one.subset];
    const size =
      counts === undefined
        ? ['–', '–']
        : [formatCount(counts.num_queries), formatCount(counts.num_documents)];
    return [
      one.subset,
      one.setting,
      side(one.queryLanguages),
      side(one.documentLanguages),
      ...size,
    ];
  });
  const columns = [
    { title: 'subset' },
    { title: 'setting' },
    { title: 'queries in' },
    { title: 'documents in' },
    right('queries'),
    right('documents'),
  ];
  const more = subsets.length - rows.length;
  return {
    title: '',
    columns,
    rows,
    keys: 1,
    remarks: more > 0 ? [`... and ${counted(more, 'more subset')}: --all shows them`] : [],
    notes: [],
  };
}

/** `German`, `Hindi (Latin)` where the code alone does not tell; several as codes. */
function side(tags: readonly string[]): string {
  const [tag = '', ...others] = tags;
  if (others.length > 0) return tags.length > 4 ? `${tags.length} languages` : tags.join(' ');
  const cut = tag.lastIndexOf('-');
  const script = tag.slice(cut + 1);
  return `${(languageName(tag.slice(0, cut)) ?? tag).replace(/ \(macrolanguage\)$/, '')} (${(scriptName(script) ?? script).replace(/ \(.*$/, '')})`;
}
