import { openDenseRanker } from '../../src/search/dense-ranker.js';
import { openEncoder } from '../../src/models/open-encoder.js';
import { loadTask } from '../../src/registry/load-task.js';
import { subsetLanguages } from '../../src/registry/subsets.js';
import { taskSubsets } from '../../src/registry/subsets.js';
import type { FinishedCell } from '../../src/run/cell/result-sink.js';
import { localSearch } from '../../src/run/cell/cell-search.js';
import { runCell } from '../../src/run/cell/run-cell.js';
import type { Encoder } from '../../src/types/encoder.js';
import type { TaskDefinition } from '../../src/types/generated/task.js';
import type { Ranker } from '../../src/types/ranking.js';
import type { RepositoryFiles } from '../../src/types/repository.js';

/** A ranker that encodes each text once, and shows the vectors by `<role>:<text>`. */
export interface MemoRanker {
  readonly ranker: Ranker;
  readonly dims: number;
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

export async function openMemoRanker(checkpoint: string): Promise<MemoRanker> {
  const { encoder } = await openEncoder(checkpoint, {
    id: { name: 'test/model', revision: '1' },
    precision: 'fp32',
  });
  const vectors = new Map<string, Float32Array>();
  const { id, dims, maxTokens, similarity, fingerprint } = encoder;
  const memo: Encoder = {
    id,
    dims,
    maxTokens,
    similarity,
    fingerprint,
    promptFor: (options) => encoder.promptFor(options),
    encode: async (texts, options) => {
      const missing = [...new Set(texts)].filter((text) => !vectors.has(`${options.role}:${text}`));
      const made = await encoder.encode(missing, options);
      missing.forEach((text, i) =>
        vectors.set(`${options.role}:${text}`, made.slice(i * dims, (i + 1) * dims)),
      );
      const all = new Float32Array(texts.length * dims);
      texts.forEach((text, i) => all.set(vectors.get(`${options.role}:${text}`) ?? [], i * dims));
      return all;
    },
    close: () => encoder.close(),
  };
  return { ranker: await openDenseRanker(memo), dims, vectors };
}

/** A shipped task with other options of its loader. */
export async function taskWith(
  name: string,
  loader: Readonly<Record<string, unknown>> = {},
): Promise<TaskDefinition> {
  const task = await loadTask(name);
  return { ...task, loader: { ...task.loader, ...loader } };
}

/** Runs one cell of a task as `run` does, without writing anything. */
export function evaluateCell(
  definition: TaskDefinition,
  subset: string,
  source: RepositoryFiles,
  ranker: Ranker,
  limit?: number,
): Promise<FinishedCell> {
  const sides = taskSubsets(definition).find((one) => one.subset === subset);
  if (sides === undefined) throw new Error(`${definition.name} has no ${subset}`);
  return runCell({
    cell: {
      model: { name: 'test/model', revision: '1' },
      task: definition.name,
      split: definition.eval_splits[0] ?? '',
      subset,
      setting: sides.setting,
      queryLanguages: sides.queryLanguages,
      documentLanguages: sides.documentLanguages,
    },
    definition,
    source,
    search: localSearch(ranker),
    limit,
    languages: subsetLanguages(definition).find(([name]) => name === subset)?.[1] ?? [],
    signal: new AbortController().signal,
    onLoaded: () => undefined,
    onTexts: () => undefined,
  });
}
