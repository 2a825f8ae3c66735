import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { loadTask } from '../../registry/load-task.js';
import { MODEL_META_FILE, resultPath, revisionFolder } from '../layout.js';
import { dumpPythonJson } from '../python-dump.js';
import { readResults, type StoredResult } from '../read/results.js';
import { taskFacts, type TaskFacts } from '../task-facts.js';
import { formatTaskResult } from '../write/task-result.js';
import { countOddities, type Oddities } from './oddities.js';
import { readPublished } from './published-cells.js';
import { unknownTask } from '../read/task-definitions.js';

export interface ImportReport {
  readonly kind: 'results' | 'published';
  readonly files: number;
  readonly models: number;
  readonly cells: number;
  /** What was unusual, and how often; none of it stops the import. */
  readonly oddities: Oddities;
  readonly broken: readonly { readonly file: string; readonly message: string }[];
  readonly written: number;
  /** Results that were there before and were left alone. */
  readonly kept: number;
}

interface ImportOptions {
  /** Tree to write into; undefined = look only. */
  readonly out?: string | undefined;
  readonly experiments?: boolean | undefined;
  readonly overwrite?: boolean | undefined;
}

/**
 * Reads results of others and writes them in today's layout: old layouts converted, bare NaN and
 * Infinity as null. A `.csv` is a table of published numbers; it is checked and copied to
 * `<out>/published/`. Files that are broken are reported and left out.
 * @throws GB_NOT_FOUND without the source, GB_INPUT_INVALID for a faulty CSV
 */
export async function importResults(source: string, options: ImportOptions): Promise<ImportReport> {
  return extname(source) === '.csv'
    ? importPublished(source, options)
    : importTree(source, options);
}

async function importPublished(
  source: string,
  { out, overwrite }: ImportOptions,
): Promise<ImportReport> {
  const cells = readPublished(source);
  const target = out === undefined ? undefined : join(out, 'published', basename(source));
  const kept = target !== undefined && existsSync(target) && overwrite !== true;
  if (target !== undefined && !kept) await writeFileAtomic(target, await readFile(source));
  const models = new Set(
    cells.map(({ backbone, batching, arxiv }) => `${backbone} ${batching} ${arxiv}`),
  ).size;
  return {
    kind: 'published',
    files: 1,
    models,
    cells: cells.length,
    oddities: {},
    broken: [],
    written: target === undefined || kept ? 0 : 1,
    kept: Number(kept),
  };
}

async function importTree(
  source: string,
  { out, experiments, overwrite }: ImportOptions,
): Promise<ImportReport> {
  const definitions = new Map<string, Promise<TaskFacts | undefined>>();
  const lookup = (name: string): Promise<TaskFacts | undefined> => {
    const known = definitions.get(name) ?? loadTask(name).then(taskFacts, unknownTask);
    definitions.set(name, known);
    return known;
  };
  const broken: { file: string; message: string }[] = [];
  const oddities: Record<string, number> = {};
  const models = new Set<string>();
  const count = { files: 0, cells: 0, written: 0, kept: 0 };
  for await (const stored of readResults(source, {
    lookup,
    experiments: experiments === true,
    onBroken: (error) => broken.push({ file: error.place.file ?? '', message: error.message }),
  })) {
    count.files++;
    count.cells += Object.values(stored.result.scores).reduce(
      (sum, entries) => sum + entries.length,
      0,
    );
    models.add(stored.model);
    for (const [what, times] of Object.entries(
      countOddities(stored, await readFile(stored.file, 'utf8')),
    ))
      oddities[what] = (oddities[what] ?? 0) + times;
    const usable = withMainScores(stored);
    // Nothing to write where no entry has a main score; the oddities count it.
    if (out === undefined || usable === undefined) continue;
    if (await writeStored(usable, out, overwrite === true)) count.written++;
    else count.kept++;
  }
  return { kind: 'results', ...count, models: models.size, oddities, broken };
}

/**
 * False where the result was there before. An experiment becomes a revision of its own: it is
 * another way to run the model.
 */
async function writeStored(
  stored: StoredResult,
  out: string,
  overwrite: boolean,
): Promise<boolean> {
  const revision =
    stored.experiment === null ? stored.revision : `${stored.revision}-${stored.experiment}`;
  const folder = revisionFolder(out, { name: stored.model, revision });
  const path = resultPath(folder, stored.result.task_name);
  if (existsSync(path) && !overwrite) return false;
  await writeFileAtomic(path, formatTaskResult(stored.result));
  const meta = join(dirname(path), MODEL_META_FILE);
  if (stored.meta !== undefined && (overwrite || !existsSync(meta)))
    await writeFileAtomic(meta, dumpPythonJson({ ...stored.meta, revision }, { indent: 4 }));
  return true;
}

/**
 * Entries whose main score is a number: mteb fails on others as soon as it uses them. Undefined
 * where none is left.
 */
function withMainScores(stored: StoredResult): StoredResult | undefined {
  const splits = Object.entries(stored.result.scores).map(
    ([split, entries]) =>
      [split, entries.filter(({ main_score: score }) => Number.isFinite(score))] as const,
  );
  const kept = splits.filter(([, entries]) => entries.length > 0);
  return kept.length === 0
    ? undefined
    : { ...stored, result: { ...stored.result, scores: Object.fromEntries(kept) } };
}
