import { anySufficient, typologyTable } from '../../report/typology-table.js';
import { basename, dirname } from 'node:path';
import { formatPlace, isGlottobenchError, type GlottobenchError } from '../../base/errors.js';
import { BIAS_FOLDER } from '../../results/bias-file.js';
import type { Cell, CellName, CellResult } from '../../types/cell.js';
import type { Warning } from '../../types/generated/warning.js';
import { describeTogether } from '../../warnings/describe.js';
import { warningCodes } from '../../warnings/record.js';
import { Marks } from '../../report/marks.js';
import type { CellScore } from '../../types/cell-score.js';
import type { PlannedModel, RunEvent } from '../../types/event.js';
import { formatScore, SETTING_COLUMNS } from '../../report/format.js';
import type { Setting } from '../../types/dataset.js';
import type { TableModel } from '../../types/table.js';
import { joined } from '../../report/columns.js';
import { counted, listed } from '../../base/wording.js';
import { ASKED_BY_SETTING } from '../../protocols/asked.js';
import { formatCount, formatDuration } from '../../report/quantities.js';

/** Collects a run's events for what is printed at its end. */
export class RunSummary {
  #models: readonly PlannedModel[] = [];
  #metrics: Readonly<Record<string, string>> = {};
  #asks: Extract<RunEvent, { type: 'planned' }>['asks'] = {};
  readonly #cells: CellScore[] = [];
  /** Model and cell → what is known against the number. */
  readonly #warnings = new Map<string, Warning[]>();
  readonly #failed: Extract<CellResult, { state: 'failed' }>[] = [];
  readonly #start = Date.now();
  #files: readonly string[] = [];
  #kept = 0;
  #planned = 0;
  /** What ended a strict run whose cells are all there. */
  doubt: GlottobenchError | undefined;

  event(event: RunEvent): void {
    if (event.type === 'planned') {
      this.#models = event.models;
      this.#planned = event.cells.length;
      this.#metrics = event.metrics;
      this.#asks = event.asks;
    } else if (event.type === 'cell') this.#cell(event.result);
    else if (event.type === 'warning' && event.cell !== null) {
      const { model, code, cell, count, examples, remedy } = event;
      const key = keyOf(model ?? '', cell);
      const known = this.#warnings.get(key) ?? [];
      this.#warnings.set(key, [...known, { code, cell, count, examples, remedy }]);
    } else if (event.type === 'finished') {
      this.#files = event.files;
      this.#kept = event.kept;
    }
  }

  #cell(result: CellResult): void {
    if (result.state === 'failed') this.#failed.push(result);
    if (result.state !== 'scored' && result.state !== 'kept') return;
    const { cell, mainScore } = result;
    const backbone = this.#models.find(
      ({ name, revision }) => name === cell.model.name && revision === cell.model.revision,
    )?.backbone;
    this.#cells.push({
      model: { ...cell.model, backbone },
      task: cell.task,
      split: cell.split,
      subset: cell.subset,
      setting: cell.setting,
      queryLanguages: cell.queryLanguages,
      documentLanguages: cell.documentLanguages,
      metric: this.#metrics[cell.task] ?? 'main_score',
      mainScore,
    });
  }

  /** How far a run is that was stopped. */
  stand(): string {
    return `${formatCount(this.#cells.length)} of ${counted(this.#planned, 'cell')} are done; the same command continues`;
  }

  /** Cells with a score, kept ones included. */
  get cells(): number {
    return this.#cells.length;
  }

  /** The results folder that was really written to. */
  get out(): string | undefined {
    const folder = this.#models[0]?.folder;
    return folder === undefined ? undefined : dirname(dirname(folder));
  }

  get models(): readonly PlannedModel[] {
    return this.#models;
  }

  /** Cells of one model and task that have a score. */
  cellsOf(model: PlannedModel, task: string): CellScore[] {
    return this.#cells
      .filter(
        (cell) =>
          cell.task === task &&
          cell.model.name === model.name &&
          cell.model.revision === model.revision,
      )
      .map((cell) => ({ ...cell, warnings: this.#warnings.get(keyOf(cell.model.name, cell)) }));
  }

  /** What was odd in the data, one sentence per task and code, however many models met it. */
  warnings(): string[] {
    return describeTogether([...this.#warnings.values()].flat());
  }

  /** Reports of language bias that were written. */
  get biasFiles(): readonly string[] {
    return this.#files.filter((file) => basename(dirname(file)) === BIAS_FOLDER);
  }

  get failed(): number {
    return this.#failed.length;
  }

  /**
   * Exit status: 0 when nothing failed; the status that all failures share when nothing else came
   * of the run; else 1.
   */
  get status(): number {
    if (this.#failed.length === 0) return 0;
    const statuses = new Set(
      this.#failed.map(({ error }) => (isGlottobenchError(error) ? error.exitCode : 1)),
    );
    const [only] = statuses;
    return this.#cells.length === 0 && statuses.size === 1 && only !== undefined ? only : 1;
  }

  /** One line per model and task: the mean of each setting. */
  overview(): TableModel {
    const settings = Object.entries(SETTING_COLUMNS) as [Setting, string][];
    const present = settings.filter(([setting]) =>
      this.#cells.some((cell) => cell.setting === setting),
    );
    const tasks = [...new Set(this.#cells.map(({ task }) => task))];
    const marks = new Marks([...this.#warnings.values()].flat(), asWarned);
    const rows = this.#models.flatMap((model) =>
      tasks.map((task) => {
        const cells = this.cellsOf(model, task);
        return [
          model.name.replace(/^(glottobench|local)\//, ''),
          task,
          this.#metrics[task] ?? '',
          ...present.flatMap(([setting]) =>
            meanOf(
              cells.filter((cell) => cell.setting === setting),
              marks,
            ),
          ),
        ];
      }),
    );
    return {
      title: '',
      columns: [
        { title: 'model' },
        { title: 'task' },
        { title: 'metric' },
        ...present.flatMap(([, label]) => [
          { title: label, align: 'right' as const },
          joined('cells'),
        ]),
      ],
      rows,
      keys: 2,
      remarks: this.#whatIsAsked(tasks, present),
      notes: marks.notes(),
    };
  }

  /** What each setting asks: numbers of different questions stand in one row. */
  #whatIsAsked(
    tasks: readonly string[],
    settings: readonly (readonly [Setting, string])[],
  ): string[] {
    return settings.flatMap(([setting, label]) => {
      const asked = new Map<string, string[]>();
      for (const task of tasks) {
        const words = this.#asks[task]?.[setting] ?? ASKED_BY_SETTING[setting];
        asked.set(words, [...(asked.get(words) ?? []), task]);
      }
      return [...asked].map(([words, of]) =>
        asked.size === 1 ? `${label}: ${words}` : `${label}, ${listed(of)}: ${words}`,
      );
    });
  }

  /**
   * The typology table of each model and task; none where no group has enough languages to be read.
   */
  typology(): TableModel[] {
    const tasks = [...new Set(this.#cells.map(({ task }) => task))];
    return this.#models.flatMap((model) =>
      tasks.flatMap((task) => {
        const cells = this.cellsOf(model, task);
        return cells.length === 0 || !anySufficient(cells)
          ? []
          : [typologyTable(cells, {}, asWarned)];
      }),
    );
  }

  /**
   * One line per model, task and message: data that is not there fails every cell of its task
   * alike.
   */
  #failures(): string[] {
    const groups = new Map<string, { line: string; cells: Cell[] }>();
    for (const { cell, error } of this.#failed) {
      const line = `${placeOf(error)}${error.message}${hintOf(error)}`;
      const key = JSON.stringify([cell.model, cell.task, line]);
      const group = groups.get(key) ?? { line, cells: [] };
      groups.set(key, group);
      group.cells.push(cell);
    }
    return [...groups.values()].map(({ line, cells: [first, ...others] }) =>
      first === undefined
        ? line
        : `${first.model.name} ${first.task} ${others.length === 0 ? `${first.split} ${first.subset}` : `(${others.length + 1} cells)`}: ${line}`,
    );
  }

  /** What was written, what failed, and the time it took. */
  closing(): string[] {
    const failures = this.#failures();
    const lines = failures.slice(0, 10).map((line) => `failed   ${line}`);
    if (failures.length > 10) lines.push(`failed   ... and ${failures.length - 10} more`);
    const results = this.#files.filter((file) => !file.includes('/typology/'));
    lines.push(...results.slice(0, 6).map((file) => `written  ${file}`));
    if (results.length > 6) lines.push(`written  ... and ${results.length - 6} more`);
    lines.push(
      `${counted(this.#cells.length - this.#kept, 'cell')} run, ${this.#kept} kept, ${this.#failed.length} failed, in ${formatDuration((Date.now() - this.#start) / 1000)}`,
    );
    return lines;
  }
}

function keyOf(model: string, { task, split, subset }: CellName): string {
  return JSON.stringify([model, task, split, subset]);
}

/** The whole sentence was printed before the tables. */
function asWarned([first]: readonly Warning[]): string[] {
  return first === undefined ? [] : [`${first.code}, as warned above`];
}

/** The file (and line) that the fault is in. */
function placeOf(error: Error): string {
  const place = isGlottobenchError(error) ? formatPlace(error.place) : '';
  return place === '' ? '' : `${place}: `;
}

function hintOf(error: Error): string {
  return isGlottobenchError(error) && error.hint !== undefined ? ` (${error.hint})` : '';
}

function meanOf(cells: readonly CellScore[], marks: Marks): [string, string] {
  if (cells.length === 0) return ['–', '0'];
  return [
    marks.beside(
      formatScore(cells.reduce((sum, cell) => sum + cell.mainScore, 0) / cells.length),
      warningCodes(cells.flatMap(({ warnings }) => warnings ?? [])),
    ),
    String(cells.length),
  ];
}
