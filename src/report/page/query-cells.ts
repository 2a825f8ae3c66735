import { dirname } from 'node:path';
import type { LoadedResults } from '../../analysis/load-results.js';
import { isGlottobenchError } from '../../base/errors.js';
import { openDataset } from '../../data/open-dataset.js';
import { openPackage } from '../../data/package-repository.js';
import { topDocuments } from '../../metrics/ranks/order.js';
import { findCellFiles, QUERY_SCORES, RUNS } from '../../results/cell-files.js';
import { readCellRun } from '../../results/cell-run-file.js';
import { readQueryScores } from '../../results/query-scores-file.js';
import { readManifest } from '../../results/read/run-manifest.js';
import type { CellName } from '../../types/cell.js';
import type { RetrievalDataset } from '../../types/dataset.js';
import type { ManifestCell } from '../../types/generated/run-manifest.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { PageDocument, PageQuery, PageQueryCell } from '../../types/page.js';

/** Queries per cell, from the worst. */
const QUERIES = 5;
/** Hits per query. */
const HITS = 10;

/** A cell of a run, and where its files lie. */
interface RunCell {
  readonly label: string;
  readonly folder: string;
  readonly cells: readonly ManifestCell[];
  readonly cell: ManifestCell;
}

/**
 * The worst queries of every cell whose texts ship with the package: others' texts are not copied
 * into a file that is sent around. Cells without rankings or per-query scores are left out.
 * @param labelOf how a model is called on the page
 */
export async function queryCells(
  { stored, tasks }: LoadedResults,
  labelOf: (name: string, revision: string) => string | undefined,
): Promise<PageQueryCell[]> {
  const folders = new Map<string, string>();
  for (const { file, model, revision } of stored) {
    const label = labelOf(model, revision);
    if (label !== undefined) folders.set(dirname(file), label);
  }
  const found: PageQueryCell[] = [];
  const texts = new Texts();
  for (const [folder, label] of folders) {
    const cells = (await readManifest(folder))?.cells ?? [];
    for (const cell of cells) {
      const definition = tasks.get(cell.task);
      if (definition?.dataset.path.startsWith('npm:') !== true) continue;
      const made = await queryCell({ label, folder, cells, cell }, definition, texts);
      if (made !== undefined) found.push(made);
    }
  }
  return found;
}

async function queryCell(
  { label, folder, cells, cell }: RunCell,
  definition: TaskDefinition,
  texts: Texts,
): Promise<PageQueryCell | undefined> {
  const scoreFile = (await findCellFiles(folder, QUERY_SCORES, cells))(cell);
  const runFile = (await findCellFiles(folder, RUNS, cells))(cell);
  if (scoreFile === undefined || runFile === undefined) return undefined;
  const { queries, values } = await readQueryScores(scoreFile);
  const scores = values[definition.main_score];
  const opened = await texts.of(definition, cell);
  if (scores === undefined || opened === undefined) return undefined;
  const worst = queries
    .map((id, i) => ({ id, score: scores[i] ?? NaN }))
    .filter(({ score }) => Number.isFinite(score))
    .sort((a, b) => a.score - b.score || (a.id < b.id ? -1 : 1))
    .slice(0, QUERIES);
  const rankings = new Map((await readCellRun(runFile)).map((one) => [one.query, one]));
  return {
    model: label,
    task: cell.task,
    split: cell.split,
    subset: cell.subset,
    metric: definition.main_score,
    source: `${definition.dataset.path} ${cell.dataset_revision}, licence ${definition.license ?? 'not stated'}`,
    queries: worst.flatMap(({ id, score }): PageQuery[] => {
      const query = opened.queries.get(id);
      const ranking = rankings.get(id);
      if (query === undefined || ranking === undefined) return [];
      const gold = opened.dataset.qrels.get(id) ?? new Map<string, number>();
      const scoreOf = new Map(ranking.docs.map((doc, i) => [doc, ranking.scores[i] ?? NaN]));
      const document = (doc: string, own: number | null): PageDocument => ({
        id: doc,
        ...(opened.documents.get(doc) ?? { text: '(not in the corpus)', language: '' }),
        score: own,
        relevant: (gold.get(doc) ?? 0) > 0,
      });
      return [
        {
          id,
          ...query,
          score,
          gold: [...gold].filter(([, grade]) => grade > 0).map(([doc]) => document(doc, null)),
          hits: topDocuments(ranking, HITS).map((doc) => document(doc, scoreOf.get(doc) ?? null)),
        },
      ];
    }),
  };
}

interface Text {
  readonly text: string;
  readonly language: string;
}

interface OpenedTexts {
  readonly dataset: RetrievalDataset;
  readonly queries: ReadonlyMap<string, Text>;
  readonly documents: ReadonlyMap<string, Text>;
}

/** Texts of the cells, opened once for all models. */
class Texts {
  readonly #opened = new Map<string, Promise<OpenedTexts | undefined>>();

  of(definition: TaskDefinition, cell: CellName): Promise<OpenedTexts | undefined> {
    const key = JSON.stringify([cell.task, cell.split, cell.subset]);
    const known = this.#opened.get(key) ?? open(definition, cell);
    this.#opened.set(key, known);
    return known;
  }
}

async function open(definition: TaskDefinition, cell: CellName): Promise<OpenedTexts | undefined> {
  try {
    const source = await openPackage(definition.dataset.path);
    const dataset = await openDataset(definition, { ...cell, source });
    const [query = ''] = dataset.queryLanguages;
    const [document = ''] = dataset.documentLanguages;
    const documents = new Map<string, Text>();
    for await (const chunk of dataset.corpus())
      for (const { id, text, language } of chunk)
        documents.set(id, { text, language: language ?? document });
    return {
      dataset,
      queries: new Map(
        dataset.queries.map(({ id, text, language }) => [
          id,
          { text, language: language ?? query },
        ]),
      ),
      documents,
    };
  } catch (error) {
    // data that are no longer there: the scores stand without their texts
    if (isGlottobenchError(error)) return undefined;
    throw error;
  }
}
