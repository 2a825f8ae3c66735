import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { sha256OfFile } from '../../base/content-hash.js';
import { GlottobenchError } from '../../base/errors.js';
import { DEFAULT_SUBSET, subsetLanguages } from '../../registry/subsets.js';
import { writeStreamAtomic } from '../../formats/atomic-stream.js';
import type { RetrievalDataset } from '../../types/dataset.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { describeWarning } from '../../warnings/describe.js';
import type { RepositoryFiles } from '../../types/repository.js';
import { checkData, type DataIssue } from '../check-data.js';
import { openDataset } from '../open-dataset.js';
import { datasetCard, type ExportedConfig, type ExportedPart } from './dataset-card.js';
import { mtebTaskFile, type ExportTarget } from './mteb-task-file.js';

interface ExportedTask {
  /** The Python task file. */
  readonly taskFile: string;
  readonly className: string;
  /** MTEB's descriptive statistics, computed here. */
  readonly statisticsFile: string;
  /** What is uploaded as the dataset repository. */
  readonly datasetFolder: string;
  readonly datasetFiles: number;
  /** Warnings of the data check. */
  readonly issues: readonly DataIssue[];
}

/**
 * Writes what a pull request to MTEB needs: `<out>/mteb/…` with the task file and its statistics,
 * and `<out>/dataset` with the repository that the task loads, in the layout of mteb's standard
 * loader (JSON lines, card with configs).
 * @throws GB_INPUT_INVALID when the data has errors, GB_USAGE for tasks that mteb cannot run;
 * nothing is written then
 */
export async function exportToMteb(
  task: TaskDefinition,
  source: RepositoryFiles,
  out: string,
  target: ExportTarget,
  signal?: AbortSignal,
): Promise<ExportedTask> {
  const file = mtebTaskFile(task, target);
  const { issues, statistics } = await checkData(task, source, signal);
  const [error] = issues.filter(({ severity }) => severity === 'error');
  if (error !== undefined) {
    throw new GlottobenchError('GB_INPUT_INVALID', describeWarning(error), {
      file: source.name,
      hint: 'glottobench tasks validate FILE --data DIR lists all faults',
    });
  }
  const datasetFolder = join(out, 'dataset');
  const writer = new DatasetWriter(datasetFolder);
  for (const split of task.eval_splits) {
    for (const [subset] of subsetLanguages(task))
      await writer.add(await openDataset(task, { split, subset, source, signal }), signal);
  }
  const statisticsFile = join(out, 'mteb', 'descriptive_stats', 'Retrieval', `${task.name}.json`);
  await writeFileAtomic(statisticsFile, `${JSON.stringify(statistics, null, 4)}\n`);
  // The card comes last: a folder without it is not a dataset yet.
  await writeFileAtomic(
    join(datasetFolder, 'README.md'),
    datasetCard(task, writer.configs, statistics),
  );
  const taskFile = join(out, ...file.path.split('/'));
  await writeFileAtomic(taskFile, file.source);
  return {
    taskFile,
    className: file.className,
    statisticsFile,
    datasetFolder,
    datasetFiles: writer.files,
    issues,
  };
}

/**
 * Writes the parts of subsets; a file that equals one that is there is not kept: the pool of eleven
 * languages is one file.
 */
class DatasetWriter {
  readonly #folder: string;
  readonly #configs = new Map<string, { part: ExportedPart; splits: Map<string, string> }>();
  /** SHA-256 → path. */
  readonly #known = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  get configs(): ExportedConfig[] {
    return [...this.#configs].map(([name, config]) => ({ name, ...config }));
  }

  get files(): number {
    return this.#known.size;
  }

  async add(dataset: RetrievalDataset, signal: AbortSignal | undefined): Promise<void> {
    await this.#write(dataset, 'corpus', documentLines(dataset, signal));
    await this.#write(
      dataset,
      'queries',
      dataset.queries.map(({ id, text }) => line({ _id: id, text })),
    );
    await this.#write(dataset, 'qrels', judgementLines(dataset));
    if (dataset.topRanked !== undefined)
      await this.#write(
        dataset,
        'top_ranked',
        [...dataset.topRanked].map(([query, ids]) =>
          line({ 'query-id': query, 'corpus-ids': ids }),
        ),
      );
  }

  async #write(
    { subset, split }: RetrievalDataset,
    part: ExportedPart,
    lines: Iterable<string> | AsyncIterable<string>,
  ): Promise<void> {
    // mteb's name of the judgements of a task without subsets is `default`.
    const name =
      subset === DEFAULT_SUBSET ? (part === 'qrels' ? 'default' : part) : `${subset}-${part}`;
    const path = `${subset === DEFAULT_SUBSET ? part : name}/${split}.jsonl`;
    const temporary = join(this.#folder, `${name}-${split}.part`);
    await writeStreamAtomic(temporary, lines);
    const hash = await sha256OfFile(temporary);
    const known = this.#known.get(hash);
    if (known === undefined) {
      await mkdir(dirname(join(this.#folder, path)), { recursive: true });
      await rename(temporary, join(this.#folder, path));
    } else await rm(temporary);
    this.#known.set(hash, known ?? path);
    const config = this.#configs.get(name) ?? { part, splits: new Map<string, string>() };
    this.#configs.set(name, config);
    config.splits.set(split, known ?? path);
  }
}

async function* documentLines(
  dataset: RetrievalDataset,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  for await (const chunk of dataset.corpus(signal))
    yield chunk.map(({ id, text }) => line({ _id: id, title: '', text })).join('');
}

function* judgementLines({ queries, qrels }: RetrievalDataset): Generator<string> {
  for (const { id } of queries) {
    for (const [document, score] of qrels.get(id) ?? [])
      yield line({ 'query-id': id, 'corpus-id': document, score });
  }
}

function line(row: object): string {
  return `${JSON.stringify(row)}\n`;
}
