import { LANGUAGE_FIRST } from './question.js';

/**
 * An option of a loader rule: a key of `loader` in a definition, and of `run --loader-option
 * KEY=VALUE`.
 */
export interface LoaderOption {
  /** All values it may have; the first is the default. */
  readonly values: readonly (string | boolean)[];
  readonly describe: string;
}

/** What is known of a loader rule without its code; the code is `src/data/loaders/<kind>.ts`. */
export interface LoaderFacts {
  /** True where that file is there. */
  readonly implemented: boolean;
  /** The rule in one sentence. */
  readonly describe: string;
  readonly options?: Readonly<Record<string, LoaderOption>>;
  /** Names of subsets that the rule makes on request, beyond those that a definition lists. */
  readonly openSubsets?: RegExp;
  /**
   * The part of a query id that is no part of the question: translations of one question are equal
   * without it.
   */
  readonly besideQuestion?: RegExp;
  /**
   * The rule alone reads a folder given with --data; of the others' folders the form is recognised
   * (BEIR, SQuAD).
   */
  readonly readsAnyFolder?: boolean;
  /**
   * MTEB's task that a folder of SQuAD files is read for by this rule, whatever rule the task
   * names.
   */
  readonly squadFilesOf?: string;
  /** The data has no commit that a definition could pin. */
  readonly unpinned?: boolean;
}

/**
 * Every value that `loader.kind` of a definition may have: all that `registry`, `run` and the pages
 * know of a rule. The rules of mteb's own loaders were read from mteb 2.26.24; the tasks that use
 * each stand in scripts/mteb/rules.mjs.
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
    unpinned: true,
  },
  udhr: {
    implemented: true,
    describe: 'paragraphs of the Universal Declaration of Human Rights, aligned by article',
    openSubsets: /^[a-z]{3}-(?:[a-z]{3}|multi)$/,
    besideQuestion: LANGUAGE_FIRST,
    readsAnyFolder: true,
  },
  lareqa: {
    implemented: true,
    describe:
      'SQuAD files with sentence boundaries: the sentence that holds the answer is retrieved (LAReQA)',
    options: {
      candidate_text: {
        values: ['sentence+paragraph', 'sentence'],
        describe: 'text of a candidate; the reference gives the sentence and its paragraph',
      },
      skip_unanswerable: {
        values: [true, false],
        describe: 'false keeps questions that the searched languages cannot answer; they score 0',
      },
    },
    readsAnyFolder: true,
  },
  'xquad-from-squad': {
    implemented: true,
    describe: "XQuAD's SQuAD files: a question retrieves its paragraph, as MTEB's XQuADRetrieval",
    readsAnyFolder: true,
    squadFilesOf: 'XQuADRetrieval',
  },
  'mlqa-from-squad': {
    implemented: true,
    describe: "MLQA's SQuAD files: a question retrieves its paragraph, as MTEB's MLQARetrieval",
    readsAnyFolder: true,
    squadFilesOf: 'MLQARetrieval',
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
    unpinned: true,
  },
  none: {
    implemented: false,
    describe: 'mteb loads it with code of its own for which there is no rule here',
  },
} as const satisfies Record<string, LoaderFacts>;

type LoaderKind = keyof typeof LOADER_KINDS;

/** The kinds that have a file in src/data/loaders. */
export type ImplementedLoader = {
  [K in LoaderKind]: (typeof LOADER_KINDS)[K]['implemented'] extends true ? K : never;
}[LoaderKind];

export function loaderFacts(kind: string): LoaderFacts | undefined {
  return Object.hasOwn(LOADER_KINDS, kind) ? LOADER_KINDS[kind as LoaderKind] : undefined;
}

export function isImplemented(kind: string): kind is ImplementedLoader {
  return loaderFacts(kind)?.implemented === true;
}
