import { basename, join } from 'node:path';
import { GlottobenchError, isGlottobenchError } from '../../base/errors.js';
import { FINDING_KINDS, type Finding } from '../finding.js';
import { MODEL_META_FILE } from '../layout.js';
import { locateResults, type ResultFolder } from '../read/locate.js';
import { readModelMeta } from '../read/model-meta.js';
import { readTaskResult, type LoadedResult } from '../read/task-result.js';
import type { LanguageFault, TaskLookup } from '../task-facts.js';
import { checkDefinition } from './check-definition.js';
import { checkDocument } from './check-document.js';
import { checkLanguageCodes } from './check-languages.js';
import { checkModelMeta } from './check-model-meta.js';
import { checkProvenance } from './check-provenance.js';
import { checkScores } from './check-scores.js';
import { placedEntries } from './entries.js';

/** Everything found in one file. */
export interface FileReport {
  readonly file: string;
  readonly findings: readonly Finding[];
}

interface ValidateOptions {
  readonly lookup: TaskLookup;
  /** Says which language codes do not exist; without it only their form is checked. */
  readonly languageFault?: LanguageFault;
  /** Folders that are left out without being read. */
  readonly folder?: (folder: ResultFolder) => boolean;
  /**
   * Files of other tasks are left out (the file name is the task), and folders that hold none of
   * these.
   */
  readonly tasks?: ReadonlySet<string> | undefined;
}

/**
 * Checks every result file and model_meta.json below a path, one report per file, in the order of
 * names. What lies beside a single file is checked with it only where it is there.
 * @throws GB_NOT_FOUND without the path; GB_RESULT_INVALID when a folder holds no result at all
 */
export async function* validateResults(
  path: string,
  options: ValidateOptions,
): AsyncGenerator<FileReport> {
  let files = 0;
  for await (const folder of locateResults(path)) {
    const names = folder.files.filter(
      (name) => options.tasks?.has(name.slice(0, -'.json'.length)) ?? true,
    );
    files += folder.files.length + (folder.hasModelMeta ? 1 : 0);
    if (options.folder?.(folder) === false) continue;
    if (options.tasks !== undefined && names.length === 0) continue;
    const meta = join(folder.folder, MODEL_META_FILE);
    if (folder.hasModelMeta)
      yield {
        file: meta,
        findings: await orBroken(() => modelMetaFindings(meta, folder, options)),
      };
    else if (!isOneFile(path, folder))
      yield {
        file: folder.folder,
        findings: [
          {
            kind: 'model-meta-missing',
            pointer: '',
            message: "there is no model_meta.json: mteb's loaders drop every result of this folder",
          },
        ],
      };
    for (const name of names) {
      const file = join(folder.folder, name);
      yield {
        file,
        findings: await orBroken(async () =>
          resultFindings(await readTaskResult(file, options.lookup), options),
        ),
      };
    }
  }
  if (files === 0)
    throw new GlottobenchError('GB_RESULT_INVALID', 'no result file lies here', {
      file: path,
      hint: 'results lie at <org>__<name>/<revision>/<Task>.json',
    });
}

/** Errors are findings that no reader survives, and all of them when strict. */
export function isError(finding: Finding, strict: boolean): boolean {
  return strict || FINDING_KINDS[finding.kind].always;
}

function isOneFile(path: string, folder: ResultFolder): boolean {
  return folder.files.length === 1 && basename(path) === folder.files[0];
}

function modelMetaFindings(
  file: string,
  folder: ResultFolder,
  options: ValidateOptions,
): Finding[] {
  const { document, meta } = readModelMeta(file);
  return [...checkModelMeta(document, meta, folder, options.languageFault)];
}

function resultFindings(loaded: LoadedResult, options: ValidateOptions): Finding[] {
  const { document, result } = loaded;
  const name = basename(document.file);
  const findings: Finding[] =
    name === `${result.task_name}.json`
      ? []
      : [
          {
            kind: 'file-name',
            pointer: '',
            message: `the file is called ${name}, its task is ${result.task_name}`,
          },
        ];
  const languages = loaded.legacy
    ? []
    : placedEntries(loaded).map(({ entry, pointer }) => ({
        languages: entry.languages,
        pointer: `${pointer}/languages`,
      }));
  findings.push(
    ...checkDocument(loaded),
    ...checkDefinition(loaded),
    ...checkScores(loaded),
    ...checkLanguageCodes(languages, options.languageFault),
    ...checkProvenance(loaded),
  );
  return findings;
}

async function orBroken(check: () => Finding[] | Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    if (!isGlottobenchError(error)) throw error;
    if (error.issues.length === 0)
      return [{ kind: 'not-json', pointer: '', message: error.message }];
    return error.issues.map((issue) => ({ kind: 'schema', ...issue }));
  }
}
