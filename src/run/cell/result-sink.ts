import { join } from 'node:path';
import type { Fidelity } from '../../models/fidelity.js';
import { cellPath, QUERY_SCORES, RUNS } from '../../results/cell-files.js';
import { writeCellRun } from '../../results/cell-run-file.js';
import { writeQueryScores } from '../../results/query-scores-file.js';
import { Journal, readJournal, type JournalCell } from '../../results/write/journal.js';
import type { RunFacts } from '../../results/write/run-manifest.js';
import { packageVersions } from '../../results/write/run-settings.js';
import { settleResults } from '../../results/write/settle.js';
import { resultOfSubset, type SubsetResult } from '../../results/write/subset-result.js';
import type { Cell } from '../../types/cell.js';
import type { ManifestCell } from '../../types/generated/run-manifest.js';
import type { Ranking } from '../../types/ranking.js';
import type { QueryScores } from '../../types/scores.js';
import type { PoolBias } from './bias.js';
import { writePoolHits } from './pool-hits.js';

/** Result files are at most so much older than the journal, */
const SETTLE_MS = 1500;
/** and bringing them up to date takes at most one part in so many of the time. */
const SETTLE_SHARE = 20;

/**
 * As many as mteb reranks. The thousand hits that are scored take 18 MB for one cell of XQuAD-R,
 * and longer to write than to find.
 */
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
 * Takes the finished cells of one revision folder. Rankings and per-query scores are on disk before
 * the line of the journal that stands for the cell. The result files follow while the run goes on,
 * and from the journal alone: what a kill leaves is completed by the next run.
 */
export class ResultSink {
  readonly #folder: string;
  readonly #runDepth: number;
  readonly #journal: Journal;
  #facts: RunFacts;
  #lastDate = 0;
  #timer: NodeJS.Timeout | undefined;
  #settling: Promise<void> = Promise.resolve();
  #wait = SETTLE_MS;
  /** Cells came since the result files were last brought up to date. */
  #behind = false;
  #closed = false;

  /**
   * @param runDepth hits per query that are kept in the run files; scores are of the whole ranking
   */
  constructor(folder: string, facts: RunFacts, runDepth = DEFAULT_RUN_DEPTH) {
    this.#folder = folder;
    this.#facts = facts;
    this.#runDepth = runDepth;
    this.#journal = new Journal(folder);
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

  /**
   * The cell is on disk when this returns. When it throws, nothing of it counts, and other cells
   * can follow.
   */
  async add(finished: FinishedCell): Promise<void> {
    const { cell, rankings, perQuery, bias } = finished;
    const entry = this.#entry(finished);
    const tag = cell.model.name.replaceAll(/\s/g, '_');
    await writeCellRun(
      join(this.#folder, cellPath(RUNS, cell)),
      cell,
      rankings,
      tag,
      this.#runDepth,
    );
    await writeQueryScores(join(this.#folder, cellPath(QUERY_SCORES, cell)), cell, perQuery);
    if (bias !== undefined) await writePoolHits(this.#folder, cell, bias.top, tag);
    await this.#journal.append(this.#facts, entry);
    this.#behind = true;
    this.#arm();
  }

  #arm(): void {
    this.#timer ??= setTimeout(() => this.#settle(), this.#wait);
  }

  #entry({ cell, result, record, bias }: FinishedCell): JournalCell {
    // Each a millisecond later than the one before: the date tells which cells a result file has
    // counted.
    this.#lastDate = Math.max(Date.now(), this.#lastDate + 1);
    return {
      result: resultOfSubset({ ...result, date: new Date(this.#lastDate) }),
      settings: {
        task: cell.task,
        splits: [cell.split],
        subsets: [cell.subset],
        version: packageVersions({ glottobench: this.#facts.glottobench }),
        encode_kwargs: declaredOtherwise(this.#facts.precision),
      },
      record,
      ...(bias !== undefined && {
        bias: { row: bias.row, documents: Object.fromEntries(bias.documents) },
      }),
    };
  }

  /**
   * For readers of a run that goes on. What fails here fails again at the end, and is said there.
   */
  #settle(): void {
    const start = performance.now();
    this.#behind = false;
    this.#settling = readJournal(this.#folder)
      .then((content) => settleResults(this.#folder, content))
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => {
        this.#timer = undefined;
        this.#wait = Math.max(SETTLE_MS, (performance.now() - start) * SETTLE_SHARE);
        if (this.#behind && !this.#closed) this.#arm();
      });
  }

  /** Ends writing; the journal is left for who brings everything up to date. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#settling;
    await this.#journal.close();
  }
}

/**
 * Settings of mteb's `encode` that are not its defaults: the precision, where the model's declared
 * one is another.
 */
function declaredOtherwise(precision: string | null): Readonly<Record<string, string>> {
  return precision?.includes('declared') === true ? { dtype: precision } : {};
}
