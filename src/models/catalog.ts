import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../base/folders.js';
import { BUNDLED, BUNDLED_PREFIX, bundledFolders } from './bundled.js';
import { readCard } from './checkpoint/card.js';
import { ARCHITECTURES } from './graph/architectures.js';

/** Something that `--model` takes, or a family of checkpoints that can be opened. */
interface CatalogEntry {
  readonly kind: 'built-in' | 'bundled' | 'architecture';
  /** What is typed, or the model types of config.json. */
  readonly name: string;
  readonly describe: string;
}

const BUILT_IN: readonly CatalogEntry[] = [
  {
    kind: 'built-in',
    name: 'bm25',
    describe: 'BM25 over words of Intl.Segmenter: the lexical floor, no weights',
  },
  { kind: 'built-in', name: 'random', describe: 'Seeded random ranking: what chance gives' },
];

const ONNX: CatalogEntry = {
  kind: 'architecture',
  name: 'onnx',
  describe: 'Any encoder exported to onnx/model.onnx or model.onnx',
};

/**
 * Built-in models, checkpoints that ship with the package, and every architecture that is opened
 * from its weights.
 */
export async function listModels(): Promise<readonly CatalogEntry[]> {
  const architectures = ARCHITECTURES.map(({ modelTypes, title }): CatalogEntry => ({
    kind: 'architecture',
    name: modelTypes.join(', '),
    describe: title,
  }));
  return [...BUILT_IN, ...(await bundledModels()), ...architectures, ONNX];
}

/** Folder of a checkpoint that ships with the package (`glottobench/tiny-hybrid`), or undefined. */
export function bundledFolder(name: string): string | undefined {
  if (!name.startsWith(BUNDLED_PREFIX)) return undefined;
  const folder = packagePath(...BUNDLED, name.slice(BUNDLED_PREFIX.length));
  return existsSync(join(folder, 'config.json')) ? folder : undefined;
}

async function bundledModels(): Promise<CatalogEntry[]> {
  const folder = packagePath(...BUNDLED);
  const names = await bundledFolders();
  return Promise.all(
    names.map(async (name): Promise<CatalogEntry> => {
      const card = await readCard(join(folder, name));
      const sampling = card?.batch_sampling;
      const batches =
        sampling === undefined
          ? 'tiny checkpoint'
          : `tiny checkpoint trained with ${sampling.kind} batches${sampling.alpha === undefined ? '' : ` (alpha ${sampling.alpha})`}`;
      return { kind: 'bundled', name: card?.name ?? name, describe: batches };
    }),
  );
}
