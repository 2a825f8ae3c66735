/** What can be wrong with the data of a task; errors change scores or cannot be meant, warnings should be known. */
export const DATA_ISSUES = {
  'dangling-qrels': {
    severity: 'error',
    message: 'relevant documents are not in the corpus: no model can find them',
  },
  'duplicate-document-id': {
    severity: 'error',
    message: 'document ids stand twice: one of the texts is lost',
  },
  'duplicate-query-id': {
    severity: 'error',
    message: 'query ids stand twice: one of the texts is lost',
  },
  'empty-query': { severity: 'error', message: 'queries have no text' },
  'empty-document': { severity: 'warning', message: 'documents have no text' },
  'duplicate-document-text': {
    severity: 'warning',
    message: 'documents repeat the text of another: only one of them may be judged, and they tie',
  },
  'duplicate-query-text': { severity: 'warning', message: 'queries repeat the text of another' },
  'without-positive': {
    severity: 'warning',
    message: 'queries have judgements, but none above 0: they score 0 with every model',
  },
  'without-judgement': {
    severity: 'warning',
    message: 'queries have no judgement and are left out',
  },
  'unknown-query': {
    severity: 'warning',
    message: 'judgements are about queries that do not exist',
  },
  'unknown-document': {
    severity: 'warning',
    message: 'documents judged as not relevant are not in the corpus',
  },
  'leaked-query': { severity: 'warning', message: 'queries stand in the corpus word by word' },
  'leaked-answer': {
    severity: 'warning',
    message: 'queries have a relevant document with the same text: string match finds it',
  },
} as const satisfies Record<string, { severity: 'error' | 'warning'; message: string }>;

type DataIssueKind = keyof typeof DATA_ISSUES;

export interface DataIssue {
  readonly kind: DataIssueKind;
  readonly severity: 'error' | 'warning';
  readonly split: string;
  readonly subset: string;
  readonly message: string;
  readonly count: number;
  /** Ids, at most three. */
  readonly examples: readonly string[];
}

const EXAMPLES = 3;

/** Counts what is found in one subset. */
export class DataIssueList {
  readonly #found = new Map<DataIssueKind, { count: number; examples: string[] }>();

  constructor(
    private readonly split: string,
    private readonly subset: string,
  ) {}

  add(kind: DataIssueKind, id: string): void {
    const entry = this.#found.get(kind) ?? { count: 0, examples: [] };
    this.#found.set(kind, entry);
    entry.count++;
    if (entry.examples.length < EXAMPLES && !entry.examples.includes(id)) entry.examples.push(id);
  }

  /** Errors first, in the order of {@link DATA_ISSUES}. */
  issues(): DataIssue[] {
    const all = (Object.keys(DATA_ISSUES) as DataIssueKind[]).flatMap((kind) => {
      const found = this.#found.get(kind);
      return found === undefined
        ? []
        : [
            {
              kind,
              severity: DATA_ISSUES[kind].severity,
              split: this.split,
              subset: this.subset,
              message: DATA_ISSUES[kind].message,
              ...found,
            },
          ];
    });
    return all;
  }
}
