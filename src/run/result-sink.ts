import { join } from 'node:path';
import type { Fidelity } from '../models/fidelity.js';
import { cellPath, QUERY_SCORES, RUNS } from '../results/cell-files.js';
import { writeCellRun } from '../results/cell-run-file.js';
import { writeQueryScores } from '../results/query-scores-file.js';
import { updateManifest, type RunFacts } from '../results/write/run-manifest.js';
import { packageVersions, writeRunSettings } from '../results/write/run-settings.js';
import type { SubsetResult } from '../results/write/subset-result.js';
import { writeTaskResults } from '../results/write/task-result.js';
import type { Cell } from '../types/cell.js';
import type { ManifestCell } from '../types/generated/run-manifest.js';
import type { Ranking } from '../types/ranking.js';
import type { QueryScores } from '../types/scores.js';
import type { PoolBias } from './bias.js';
import { BiasReports } from './bias-reports.js';

/** How long finished cells may wait in memory. A task with 376 subsets would else rewrite a growing file 376 times. */
const FLUSH_MS = 1500;

/** As many as mteb reranks. The thousand hits that are scored take 18 MB for one cell of XQuAD-R, and longer to write than to find. */
const DEFAULT_RUN_DEPTH = 100;

/** Everything one finished cell leaves on disk. */
export interface FinishedCell {
  readonly cell: Cell;
  readonly result: SubsetResult;
  readonly record: ManifestCell;
  readonly rankings: readonly Ranking[];
  readonly perQuery: QueryScores;
  /** Only of a pool of several languages that was ranked in full. */
  readonly bias?: PoolBias | undefined;
}

/**
 * Writes finished cells into one revision folder. Rankings, per-query scores and bias are on disk before the score that stands
 * for them; the score is on disk within seconds, and always before `close` returns. A cell lost to a kill is run again.
 */
export class ResultSink {
  readonly #folder: string;
  readonly #runDepth: number;
  #facts: RunFacts;
  readonly #waiting: FinishedCell[] = [];
  readonly #files = new Set<string>();
  readonly #bias: BiasReports;
  /** Writes go one after the other: the timer may fire while the run flushes. */
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #fault: { readonly error: unknown } | undefined;

  /** @param runDepth hits per query that are kept in the run files; scores are of the whole ranking */
  constructor(folder: string, facts: RunFacts, runDepth = DEFAULT_RUN_DEPTH) {
    this.#folder = folder;
    this.#facts = facts;
    this.#runDepth = runDepth;
    this.#bias = new BiasReports(folder);
  }

  get needsFidelity(): boolean {
    return this.#facts.fidelity === undefined;
  }

  /** Known only once texts have been embedded, before the first cell is added. */
  setFidelity({ texts, minCosine, meanCosine }: Fidelity): void {
    this.#facts = {
      ...this.#facts,
      fidelity: { texts, min_cosine: minCosine, mean_cosine: meanCosine },
    };
  }

  async add(finished: FinishedCell): Promise<void> {
    const { cell, rankings, perQuery } = finished;
    await writeCellRun(
      join(this.#folder, cellPath(RUNS, cell)),
      cell,
      rankings,
      cell.model.name.replaceAll(/\s/g, '_'),
      this.#runDepth,
    );
    await writeQueryScores(join(this.#folder, cellPath(QUERY_SCORES, cell)), cell, perQuery);
    if (finished.bias !== undefined)
      await this.#bias.add(cell, finished.result.task, finished.bias);
    this.#waiting.push(finished);
    this.#timer ??= setTimeout(() => {
      this.flush().catch((error: unknown) => (this.#fault ??= { error }));
    }, FLUSH_MS);
  }

  /** @throws what writing threw, now or when the timer flushed: cells that are reported as scored must not be lost in silence */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#write());
    return this.#writing;
  }

  /** Throws the fault of a timed flush, if there was one. */
  check(): void {
    if (this.#fault !== undefined) throw this.#fault.error;
  }

  async #write(): Promise<void> {
    const batch = [...this.#waiting];
    const tasks = new Set(batch.map(({ cell }) => cell.task));
    for (const task of tasks) {
      const members = batch.filter(({ cell }) => cell.task === task);
      this.#files.add(
        await writeTaskResults(
          this.#folder,
          members.map(({ result }) => result),
        ),
      );
      await writeRunSettings(
        this.#folder,
        [...groupBySplit(members)].map(([split, subsets]) => ({
          task,
          splits: [split],
          subsets,
          version: packageVersions({ glottobench: this.#facts.glottobench }),
          encode_kwargs: {},
        })),
      );
    }
    if (batch.length > 0)
      await updateManifest(
        this.#folder,
        this.#facts,
        batch.map(({ record }) => record),
      );
    // Only what is on disk stops waiting.
    this.#waiting.splice(0, batch.length);
  }

  /** Flushes, and gives the result and bias files that were written. */
  async close(): Promise<readonly string[]> {
    await this.flush();
    return [...this.#files, ...(await this.#bias.close())];
  }
}

function groupBySplit(members: readonly FinishedCell[]): Map<string, string[]> {
  const splits = new Map<string, string[]>();
  for (const { cell } of members)
    splits.set(cell.split, [...(splits.get(cell.split) ?? []), cell.subset]);
  return splits;
}
