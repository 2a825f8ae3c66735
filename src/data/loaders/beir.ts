import { GlottobenchError, isGlottobenchError } from '../../base/errors.js';
import type { RepositoryFiles } from '../../types/repository.js';
import { readJsonLines } from '../../formats/jsonl.js';
import { collectJudgements, readJudgementRows } from '../../formats/judgements.js';
import type { RowBatch } from '../../formats/row.js';
import type { LoadedSubset, Loader, LoadRequest } from '../loader.js';
import type { OnWarning } from '../../warnings/warning-list.js';
import { judgedOnly, readDocuments, readQueries } from '../parts/rows.js';

/**
 * A folder in BEIR's form: `corpus.jsonl` {_id, title, text}, `queries.jsonl` {_id, text},
 * `qrels/<split>.tsv`, each also as `.gz`. A subset may have a folder of its own
 * (`deu/corpus.jsonl`); a task with one subset needs none.
 */
export const loader: Loader = { load };

async function load(request: LoadRequest): Promise<LoadedSubset> {
  const { source, split, signal, warnings } = request;
  const files = await source.list();
  const folder = subsetFolder(request, files);
  const find = (name: string): string => existing(source, files, `${folder}${name}`);
  const corpus = find('corpus.jsonl');
  const onWarning: OnWarning = (code, example) => warnings.add(code, example);
  const qrels = await collectJudgements(
    rows(
      source,
      find(`qrels/${split}.tsv`),
      (path, options) => readJudgementRows(path, { ...options, onWarning }),
      signal,
    ),
    onWarning,
  );
  const queries = await readQueries(
    rows(source, find('queries.jsonl'), readJsonLines, signal),
    judgedOnly(warnings, qrels, await judgedElsewhere(request, files, folder)),
    warnings,
  );
  return {
    queries,
    qrels,
    corpus: (stop) => readDocuments(rows(source, corpus, readJsonLines, stop), warnings),
  };
}

/**
 * All splits share `queries.jsonl`: what another one judges is not odd. A file that cannot be read
 * judges nothing here.
 */
async function judgedElsewhere(
  { source, split, signal }: LoadRequest,
  files: readonly string[],
  folder: string,
): Promise<ReadonlySet<string>> {
  const judged = new Set<string>();
  const own = [`${folder}qrels/${split}.tsv`, `${folder}qrels/${split}.tsv.gz`];
  const others = files.filter(
    (file) =>
      file.startsWith(`${folder}qrels/`) && /\.tsv(?:\.gz)?$/.test(file) && !own.includes(file),
  );
  for (const file of others)
    try {
      const found = await collectJudgements(rows(source, file, readJudgementRows, signal));
      for (const id of found.keys()) judged.add(id);
    } catch (error) {
      if (!isGlottobenchError(error)) throw error;
    }
  return judged;
}

function subsetFolder(
  { subset, definition, source }: LoadRequest,
  files: readonly string[],
): string {
  if (subset === 'default') return '';
  if (files.some((file) => file.startsWith(`${subset}/corpus.jsonl`))) return `${subset}/`;
  if (Array.isArray(definition.eval_langs) || Object.keys(definition.eval_langs).length === 1)
    return '';
  throw new GlottobenchError('GB_SUBSET_UNKNOWN', `the folder has no ${subset}/corpus.jsonl`, {
    file: source.name,
    hint: 'Each subset of a task with several needs its own folder.',
  });
}

function existing(source: RepositoryFiles, files: readonly string[], name: string): string {
  const found = [name, `${name}.gz`].find((file) => files.includes(file));
  if (found !== undefined) return found;
  const isQrels = name.includes('qrels/');
  const splits = files
    .filter((file) => isQrels && file.startsWith(name.slice(0, name.lastIndexOf('/') + 1)))
    .join(', ');
  throw new GlottobenchError(
    isQrels ? 'GB_SUBSET_UNKNOWN' : 'GB_NOT_FOUND',
    `the folder has no ${name}`,
    { file: source.name, hint: splits === '' ? undefined : `It has: ${splits}` },
  );
}

async function* rows(
  source: RepositoryFiles,
  name: string,
  read: (
    path: string,
    options: { name: string; signal: AbortSignal | undefined },
  ) => AsyncIterable<RowBatch>,
  signal: AbortSignal | undefined,
): AsyncGenerator<RowBatch> {
  yield* read(await source.localPath(name, signal), { name, signal });
}
