import { subsetLanguages } from '../registry/subsets.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { Warning } from '../types/generated/warning.js';
import type { RepositoryFiles } from '../types/repository.js';
import { warningKind } from '../warnings/table.js';
import type { WarningSeverity } from '../warnings/warning-kind.js';
import type { LoadedSubset } from './loader.js';
import { loadSubset } from './open-dataset.js';
import { StatisticsBuilder, type RetrievalStatistics } from './check/statistics.js';
import { SubsetCheck } from './subset-check.js';

/** A record with the severity of its code. */
export interface DataIssue extends Warning {
  readonly severity: WarningSeverity;
}

export interface DataCheck {
  /** Per split and subset, in the order of the table of codes. */
  readonly issues: readonly DataIssue[];
  /**
   * Split → MTEB's descriptive statistics; per subset below `hf_subset_descriptive_stats` where the
   * task has named subsets.
   */
  readonly statistics: Readonly<Record<string, RetrievalStatistics>>;
}

/**
 * Reads all splits and subsets of a task and looks for what would falsify its scores: what a run
 * looks at (`SubsetCheck`), and texts that stand twice or leak. Holds ids and text hashes of one
 * subset's corpus, and text hashes of a split.
 * @throws what opening the data throws
 */
export async function checkData(
  definition: TaskDefinition,
  source: RepositoryFiles,
  signal?: AbortSignal,
): Promise<DataCheck> {
  const issues: DataIssue[] = [];
  const statistics: Record<string, RetrievalStatistics> = {};
  for (const split of definition.eval_splits) {
    const whole = new StatisticsBuilder();
    const bySubset: Record<string, RetrievalStatistics> = {};
    for (const [subset] of subsetLanguages(definition)) {
      const { loaded, request } = await loadSubset(definition, { split, subset, source, signal });
      const check = new SubsetCheck(loaded, request.warnings, {
        ignoreIdenticalIds: definition.ignore_identical_ids ?? false,
        texts: true,
      });
      const own = new StatisticsBuilder();
      await count(check, loaded, [own, whole], signal);
      bySubset[subset] = own.build();
      for (const record of request.warnings.records({ task: definition.name, split, subset }))
        issues.push({ ...record, severity: warningKind(record.code)?.severity ?? 'warning' });
    }
    statistics[split] = Array.isArray(definition.eval_langs)
      ? whole.build()
      : { ...whole.build(), hf_subset_descriptive_stats: bySubset };
  }
  return { issues, statistics };
}

async function count(
  check: SubsetCheck,
  { qrels, queries: all, topRanked }: LoadedSubset,
  builders: readonly StatisticsBuilder[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const documents = new Set<string>();
  for await (const chunk of check.corpus(signal)) {
    for (const { id, text } of chunk) {
      documents.add(id);
      for (const builder of builders) builder.addDocument(text);
    }
  }
  // A query that stands twice is two texts, as in mteb's statistics.
  const judged = all.filter(({ id }) => (qrels.get(id)?.size ?? 0) > 0);
  const queries = new Set(judged.map(({ id }) => id));
  for (const builder of builders) {
    for (const { text } of judged) builder.addQuery(text);
    builder.addJudgements(qrels, { queries, documents }, topRanked);
  }
}
