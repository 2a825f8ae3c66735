import { GlottobenchError, type Issue } from '../../base/errors.js';
import { validateAgainst } from '../../base/validate.js';
import type { ModelMeta } from '../../types/generated/model-meta.js';
import { readDocument, type JsonDocument } from './document.js';

interface OpenedMeta {
  readonly document: JsonDocument;
  readonly meta: ModelMeta;
}

/**
 * Reads a `model_meta.json` of any age.
 * @throws GB_NOT_FOUND without the file; GB_RESULT_INVALID when it is broken or a member is not
 * what it has to be
 */
export function readModelMeta(file: string): OpenedMeta {
  const document = readDocument(file);
  const issues = validateAgainst('model-meta.schema.json', document.value);
  if (issues.length > 0) throw invalid(file, issues);
  return { document, meta: document.value as ModelMeta };
}

/**
 * The same as forgiving as mteb's loaders, which take name and revision and look at nothing else:
 * members with a fault are left out, so that results count whatever was written about their model.
 * @throws GB_NOT_FOUND, GB_RESULT_INVALID without name or revision
 */
export function readModelIdentity(file: string): OpenedMeta {
  const document = readDocument(file);
  const issues = validateAgainst('model-meta.schema.json', document.value);
  const fatal = issues.filter(
    ({ pointer }) => pointer === '' || /^\/(name|revision)$/.test(pointer),
  );
  if (fatal.length > 0) throw invalid(file, fatal);
  const faulty = new Set(issues.map(({ pointer }) => pointer.split('/')[1]));
  const members = Object.entries(document.value as object).filter(([key]) => !faulty.has(key));
  return { document, meta: Object.fromEntries(members) as unknown as ModelMeta };
}

function invalid(file: string, issues: readonly Issue[]): GlottobenchError {
  const first = issues[0];
  return new GlottobenchError(
    'GB_RESULT_INVALID',
    issues.length === 1 ? (first?.message ?? '') : `${String(issues.length)} faults`,
    { file, pointer: first?.pointer, issues },
  );
}
