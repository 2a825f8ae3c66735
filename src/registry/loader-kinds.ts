/** One rule that turns the data of a task into corpus, queries and qrels. */
export interface LoaderKind {
  /** True once `src/data` has the rule: the one place to change when it gets one. */
  readonly implemented: boolean;
  /** The rule in one sentence. */
  readonly describe: string;
}

/**
 * Every value that `loader.kind` of a definition may have.
 * The rules of mteb's own loaders were read from mteb 2.26.24; the tasks that use each stand in scripts/mteb/rules.mjs.
 */
export const LOADER_KINDS = {
  standard: {
    implemented: true,
    describe:
      "MTEB's layout on the hub: configs corpus, queries, qrels (default), top_ranked and instruction, each with the subset as prefix",
  },
  beir: {
    implemented: true,
    describe: 'a folder with corpus.jsonl, queries.jsonl and qrels/<split>.tsv',
  },
  udhr: {
    implemented: true,
    describe: 'paragraphs of the Universal Declaration of Human Rights, aligned by article',
  },
  lareqa: {
    implemented: true,
    describe:
      'SQuAD files with sentence boundaries: the sentence that holds the answer is retrieved (LAReQA)',
  },
  belebele: {
    implemented: true,
    describe:
      'one config per language; passages by link are the corpus, questions of the other language the queries',
  },
  cure: {
    implemented: true,
    describe: 'one English corpus and qrels per discipline, queries in three languages',
  },
  mrtidy: {
    implemented: true,
    describe: 'the standard layout, but the corpus stands in split train',
  },
  'public-health-qa': {
    implemented: true,
    describe: 'question and answer columns; distinct texts are numbered, rows with a null skipped',
  },
  'georgian-faq': {
    implemented: true,
    describe: 'question and answer columns; distinct texts are numbered',
  },
  mfollowir: {
    implemented: true,
    describe:
      'candidates reranked under an original and a changed instruction, one config per part and language',
  },
  'code-search-net': {
    implemented: true,
    describe: 'configs per programming language; of the queries only partition test',
  },
  'code-edit-search': {
    implemented: true,
    describe: 'the first 1000 rows of a programming language: instruction retrieves diff',
  },
  'wmt-discrimination': {
    implemented: true,
    describe: 'a source sentence retrieves its translation among four distractors per row',
  },
  'ru-sci-bench': { implemented: true, describe: 'configs corpus-S, queries-S and S' },
  sadeem: {
    implemented: true,
    describe: 'splits queries, corpus and qrels of one config; a query keeps its last document',
  },
  hunsum: { implemented: true, describe: 'the lead retrieves its article' },
  slovaksum: { implemented: true, describe: 'the summary retrieves its article, first 600 rows' },
  skquad: { implemented: true, describe: 'the standard layout, revision not pinned by mteb' },
  germanquad: {
    implemented: false,
    describe: 'the standard layout with the qrels in a second repository',
  },
  'greek-civics-qa': {
    implemented: true,
    describe: 'question retrieves answer, documents named by the SHA-256 of the answer',
  },
  fquad: { implemented: true, describe: 'question retrieves context, one document per title' },
  syntec: {
    implemented: true,
    describe: 'question retrieves article; documents in their own config',
  },
  'seeded-sample': {
    implemented: false,
    describe: 'rows drawn by a seeded shuffle of numpy, cut to a fixed number',
  },
  'without-instructions': {
    implemented: true,
    describe: 'the standard layout with the instructions of the queries removed',
  },
  aggregate: {
    implemented: false,
    describe: 'no data of its own: the mean of the main scores of its tasks',
  },
  none: {
    implemented: false,
    describe: 'mteb loads it with code of its own for which there is no rule here',
  },
} as const satisfies Record<string, LoaderKind>;

export type LoaderKindName = keyof typeof LOADER_KINDS;

export function loaderKind(name: string): LoaderKind | undefined {
  return Object.hasOwn(LOADER_KINDS, name) ? LOADER_KINDS[name as LoaderKindName] : undefined;
}
