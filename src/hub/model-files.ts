import { ADAPTER_CONFIG, ADAPTER_WEIGHTS } from '../base/adapter-files.js';

/**
 * The files of a checkpoint: one table for what is fetched, what is read and what its content is
 * known by. Every folder of a module may have configuration and tokenizer.
 */

/**
 * Settings of the Transformer module, under the names that sentence-transformers tries, in its
 * order.
 */
export const TRANSFORMER_SETTINGS: readonly string[] = [
  'bert',
  'roberta',
  'distilbert',
  'camembert',
  'albert',
  'xlm-roberta',
  'xlnet',
].map((name) => `sentence_${name}_config.json`);

/** The checkpoint card: facts about the checkpoint, which change no vector. */
export const CARD_FILE = 'glottobench.json';

const CONFIGURATION: ReadonlySet<string> = new Set([
  'config.json',
  'modules.json',
  'config_sentence_transformers.json',
  ...TRANSFORMER_SETTINGS,
]);

const TOKENIZER: ReadonlySet<string> = new Set([
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'vocab.txt',
  'vocab.json',
  'merges.txt',
  'spiece.model',
  'sentencepiece.bpe.model',
  'tokenizer.model',
]);

/** Whether a file of this name can change a vector; weights are another matter. */
export function decidesVectors(name: string): boolean {
  return CONFIGURATION.has(name) || TOKENIZER.has(name);
}

/** Whether a file of this name holds (a part of) a vocabulary. */
export function holdsTokenizer(name: string): boolean {
  return TOKENIZER.has(name) && !name.endsWith('_config.json') && !name.endsWith('_map.json');
}

/**
 * Ways to store weights, in the order in which transformers looks for them; shards come with their
 * index.
 */
export const WEIGHT_LAYOUTS: readonly { readonly name: string; readonly shards?: RegExp }[] = [
  { name: 'model.safetensors' },
  { name: 'model.safetensors.index.json', shards: /^model[\w.-]*\.safetensors$/ },
  { name: 'pytorch_model.bin' },
  { name: 'pytorch_model.bin.index.json', shards: /^pytorch_model[\w.-]*\.bin$/ },
];

/**
 * Where exporters put the full-precision model, in the order of search; quantised ones are opened
 * only when named.
 */
export const ONNX_FILES = ['onnx/model.onnx', 'model.onnx'] as const;

/** An ONNX file and those beside it that may hold its tensors. */
export function withOnnxData(file: string): readonly string[] {
  return [file, `${file}_data`, `${file}.data`];
}

/** What of a model repository is needed to know the model, and what to run it. */
interface ModelFiles {
  readonly configuration: readonly string[];
  readonly tokenizer: readonly string[];
  /** Empty where the repository has no weights that can be read. */
  readonly weights: readonly string[];
}

/**
 * Picks the files that a checkpoint needs; weights of other frameworks, quantised variants and
 * second copies stay out. ONNX is taken only where the transformer has no other weights.
 * @param paths all paths of the repository
 * @param moduleFolders `path`s of modules.json, `""` for the root; the transformer's is the first
 */
export function chooseModelFiles(
  paths: readonly string[],
  moduleFolders: readonly string[] = [''],
): ModelFiles {
  const folders = [...new Set(['', ...moduleFolders])];
  const names = new Map(folders.map((folder) => [folder, namesIn(paths, folder)]));
  const pick = (wanted: (name: string) => boolean): string[] =>
    folders.flatMap((folder) =>
      (names.get(folder) ?? []).filter(wanted).map((name) => join(folder, name)),
    );
  const transformer = moduleFolders[0] ?? '';
  return {
    configuration: pick(
      (name) => CONFIGURATION.has(name) || name === CARD_FILE || name === ADAPTER_CONFIG,
    ),
    tokenizer: pick((name) => TOKENIZER.has(name)),
    weights: [
      ...adapterWeights(transformer, names.get(transformer) ?? []),
      ...transformerWeights(paths, transformer, names.get(transformer) ?? []),
      ...folders
        .filter((folder) => folder !== transformer && folder !== '')
        .flatMap((folder) => storedWeights(folder, names.get(folder) ?? [])),
    ],
  };
}

function transformerWeights(
  paths: readonly string[],
  folder: string,
  names: readonly string[],
): string[] {
  const stored = storedWeights(folder, names);
  if (stored.length > 0) return stored;
  const file = ONNX_FILES.find((name) => paths.includes(join(folder, name)));
  if (file === undefined) return [];
  return withOnnxData(join(folder, file)).filter((path) => paths.includes(path));
}

function adapterWeights(folder: string, names: readonly string[]): string[] {
  const file = ADAPTER_WEIGHTS.find((name) => names.includes(name));
  return file === undefined || !names.includes(ADAPTER_CONFIG) ? [] : [join(folder, file)];
}

function storedWeights(folder: string, names: readonly string[]): string[] {
  const layout = WEIGHT_LAYOUTS.find(({ name }) => names.includes(name));
  if (layout === undefined) return [];
  const { name, shards } = layout;
  return [
    name,
    ...(shards === undefined ? [] : names.filter((other) => other !== name && shards.test(other))),
  ].map((file) => join(folder, file));
}

function namesIn(paths: readonly string[], folder: string): string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  return paths
    .filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'))
    .map((path) => path.slice(prefix.length));
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
