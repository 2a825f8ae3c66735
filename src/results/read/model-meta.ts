import { GlottobenchError } from '../../base/errors.js';
import { validateAgainst } from '../../base/validate.js';
import type { ModelMeta } from '../../types/generated/model-meta.js';
import { readDocument, type JsonDocument } from './document.js';

/**
 * Reads a `model_meta.json` of any age.
 * @throws GB_NOT_FOUND without the file; GB_RESULT_INVALID when it is broken or has no name and revision: mteb's loaders fail on it
 */
export async function readModelMeta(file: string): Promise<{ readonly document: JsonDocument; readonly meta: ModelMeta }> {
  const document = await readDocument(file);
  const issues = validateAgainst('model-meta.schema.json', document.value);
  if (issues.length > 0) {
    const first = issues[0];
    throw new GlottobenchError('GB_RESULT_INVALID', issues.length === 1 ? (first?.message ?? '') : `${issues.length} faults`, { file, pointer: first?.pointer, issues });
  }
  return { document, meta: document.value as ModelMeta };
}
