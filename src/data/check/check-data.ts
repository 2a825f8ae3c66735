import { pythonStrip } from '../../base/python.js';
import { subsetLanguages } from '../../registry/subsets.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { RepositoryFiles } from '../../types/repository.js';
import type { LoadedSubset } from '../loader.js';
import { loadSubset } from '../open-dataset.js';
import { DataIssueList, type DataIssue } from './data-issue.js';
import { StatisticsBuilder, textHash, type RetrievalStatistics } from './statistics.js';

export interface DataCheck {
  readonly issues: readonly DataIssue[];
  /** Split → MTEB's descriptive statistics; per subset below `hf_subset_descriptive_stats` where the task has named subsets. */
  readonly statistics: Readonly<Record<string, RetrievalStatistics>>;
  /** What the loader found odd but harmless. */
  readonly warnings: readonly string[];
}

/**
 * Reads all splits and subsets of a task and looks for what would falsify its scores.
 * Holds ids and text hashes of one subset's corpus, and text hashes of a split.
 * @throws what opening the data throws
 */
export async function checkData(
  definition: TaskDefinition,
  source: RepositoryFiles,
  signal?: AbortSignal,
): Promise<DataCheck> {
  const issues: DataIssue[] = [];
  const statistics: Record<string, RetrievalStatistics> = {};
  const warnings = new Set<string>();
  for (const split of definition.eval_splits) {
    const whole = new StatisticsBuilder();
    const bySubset: Record<string, RetrievalStatistics> = {};
    for (const [subset] of subsetLanguages(definition)) {
      const list = new DataIssueList(split, subset);
      const { loaded, request } = await loadSubset(
        definition,
        { split, subset, source, signal },
        (query) => list.add('without-judgement', query),
      );
      const own = new StatisticsBuilder();
      await checkSubset(loaded, list, [own, whole], signal);
      bySubset[subset] = own.build();
      issues.push(...list.issues());
      for (const message of request.warnings.messages) warnings.add(message);
    }
    statistics[split] = Array.isArray(definition.eval_langs)
      ? whole.build()
      : { ...whole.build(), hf_subset_descriptive_stats: bySubset };
  }
  return { issues, statistics, warnings: [...warnings] };
}

async function checkSubset(
  loaded: LoadedSubset,
  list: DataIssueList,
  builders: readonly StatisticsBuilder[],
  signal: AbortSignal | undefined,
): Promise<void> {
  // Id → hash of its text, and hash → first id: enough to find repetitions and leaks without the texts.
  const documents = new Map<string, string>();
  const texts = new Map<string, string>();
  for await (const chunk of loaded.corpus(signal)) {
    for (const { id, text } of chunk) {
      for (const builder of builders) builder.addDocument(text);
      const hash = textHash(text);
      if (documents.has(id)) list.add('duplicate-document-id', id);
      else if (text === '') list.add('empty-document', id);
      else if (texts.has(hash)) list.add('duplicate-document-text', id);
      documents.set(id, hash);
      if (!texts.has(hash)) texts.set(hash, id);
    }
  }
  const queries = checkQueries(loaded, list, builders, documents, texts);
  checkJudgements(loaded, list, queries, documents);
  for (const builder of builders)
    builder.addJudgements(loaded.qrels, { queries, documents }, loaded.topRanked);
}

/** @returns the ids of the queries that are kept */
function checkQueries(
  { queries, qrels }: LoadedSubset,
  list: DataIssueList,
  builders: readonly StatisticsBuilder[],
  documents: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
): Set<string> {
  const ids = new Set<string>();
  const seen = new Set<string>();
  for (const { id, text } of queries) {
    const grades = qrels.get(id);
    if (grades === undefined || grades.size === 0) continue;
    for (const builder of builders) builder.addQuery(text);
    const stripped = pythonStrip(text);
    const hash = textHash(stripped);
    if (ids.has(id)) list.add('duplicate-query-id', id);
    else if (stripped === '') list.add('empty-query', id);
    else if (seen.has(hash)) list.add('duplicate-query-text', id);
    ids.add(id);
    seen.add(hash);
    const relevant = [...grades].filter(([, grade]) => grade > 0);
    if (relevant.length === 0) list.add('without-positive', id);
    if (stripped === '' || !texts.has(hash)) continue;
    list.add(
      relevant.some(([document]) => documents.get(document) === hash)
        ? 'leaked-answer'
        : 'leaked-query',
      id,
    );
  }
  return ids;
}

function checkJudgements(
  { qrels }: LoadedSubset,
  list: DataIssueList,
  queries: ReadonlySet<string>,
  documents: ReadonlyMap<string, string>,
): void {
  for (const [query, grades] of qrels) {
    if (!queries.has(query)) {
      list.add('unknown-query', query);
      continue;
    }
    for (const [document, grade] of grades) {
      if (!documents.has(document))
        list.add(grade > 0 ? 'dangling-qrels' : 'unknown-document', document);
    }
  }
}
