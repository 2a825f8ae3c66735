import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { GlottobenchError } from '../../base/errors.js';
import { readText } from '../../base/json.js';
import { languageTagFault } from '../../registry/language-codes.js';
import { modelRegistry, registeredModel } from '../../registry/models/model-registry.js';
import type { ModelMeta } from '../../types/generated/model-meta.js';
import { MODEL_META_FILE, modelFolder, RUN_SETTINGS_FILE } from '../layout.js';
import { readModelMeta } from '../read/model-meta.js';
import type { Submission, SubmissionProblem } from '../../types/generated/submission.js';
import type { StoredResult } from '../read/results.js';
import type { TaskLookup } from '../task-facts.js';
import { validateResults } from '../validate/results.js';
import { formatTaskResult } from '../write/task-result.js';
import { compareWithClone, comparisonMarkdown } from './against-clone.js';
import { modelSnippet } from './model-snippet.js';
import { problem } from './rules.js';

interface SubmitOptions {
  /** Folder to write into. */
  readonly to: string;
  readonly lookup: TaskLookup;
  /** A clone of the results repository: what it holds must not be lost or moved. */
  readonly clone?: string | undefined;
}

/** `.github` of the repository: a changed file may be so large. */
const LARGEST = 10 * 2 ** 20;
/** Else the revision is the one that the registry names, as `1` of an API. */
const COMMIT = /^[0-9a-f]{40}$/;
const PERSON = [
  'Publish the model, or make sure that it is public.',
  'State under oath of the pull request that the training data are declared in full.',
  'Open the pull request at embeddings-benchmark/results with the folder results/, and fill in its list.',
];

/**
 * Makes the folder that the results repository accepts, from the results of one model, and says by
 * which of its rules it does not. Files are written anew (NaN as null); nothing is written where a
 * rule is broken.
 * @param stored results of one model, one or several revisions
 */
export async function submitResults(
  stored: readonly StoredResult[],
  { to, lookup, clone }: SubmitOptions,
): Promise<Submission> {
  const [first] = stored;
  if (first === undefined)
    throw new GlottobenchError('GB_NOT_FOUND', 'there are no results to submit', {
      hint: 'glottobench run writes some',
    });
  const { model, revision, meta } = first;
  const files = await filesOf(stored);
  const problems = [
    ...identityProblems(stored),
    ...sizeProblems(files),
    ...(await strictProblems(files, lookup)),
  ];
  const cloned = clone === undefined ? undefined : await compareWithClone(clone, stored);
  problems.push(...(cloned?.problems ?? []));
  const registered = isRegistered(model);
  const snippet = registered || meta === undefined ? null : modelSnippet(meta);
  const acceptable = problems.length === 0;
  const written = new Map(
    acceptable ? [...files].map(([path, text]) => [join('results', path), text]) : [],
  );
  if (acceptable && snippet !== null) written.set('model_meta_for_registry.py', snippet);
  if (acceptable && cloned !== undefined)
    written.set('comparison.md', comparisonMarkdown(cloned.comparison));
  for (const [path, text] of written) await writeFileAtomic(join(to, path), text);
  return {
    format: 1,
    verdict: acceptable ? (registered ? 'ready' : 'ready-after-registry') : 'not-acceptable',
    model,
    revision,
    files: [...written.keys()],
    problems,
    doubts: doubtsOf(first, files),
    snippet,
    comparison: [...(cloned?.comparison ?? [])],
    person: registered
      ? PERSON
      : [
          `Open a pull request at embeddings-benchmark/mteb that registers ${model} (model_meta_for_registry.py), and name it in the other one.`,
          ...PERSON,
        ],
  };
}

function isRegistered(model: string): boolean {
  return (
    registeredModel(model) !== undefined || Object.hasOwn(modelRegistry().left_out.revisions, model)
  );
}

/** Path below `results/` → text. */
async function filesOf(stored: readonly StoredResult[]): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const { file, model, revision, meta, result } of stored) {
    const folder = `${modelFolder(model)}/${revision}`;
    files.set(`${folder}/${result.task_name}.json`, formatTaskResult(result));
    if (meta !== undefined)
      files.set(`${folder}/${MODEL_META_FILE}`, metaText(join(dirname(file), MODEL_META_FILE)));
    const settings = join(dirname(file), RUN_SETTINGS_FILE);
    if (existsSync(settings)) files.set(`${folder}/${RUN_SETTINGS_FILE}`, await readText(settings));
  }
  return files;
}

function metaText(path: string): string {
  return readModelMeta(path).document.text;
}

function identityProblems(stored: readonly StoredResult[]): SubmissionProblem[] {
  const problems: SubmissionProblem[] = [];
  const revisions = new Map<string, string>();
  for (const { file, model, revision, meta, result } of stored) {
    const name = `${modelFolder(model)}/${revision}/${result.task_name}.json`;
    const [folder = '', above = ''] = [dirname(file), dirname(dirname(file))].map(
      (path) => /([^/\\]+)$/.exec(path)?.[1] ?? '',
    );
    if (meta === undefined)
      problems.push(problem('model-meta-missing', name, 'there is no model_meta.json beside it'));
    else if (folder !== revision || above !== modelFolder(model))
      problems.push(
        problem(
          'folder-name',
          name,
          `it lies in ${above}/${folder}, not in ${modelFolder(model)}/${revision}`,
        ),
      );
    if (!COMMIT.test(revision) && registeredModel(model)?.revision !== revision)
      problems.push(problem('revision-not-real', name, `"${revision}" is no commit`));
    const other = revisions.get(result.task_name);
    if (other !== undefined && other !== revision)
      problems.push(problem('two-revisions', name, `the task stands under ${other} too`));
    revisions.set(result.task_name, revision);
  }
  return problems;
}

function sizeProblems(files: ReadonlyMap<string, string>): SubmissionProblem[] {
  return [...files].flatMap(([path, text]) => {
    const bytes = Buffer.byteLength(text);
    return bytes <= LARGEST
      ? []
      : [problem('file-size', path, `${(bytes / 2 ** 20).toFixed(1)} MiB`)];
  });
}

/** Each finding of `results validate --strict` on the files as they would be written. */
async function strictProblems(
  files: ReadonlyMap<string, string>,
  lookup: TaskLookup,
): Promise<SubmissionProblem[]> {
  const staged = await mkdtemp(join(tmpdir(), 'glottobench-submit-'));
  try {
    for (const [path, text] of files) await writeFileAtomic(join(staged, path), text);
    const problems: SubmissionProblem[] = [];
    for await (const report of validateResults(staged, { lookup, languageFault: languageTagFault }))
      for (const { kind, pointer, message } of report.findings)
        if (kind !== 'model-meta-missing')
          problems.push(
            problem(
              kind,
              relative(staged, report.file),
              `${pointer === '' ? '' : `${pointer}: `}${message}`,
            ),
          );
    return problems;
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

function doubtsOf(
  { model, revision, meta }: StoredResult,
  files: ReadonlyMap<string, string>,
): string[] {
  const main = registeredModel(model)?.revision;
  return [
    ...(main === undefined || main === null || main === revision
      ? []
      : [`the registry names revision ${main}: mteb's leaderboard prefers its results`]),
    ...([...files.keys()].some((path) => path.endsWith(RUN_SETTINGS_FILE))
      ? []
      : ['there is no run_settings.jsonl, which reviewers ask for']),
    ...(declaresTraining(meta)
      ? []
      : ['training_datasets are not declared: high scores are then doubted']),
  ];
}

function declaresTraining(meta: ModelMeta | undefined): boolean {
  return meta?.training_datasets !== undefined && meta.training_datasets !== null;
}
