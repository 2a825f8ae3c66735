import { meanRankCorrelation } from '../metrics/bias/mean-rank-correlation.js';
import { biasPath, storedBias, writeBias } from '../results/bias-file.js';
import { loaderFacts } from '../registry/loader-kinds.js';
import { findCellFiles, RUNS } from '../results/cell-files.js';
import { readCellRun } from '../results/cell-run-file.js';
import type { Cell } from '../types/cell.js';
import type { BiasMacro, BiasMrc, BiasReport, BiasRow } from '../types/generated/bias.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { Ranking } from '../types/ranking.js';
import { MRC_K, topOf, type PoolBias } from './bias.js';

/** One (task, split) whose pool was ranked in this run. */
interface Open {
  readonly path: string;
  readonly definition: TaskDefinition;
  readonly report: BiasReport;
  /** Subset → first hits. */
  readonly top: Map<string, readonly Ranking[]>;
}

/** Writes the bias reports of one revision folder: a row per cell as it ends, MRC when all have ended. */
export class BiasReports {
  readonly #folder: string;
  readonly #open = new Map<string, Open>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Adds the row of a finished cell; it is on disk when this returns. */
  async add(
    { task, split, model, subset }: Cell,
    definition: TaskDefinition,
    bias: PoolBias,
  ): Promise<void> {
    const path = biasPath(this.#folder, task, split);
    const known = this.#open.get(path)?.report ?? (await storedBias(this.#folder, task, split));
    const documents = Object.fromEntries(bias.documents);
    const same =
      known?.dataset_revision === definition.dataset.revision &&
      JSON.stringify(known.documents) === JSON.stringify(documents);
    const rows = [...(same ? known.rows.filter((row) => row.subset !== subset) : []), bias.row];
    const report: BiasReport = {
      format: 1,
      task,
      split,
      model: { ...model },
      dataset_revision: definition.dataset.revision,
      documents,
      macro: macroOf(rows),
      rows,
      mrc: {
        k: MRC_K,
        value: null,
        reason: 'the run was stopped before the rankings were compared',
        comparisons: 0,
        left_out: 0,
        pairs: {},
      },
    };
    const top = this.#open.get(path)?.top ?? new Map<string, readonly Ranking[]>();
    top.set(subset, bias.top);
    this.#open.set(path, { path, definition, report, top });
    await writeBias(this.#folder, report);
  }

  /** Compares the rankings of all query languages and gives the paths of the files. Rows of earlier runs take theirs from `runs/`. */
  async close(): Promise<string[]> {
    for (const open of this.#open.values())
      await writeBias(this.#folder, { ...open.report, mrc: await this.#compare(open) });
    return [...this.#open.keys()];
  }

  async #compare({ report, definition, top }: Open): Promise<BiasMrc> {
    const languages = new Map<string, string>();
    const questions = new Map<string, string>();
    const rankings: Ranking[] = [];
    for (const { subset, query_language: language } of report.rows) {
      for (const { query, docs, scores } of top.get(subset) ??
        (await this.#stored(report, subset))) {
        // Translations may share their id (XQuAD-R): here each needs its own.
        const own = `${subset}\u0000${query}`;
        languages.set(own, language);
        questions.set(own, questionOf(query, definition));
        rankings.push({ query: own, docs, scores });
      }
    }
    const empty = { k: MRC_K, value: null, comparisons: 0, left_out: 0, pairs: {} };
    if (new Set(languages.values()).size < 2)
      return { ...empty, reason: 'needs questions in two languages' };
    const found = meanRankCorrelation(rankings, {
      k: MRC_K,
      queryLanguage: (id) => languages.get(id),
      questionOf: (id) => questions.get(id),
    });
    const { queryLanguages, documentLanguages, values } = found.pairs;
    const pairs = queryLanguages.map((a, i): [string, Record<string, number>] => [
      a,
      Object.fromEntries(
        documentLanguages
          .flatMap((b, j) =>
            a === b ? [] : [[b, values[i * documentLanguages.length + j] ?? NaN] as const],
          )
          .filter(([, value]) => !Number.isNaN(value)),
      ),
    ]);
    return {
      k: MRC_K,
      value: found.value,
      comparisons: found.comparisons,
      left_out: found.leftOut,
      pairs: Object.fromEntries(pairs),
    };
  }

  async #stored({ task, split, rows }: BiasReport, subset: string): Promise<Ranking[]> {
    const cells = rows.map((row) => ({ task, split, subset: row.subset }));
    const file = (await findCellFiles(this.#folder, RUNS, cells))({ task, split, subset });
    if (file === undefined) return [];
    // A run with --run-depth may have kept too little to compare.
    return (await readCellRun(file))
      .filter(({ docs }) => docs.length >= MRC_K)
      .map((ranking) => topOf(ranking, MRC_K));
  }
}

/** The question behind a query: its id without what the loader rule puts beside it. */
function questionOf(query: string, { loader }: TaskDefinition): string {
  const beside = loaderFacts(loader.kind)?.besideQuestion;
  return beside === undefined ? query : query.replace(beside, '');
}

function macroOf(rows: readonly BiasRow[]): BiasMacro {
  const mean = (values: readonly (number | null)[]): number | null =>
    values.some((value) => value === null)
      ? null
      : values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;
  const questions = rows.reduce((sum, { queries }) => sum + queries, 0);
  return {
    query_languages: rows.length,
    rank_distance: mean(rows.map(({ rank_distance }) => rank_distance.value)),
    rank_distance_normalised: mean(rows.map(({ rank_distance }) => rank_distance.normalised)),
    lareqa_map: rows.reduce((sum, row) => sum + row.lareqa_map, 0) / rows.length,
    lareqa_map_pooled: rows.reduce((sum, row) => sum + row.lareqa_map * row.queries, 0) / questions,
  };
}
