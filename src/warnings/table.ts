/**
 * `error`: scores are wrong, or the data cannot be meant like this. `warning`: to be known before
 * the number is used.
 */
export type WarningSeverity = 'error' | 'warning';

/** What a code means. Count, unit and finding make the sentence: `3 queries without text`. */
interface WarningKind {
  readonly severity: WarningSeverity;
  readonly unit: readonly [one: string, many: string];
  readonly finding: string;
  readonly remedy: string;
}

/**
 * Every code of a warning: the one place where its sentence, severity and remedy stand. Terminal,
 * events, manifest, marks and docs/warnings.md (`npm run docs`) read it. Records are in its order.
 */
export const WARNINGS = {
  'dangling-qrels': {
    severity: 'error',
    unit: ['relevant document', 'relevant documents'],
    finding: 'judged but not in the corpus: out of reach for every model',
    remedy: 'Write ids in judgements and corpus alike (also NFC and NFD), or add the documents.',
  },
  'duplicate-document-id': {
    severity: 'error',
    unit: ['document', 'documents'],
    finding: 'with an id that stood before in the corpus: which of the texts is meant is not known',
    remedy: 'Give every document an id of its own.',
  },
  'duplicate-query-id': {
    severity: 'error',
    unit: ['query', 'queries'],
    finding: 'with an id that stood before: the first text is used',
    remedy: 'Give every query an id of its own.',
  },
  'empty-query': {
    severity: 'error',
    unit: ['query', 'queries'],
    finding: 'without text: its ranking means nothing',
    remedy: 'Write the text, or take the query out of queries and judgements.',
  },
  'contradicting-judgement': {
    severity: 'warning',
    unit: ['judgement', 'judgements'],
    finding: 'of a pair that is judged otherwise before: the last counts, as in mteb',
    remedy: 'Keep one grade for each pair of query and document.',
  },
  'repeated-judgement': {
    severity: 'warning',
    unit: ['judgement', 'judgements'],
    finding: 'that stood before with the same grade',
    remedy: 'Keep one line for each pair of query and document.',
  },
  'unknown-query': {
    severity: 'warning',
    unit: ['judged query', 'judged queries'],
    finding: 'not among the queries: left out of every mean',
    remedy: 'Write ids in judgements and queries alike, or add the queries.',
  },
  'unknown-document': {
    severity: 'warning',
    unit: ['document', 'documents'],
    finding: 'judged as not relevant and not in the corpus',
    remedy: 'Write ids in judgements and corpus alike, or add the documents.',
  },
  'without-judgement': {
    severity: 'warning',
    unit: ['query', 'queries'],
    finding: 'without a judgement: left out, as in mteb',
    remedy: 'Judge the queries, or keep those of other splits in a file of their own.',
  },
  'without-positive': {
    severity: 'warning',
    unit: ['query', 'queries'],
    finding: 'with no grade above 0: it scores 0 with every model',
    remedy: 'Judge a relevant document, or take the query out.',
  },
  'without-candidates': {
    severity: 'error',
    unit: ['query', 'queries'],
    finding: 'without a candidate to rerank: 0 with every model',
    remedy: 'Write ids in top_ranked and queries alike, or add the candidates.',
  },
  'empty-document': {
    severity: 'warning',
    unit: ['document', 'documents'],
    finding: 'without text',
    remedy: 'Write the text, or take the document out of the corpus.',
  },
  'null-query': {
    severity: 'warning',
    unit: ['query', 'queries'],
    finding: 'with null as its text, read as empty (mteb refuses such queries)',
    remedy: 'Write the text, or take the query out.',
  },
  'null-text': {
    severity: 'warning',
    unit: ['document', 'documents'],
    finding: 'with null as its text, read as empty (mteb refuses such a corpus)',
    remedy: 'Write "" for a document without text.',
  },
  'null-title': {
    severity: 'warning',
    unit: ['document', 'documents'],
    finding: 'with null as its title, read as none (mteb refuses such a corpus)',
    remedy: 'Write "" for a document without title.',
  },
  'self-retrieval': {
    severity: 'warning',
    unit: ['query', 'queries'],
    finding:
      'in the corpus themselves, under their id and with their text, and not judged relevant',
    remedy: 'Set ignore_identical_ids in the task definition.',
  },
  'relevant-self': {
    severity: 'warning',
    unit: ['query', 'queries'],
    finding: 'with a relevant document of their own id, which ignore_identical_ids takes out',
    remedy: 'Give queries and documents ids that differ, or take ignore_identical_ids out.',
  },
  'unequal-questions': {
    severity: 'warning',
    unit: ['question', 'questions'],
    finding: 'more or fewer than in most subsets: languages are compared on different questions',
    remedy: 'Keep the questions that all languages have, or read the languages one by one.',
  },
  'duplicate-document-text': {
    severity: 'warning',
    unit: ['document', 'documents'],
    finding: 'with the text of another: only one of them may be judged, and they tie',
    remedy: 'Keep one of them, or judge both.',
  },
  'duplicate-query-text': {
    severity: 'warning',
    unit: ['query', 'queries'],
    finding: 'with the text of another',
    remedy: 'Keep one of them.',
  },
  'leaked-query': {
    severity: 'warning',
    unit: ['query', 'queries'],
    finding: 'word by word in the corpus',
    remedy: 'Take those documents out, or set ignore_identical_ids where ids are equal.',
  },
  'leaked-answer': {
    severity: 'warning',
    unit: ['query', 'queries'],
    finding: 'with a relevant document of the same text: string match finds it',
    remedy: 'Reword the query, or take it out.',
  },
  'unanswerable-question': {
    severity: 'warning',
    unit: ['question', 'questions'],
    finding: 'left out: not exactly one answer inside one sentence',
    remedy: 'Nothing, where that is meant: the rule of the loader (docs/data.md).',
  },
  'id-cast': {
    severity: 'warning',
    unit: ['row', 'rows'],
    finding: 'with an id that is no text, read as text (mteb would match none of them)',
    remedy: 'Write ids as texts.',
  },
  'ignored-columns': {
    severity: 'warning',
    unit: ['column', 'columns'],
    finding: 'not read',
    remedy: 'Nothing, where query, document and grade are the columns that were meant.',
  },
  'judgements-of-other-split': {
    severity: 'warning',
    unit: ['split', 'splits'],
    finding: 'without judgements: those of the only split there are used, as in mteb',
    remedy: 'Name the split in the task definition, or publish its judgements.',
  },
  'unjudged-run-query': {
    severity: 'warning',
    unit: ['query', 'queries'],
    finding: 'of the run without judgements: left out, as in mteb and trec_eval',
    remedy: 'Nothing, where the run holds more than was judged.',
  },
  'unranked-query': {
    severity: 'warning',
    unit: ['judged query', 'judged queries'],
    finding: 'not in the run: counted nowhere, as in mteb and trec_eval',
    remedy: 'With --complete they count as 0.',
  },
  'unranked-query-is-0': {
    severity: 'warning',
    unit: ['judged query', 'judged queries'],
    finding: 'not in the run: counted as 0',
    remedy: 'Without --complete they count nowhere, as in mteb and trec_eval.',
  },
  'model-doubt': {
    severity: 'warning',
    unit: ['thing', 'things'],
    finding: 'to be known about the model',
    remedy: 'docs/models.md says what a checkpoint is opened by.',
  },
  'reduced-precision': {
    severity: 'warning',
    unit: ['model', 'models'],
    finding: 'in less than fp32: how near its vectors are was measured',
    remedy: 'Report the precision with the score; --precision fp32 gives the reference.',
  },
  'stored-result-replaced': {
    severity: 'warning',
    unit: ['stored result', 'stored results'],
    finding: 'of other data, run again',
    remedy: 'Nothing; write into another folder to keep both.',
  },
  'derived-not-current': {
    severity: 'warning',
    unit: ['folder', 'folders'],
    finding: 'whose derived files could not be brought up to date',
    remedy: 'The same command again, once the folder can be written.',
  },
  'source-doubt': {
    severity: 'warning',
    unit: ['source', 'sources'],
    finding: 'that was not reached or not found as it was named',
    remedy: 'docs/hub.md says what is used instead.',
  },
  'ranked-here': {
    severity: 'warning',
    unit: ['model', 'models'],
    finding: 'ranked by this process, not through the queue',
    remedy: 'Nothing: the scores are the same (docs/scale.md).',
  },
  'queue-trouble': {
    severity: 'warning',
    unit: ['queue', 'queues'],
    finding: 'with workers or a connection that are missing',
    remedy: 'glottobench worker --queue ADDRESS starts a worker (docs/scale.md).',
  },
  'mixed-metrics': {
    severity: 'warning',
    unit: ['mean', 'means'],
    finding: 'over unlike metrics',
    remedy: '--metric keeps one.',
  },
  'unequal-tasks': {
    severity: 'warning',
    unit: ['table', 'tables'],
    finding:
      'whose languages differ in the tasks behind their means: differences of groups are partly differences of tasks',
    remedy: '--task keeps one.',
  },
  'percent-scale': {
    severity: 'error',
    unit: ['cell', 'cells'],
    finding: 'with scores above 1, as if in percent',
    remedy: 'Divide every score of these files but nAUC by 100.',
  },
  'percent-by-others': {
    severity: 'error',
    unit: ['cell', 'cells'],
    finding: 'within bounds, but most scores beside them are in percent',
    remedy: 'Divide every score of these files but nAUC by 100.',
  },
  'out-of-bounds': {
    severity: 'error',
    unit: ['cell', 'cells'],
    finding: 'with a score outside its bounds',
    remedy: 'glottobench results validate --all names each; have them computed again.',
  },
  'duplicate-cell': {
    severity: 'error',
    unit: ['cell', 'cells'],
    finding: 'that stand in one file twice, with unlike scores',
    remedy: 'Keep one entry of a split and subset.',
  },
  'compared-on-part': {
    severity: 'warning',
    unit: ['cell', 'cells'],
    finding: 'of a task of which a part is compared: not all models have the rest',
    remedy: '--model chooses whose cells count.',
  },
  'too-little-shared': {
    severity: 'warning',
    unit: ['cell', 'cells'],
    finding: 'of a model that has too few of those that the others share: ranked behind them',
    remedy: '--model names the models to be compared.',
  },
  'nothing-shared': {
    severity: 'warning',
    unit: ['cell', 'cells'],
    finding: 'of a task of which the models share no split and subset: the numbers rank nothing',
    remedy: 'Run the same splits and subsets with all models.',
  },
  'partial-scores': {
    severity: 'warning',
    unit: ['cell', 'cells'],
    finding: 'of a task of which other models have more: the mean is over fewer',
    remedy: 'Run the same splits and subsets with all models.',
  },
  'unlike-tasks': {
    severity: 'warning',
    unit: ['task', 'tasks'],
    finding: 'that not all models have: means are over unlike tasks',
    remedy: '--task keeps tasks that all have.',
  },
  'other-dataset-revision': {
    severity: 'warning',
    unit: ['cell', 'cells'],
    finding: 'of another revision of the data set than the rest: texts and judgements may differ',
    remedy: 'Run the task again, or compare results of one revision.',
  },
  'older-mteb': {
    severity: 'warning',
    unit: ['cell', 'cells'],
    finding: 'scored by an mteb in which the score meant something else than in the rest',
    remedy: 'Run the task again (docs/results.md lists the changes).',
  },
} as const satisfies Record<string, WarningKind>;

export type WarningCode = keyof typeof WARNINGS;

/** Facts of a code; undefined for one of another release. */
export function warningKind(code: string): WarningKind | undefined {
  return Object.hasOwn(WARNINGS, code) ? WARNINGS[code as WarningCode] : undefined;
}
