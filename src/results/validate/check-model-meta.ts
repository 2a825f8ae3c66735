import { validateAgainst } from '../../base/validate.js';
import { experimentName } from '../experiment-name.js';
import type { Finding } from '../finding.js';
import { modelFolder } from '../layout.js';
import type { JsonDocument } from '../read/document.js';
import type { ResultFolder } from '../read/locate.js';
import type { ModelMeta } from '../../types/generated/model-meta.js';
import type { LanguageFault } from '../task-facts.js';
import { bareTokens, repeatedKeys } from './check-document.js';
import { checkLanguageCodes } from './check-languages.js';

/**
 * A model_meta.json against the folders it lies in and against what mteb 2.26 writes and accepts.
 */
export function* checkModelMeta(
  document: JsonDocument,
  meta: ModelMeta,
  folder: ResultFolder,
  fault?: LanguageFault,
): Generator<Finding> {
  yield* bareTokens(document.value);
  yield* repeatedKeys(document);
  if (modelFolder(meta.name) !== folder.modelFolder) {
    yield {
      kind: 'folder-name',
      pointer: '/name',
      message: `the model is ${meta.name}, its folder ${folder.modelFolder} (expected ${modelFolder(meta.name)})`,
    };
  }
  if (meta.revision !== folder.revision) {
    yield {
      kind: 'folder-name',
      pointer: '/revision',
      message: `the revision is ${meta.revision}, its folder ${folder.revision}`,
    };
  }
  const experiment = experimentName(meta.experiment_kwargs);
  if (experiment !== folder.experiment) {
    yield {
      kind: 'folder-name',
      pointer: '/experiment_kwargs',
      message: `the experiment is ${experiment ?? 'none'}, its folder ${folder.experiment ?? 'that of the plain results'}`,
    };
  }
  if (!meta.name.includes('/'))
    yield {
      kind: 'model-meta',
      pointer: '/name',
      message: `mteb takes only names org/name, got "${meta.name}"`,
    };
  for (const issue of validateAgainst('model-meta.schema.json', document.value, '#/$defs/writer'))
    yield { kind: 'model-meta', ...issue };
  if ((meta.languages ?? []).length > 0)
    yield* checkLanguageCodes([{ languages: meta.languages ?? [], pointer: '/languages' }], fault);
}
