import { pythonStrip } from '../base/python.js';
import type { TextItem } from '../types/text.js';
import type { WarningList } from '../warnings/warning-list.js';
import type { LoadedSubset } from './loader.js';
import { IdSet } from './check/id-set.js';
import { TextCheck } from './check/text-check.js';

interface SubsetCheckOptions {
  /** The task takes the document whose id is the query's out of every ranking. */
  readonly ignoreIdenticalIds: boolean;
  /** Also look for texts that stand twice and for leaks: costs a hash per text. */
  readonly texts: boolean;
}

/**
 * Looks for what would falsify the scores of one subset, while its data stream: the one eye of
 * `run`, `tasks validate --data` and `tasks export`. Holds the judgements and 64 bits per document
 * id.
 */
export class SubsetCheck {
  readonly #loaded: LoadedSubset;
  readonly #warnings: WarningList;
  readonly #options: SubsetCheckOptions;
  readonly #queries: ReadonlyMap<string, TextItem>;

  /** Queries and judgements are looked at at once. */
  constructor(loaded: LoadedSubset, warnings: WarningList, options: SubsetCheckOptions) {
    this.#loaded = loaded;
    this.#warnings = warnings;
    this.#options = options;
    this.#queries = this.#judgedQueries();
    this.#checkJudgements();
  }

  /** mteb's filter: queries with a judgement, in file order; of one id the first. */
  get queries(): readonly TextItem[] {
    return [...this.#queries.values()];
  }

  #judgedQueries(): ReadonlyMap<string, TextItem> {
    const { queries, qrels } = this.#loaded;
    const kept = new Map<string, TextItem>();
    for (const query of queries) {
      if ((qrels.get(query.id)?.size ?? 0) === 0) continue;
      if (kept.has(query.id)) this.#warnings.add('duplicate-query-id', query.id);
      else kept.set(query.id, query);
    }
    for (const { id, text } of kept.values())
      if (pythonStrip(text) === '') this.#warnings.add('empty-query', id);
    return kept;
  }

  #checkJudgements(): void {
    const { topRanked } = this.#loaded;
    if (topRanked !== undefined)
      for (const id of this.#queries.keys())
        if ((topRanked.get(id)?.length ?? 0) === 0) this.#warnings.add('without-candidates', id);
    for (const [query, grades] of this.#loaded.qrels) {
      if (grades.size === 0) continue;
      if (!this.#queries.has(query)) this.#warnings.add('unknown-query', query);
      else if (![...grades.values()].some((grade) => grade > 0))
        this.#warnings.add('without-positive', query);
      else if (this.#options.ignoreIdenticalIds && (grades.get(query) ?? 0) > 0)
        this.#warnings.add('relevant-self', query);
    }
  }

  /**
   * The corpus, looked at as it passes; what is missing is known when it ends. Every call counts
   * anew.
   */
  async *corpus(signal?: AbortSignal): AsyncGenerator<readonly TextItem[]> {
    this.#warnings.beginCorpus();
    const judged = this.#judgedDocuments();
    const ids = new IdSet();
    const texts = this.#options.texts ? new TextCheck(this.#warnings) : undefined;
    for await (const chunk of this.#loaded.corpus(signal)) {
      for (const document of chunk) {
        judged.delete(document.id);
        const isNew = ids.add(document.id);
        this.#checkDocument(document, isNew);
        texts?.document(document, isNew);
      }
      yield chunk;
    }
    for (const [id, relevant] of judged)
      this.#warnings.add(relevant ? 'dangling-qrels' : 'unknown-document', id);
    texts?.queries(this.queries, this.#loaded.qrels);
  }

  #checkDocument({ id, text }: TextItem, isNew: boolean): void {
    if (!isNew) this.#warnings.add('duplicate-document-id', id);
    if (text === '') this.#warnings.add('empty-document', id);
    const query = this.#queries.get(id);
    if (query === undefined || this.#options.ignoreIdenticalIds) return;
    const known = (this.#loaded.qrels.get(id)?.get(id) ?? 0) > 0;
    if (!known && pythonStrip(query.text) === text && text !== '')
      this.#warnings.add('self-retrieval', id);
  }

  /** Document → whether it is relevant for a query, of the queries that are kept. */
  #judgedDocuments(): Map<string, boolean> {
    const judged = new Map<string, boolean>();
    for (const id of this.#queries.keys())
      for (const [document, grade] of this.#loaded.qrels.get(id) ?? [])
        judged.set(document, grade > 0 || judged.get(document) === true);
    return judged;
  }
}
