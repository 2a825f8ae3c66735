import { join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { JsonObject, readCheckpointJson } from '../config/json-object.js';
import { refuseOtherModules } from './model-kind.js';
import { pathInside } from './path-inside.js';

/**
 * Modules of sentence-transformers that have an equivalent here. `Dropout` does nothing at
 * inference.
 */
const MODULE_KINDS = [
  'Transformer',
  'Pooling',
  'Dense',
  'LayerNorm',
  'Normalize',
  'Dropout',
] as const;
type ModuleKind = (typeof MODULE_KINDS)[number];

/** One entry of modules.json. */
export interface ModuleEntry {
  readonly kind: ModuleKind;
  /** Absolute folder of the module's own files. */
  readonly folder: string;
  /** As modules.json spells it, for messages. */
  readonly path: string;
}

/**
 * Reads modules.json in the layout of sentence-transformers 2.x
 * (`sentence_transformers.models.Pooling`) and of 6.x
 * (`sentence_transformers.sentence_transformer.modules.pooling.Pooling`); the class name at the end
 * decides.
 * @returns `undefined` for a bare transformers folder
 */
export async function readModules(folder: string): Promise<readonly ModuleEntry[] | undefined> {
  const file = join(folder, 'modules.json');
  const value = await readCheckpointJson(file);
  if (value === undefined) return undefined;
  if (!Array.isArray(value))
    throw new GlottobenchError('GB_CHECKPOINT_CORRUPT', 'the file must hold a list of modules', {
      file,
    });
  const entries = value.map((item, i) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      throw new GlottobenchError('GB_CHECKPOINT_CORRUPT', 'a module must be an object', {
        file,
        pointer: `/${i}`,
      });
    }
    return readEntry(folder, new JsonObject(file, item, `/${i}`), i);
  });
  checkOrder(entries, file);
  return entries;
}

function readEntry(folder: string, item: JsonObject, index: number): ModuleEntry {
  const type = item.string('type');
  const path = item.string('path');
  if (type === undefined) throw item.fault('type', 'the module has no "type"');
  if (path === undefined) throw item.fault('path', 'the module has no "path"');
  const name = type.slice(type.lastIndexOf('.') + 1);
  const kind = MODULE_KINDS.find((known) => known === name);
  refuseOtherModules(type, item.file);
  if (kind === undefined || !type.startsWith('sentence_transformers.')) {
    throw new GlottobenchError('GB_ARCHITECTURE_UNKNOWN', `the module "${type}" is not supported`, {
      file: item.file,
      pointer: `/${index}/type`,
      hint: `supported modules of sentence-transformers: ${MODULE_KINDS.join(', ')}`,
    });
  }
  return { kind, folder: pathInside(folder, path, item.file, `/${index}/path`), path };
}

/**
 * Transformer, Pooling, then anything that works on sentence vectors: the only order that has a
 * meaning here.
 */
function checkOrder(entries: readonly ModuleEntry[], file: string): void {
  const kinds = entries.filter((entry) => entry.kind !== 'Dropout').map((entry) => entry.kind);
  const wrong =
    kinds[0] !== 'Transformer' ||
    kinds[1] !== 'Pooling' ||
    kinds.slice(2).some((kind) => kind === 'Transformer' || kind === 'Pooling');
  if (wrong) {
    throw new GlottobenchError(
      'GB_ARCHITECTURE_UNKNOWN',
      `the modules ${kinds.join(', ') || '(none)'} are not a sentence encoder that is supported`,
      {
        file,
        hint: 'the order must be Transformer, Pooling, and then Dense, LayerNorm or Normalize',
      },
    );
  }
}
