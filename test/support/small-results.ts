import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cellPath, QUERY_SCORES } from '../../src/results/cell-files.js';
import { writeQueryScores } from '../../src/results/query-scores-file.js';

export interface SmallModel {
  readonly name: string;
  readonly revision?: string;
  /** Subset → language tags. */
  readonly subsets: Readonly<Record<string, readonly string[]>>;
  /** Score of a question in a subset; questions are `<prefix>q<i>`. */
  readonly score: (subset: string, question: number) => number;
  readonly questions?: number;
  /** Query id of a question; default `q<i>`. */
  readonly id?: (subset: string, question: number) => string;
  readonly task?: string;
  readonly split?: string;
  readonly metric?: string;
  /** Checkpoint card in a run manifest. */
  readonly card?: object;
  readonly withoutQueries?: boolean;
}

/**
 * Writes one model's results in the layout of a run, with per-query scores and, if wanted, a
 * manifest.
 */
export async function writeSmallModel(out: string, model: SmallModel): Promise<string> {
  const {
    name,
    revision = 'r1',
    subsets,
    score,
    questions = 30,
    task = 'XQuADRetrieval',
    split = 'validation',
    metric = 'ndcg_at_10',
  } = model;
  const id = model.id ?? ((_subset: string, question: number): string => `q${String(question)}`);
  const folder = join(out, name.replace('/', '__'), revision);
  await mkdir(join(folder, 'run'), { recursive: true });
  const entries: object[] = [];
  for (const [subset, languages] of Object.entries(subsets)) {
    const values = Float64Array.from({ length: questions }, (_, i) => score(subset, i));
    const mean = values.reduce((sum, value) => sum + value, 0) / questions;
    entries.push({ hf_subset: subset, languages, main_score: mean, [metric]: mean });
    if (model.withoutQueries !== true)
      await writeQueryScores(
        join(folder, cellPath(QUERY_SCORES, { task, split, subset })),
        { task, split, subset },
        {
          queries: Array.from(values, (_, i) => id(subset, i)),
          values: { [metric]: values },
        },
      );
  }
  await writeFile(
    join(folder, `${task}.json`),
    JSON.stringify({
      dataset_revision: 'a'.repeat(40),
      task_name: task,
      mteb_version: '2.26.24',
      scores: { [split]: entries },
      evaluation_time: 1,
      kg_co2_emissions: null,
    }),
  );
  await writeFile(
    join(folder, 'model_meta.json'),
    JSON.stringify({
      name,
      revision,
      release_date: null,
      languages: null,
      n_parameters: null,
      max_tokens: null,
      embed_dim: null,
      license: null,
      framework: [],
      similarity_fn_name: null,
    }),
  );
  if (model.card !== undefined)
    await writeFile(
      join(folder, 'run', 'manifest.json'),
      JSON.stringify(manifest(name, revision, model.card)),
    );
  return folder;
}

function manifest(name: string, revision: string, card: object): object {
  const now = '2026-01-01T00:00:00.000Z';
  return {
    manifest_version: 1,
    glottobench: '0',
    node: '20',
    onnxruntime: null,
    platform: 'test',
    model: { name, revision },
    prompts: {},
    pooling: null,
    precision: null,
    card,
    config: {},
    started: now,
    updated: now,
    cells: [],
  };
}

/** XQuAD's languages, as its subsets name them. */
export const XQUAD: Readonly<Record<string, readonly string[]>> = {
  ar: ['arb-Arab'],
  de: ['deu-Latn'],
  el: ['ell-Grek'],
  en: ['eng-Latn'],
  es: ['spa-Latn'],
  hi: ['hin-Deva'],
  ro: ['ron-Latn'],
  ru: ['rus-Cyrl'],
  th: ['tha-Thai'],
  tr: ['tur-Latn'],
  vi: ['vie-Latn'],
  zh: ['zho-Hans'],
};
