/** Small files that say what a checkpoint is; every folder of a module may have them. */
const CONFIGURATION = new Set([
  'config.json',
  'modules.json',
  'config_sentence_transformers.json',
  'glottobench.json',
]);
/** `sentence_bert_config.json` and its sisters of old releases (`sentence_xlm-roberta_config.json`). */
const LENGTHS = /^sentence_[\w-]+_config\.json$/;

const TOKENIZER = new Set([
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

/** Ways to store weights, in the order in which they are looked for; shards come with their index. */
const WEIGHTS: readonly { readonly name: string; readonly shards?: RegExp }[] = [
  { name: 'model.safetensors' },
  { name: 'model.safetensors.index.json', shards: /^model[\w.-]*\.safetensors$/ },
  { name: 'pytorch_model.bin' },
  { name: 'pytorch_model.bin.index.json', shards: /^pytorch_model[\w.-]*\.bin$/ },
];

/** The full-precision ONNX file and the files beside it that hold its tensors. */
const ONNX = [/^onnx\/model\.onnx([._]data)?$/, /^model\.onnx([._]data)?$/];

/** What of a model repository is needed to know the model, and what to run it. */
export interface ModelFiles {
  readonly configuration: readonly string[];
  readonly tokenizer: readonly string[];
  /** Empty where the repository has no weights that can be read. */
  readonly weights: readonly string[];
}

/**
 * Picks the files that a checkpoint needs; weights of other frameworks, quantised variants and second copies stay out.
 * ONNX is taken only where the transformer has no other weights.
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
    configuration: pick((name) => CONFIGURATION.has(name) || LENGTHS.test(name)),
    tokenizer: pick((name) => TOKENIZER.has(name)),
    weights: [
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
  const prefix = folder === '' ? '' : `${folder}/`;
  const inFolder = paths
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length));
  for (const pattern of ONNX) {
    const found = inFolder.filter((path) => pattern.test(path));
    if (found.some((path) => path.endsWith('.onnx'))) return found.map((path) => prefix + path);
  }
  return [];
}

function storedWeights(folder: string, names: readonly string[]): string[] {
  const layout = WEIGHTS.find(({ name }) => names.includes(name));
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
