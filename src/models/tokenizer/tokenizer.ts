import { Tokenizer as NativeTokenizer } from 'tokenizers';
import { GlottobenchError } from '../../base/errors.js';
import type { JsonValue } from '../../base/json.js';
import { cutRule } from './cut-rule.js';
import { encodeLong } from './encode-long.js';
import { loadTokenizer, type LoadedTokenizer } from './load-tokenizer.js';
import { maxId, type TokenizerJson } from './tokenizer-json.js';
import { wellFormed } from './well-formed.js';

/**
 * Texts to token ids, special tokens included, exactly as Python's tokenizer of the checkpoint
 * gives them.
 */
export interface Tokenizer {
  /** Entries of the vocabulary, added tokens included. */
  readonly size: number;
  /** `WordPiece`, `Unigram` or `BPE`. */
  readonly kind: string;
  /** Class of Python's transformers whose rules are followed. */
  readonly className: string;
  /** File the vocabulary came from. */
  readonly source: string;
  /** `model_max_length` of tokenizer_config.json. */
  readonly modelMaxLength: number | undefined;
  readonly doubts: readonly string[];
  /** Ids per text, cut after `maxTokens` (special tokens included); `null` does not cut. */
  encode(
    texts: readonly string[],
    maxTokens: number | null,
  ): Promise<readonly (readonly number[])[]>;
  /**
   * Tokens of a prompt alone, without a special token at its end (sentence-transformers'
   * `_get_prompt_length`).
   */
  promptLength(prompt: string, maxTokens: number | null): Promise<number>;
}

interface OpenTokenizerOptions {
  /** `model_type` of config.json, for folders that do not name a tokenizer class. */
  readonly modelType?: string | undefined;
  /** Lower-case first (`do_lower_case` of sentence-transformers). */
  readonly lowerCase?: boolean | undefined;
  /** Tokenize all of a text, what is cut off too: the ids are the same, for comparison. */
  readonly wholeTexts?: boolean | undefined;
}

/**
 * Opens the tokenizer of a checkpoint folder with the native library.
 * @throws GB_CHECKPOINT_CORRUPT when a file is missing or the library refuses it
 */
export async function openTokenizer(
  folder: string,
  options: OpenTokenizerOptions = {},
): Promise<Tokenizer> {
  const loaded = await loadTokenizer(folder, options.modelType);
  const json = options.lowerCase === true ? withLowercase(loaded.json) : loaded.json;
  // a vocabulary of 250,000 costs 130 MB less when the library reads the file itself
  const native = build(loaded.asItIs && json === loaded.json ? undefined : json, loaded.path);
  native.disablePadding();
  const direction = loaded.config.truncationSide === 'left' ? 'left' : 'right';
  const special = new Set(
    json.added_tokens.filter((token) => token.special).map((token) => token.id),
  );
  const normalizer = native.getNormalizer();
  const rule =
    options.wholeTexts === true
      ? undefined
      : cutRule(json, (text) => normalizer?.normalizeString(text) ?? text, direction);
  const tokenize = async (texts: readonly string[]): Promise<number[][]> => {
    const encodings = await native.encodeBatch(texts.map(wellFormed), { addSpecialTokens: true });
    return encodings.map((encoding) => encoding.getIds());
  };
  const encodeNow = (
    texts: readonly string[],
    maxTokens: number | null,
  ): Promise<readonly (readonly number[])[]> => {
    if (maxTokens === null) native.disableTruncation();
    else native.setTruncation(maxTokens, { direction });
    return encodeLong(texts, maxTokens, rule, tokenize);
  };
  // truncation is a setting of the native object, so one call must end before the next may change
  // it
  let turn: Promise<unknown> = Promise.resolve();
  const encode = (
    texts: readonly string[],
    maxTokens: number | null,
  ): Promise<readonly (readonly number[])[]> => {
    const result = turn.then(() => encodeNow(texts, maxTokens));
    turn = result.catch(() => undefined);
    return result;
  };
  return {
    size: maxId(json) + 1,
    kind: json.model.type ?? (Array.isArray(json.model.vocab) ? 'Unigram' : 'WordPiece'),
    className: loaded.className,
    source: loaded.source,
    modelMaxLength: loaded.config.modelMaxLength,
    doubts: doubtsOf(loaded),
    encode,
    promptLength: async (prompt, maxTokens) => {
      const ids = (await encode([prompt], maxTokens))[0] ?? [];
      return special.has(ids[ids.length - 1] ?? -1) ? ids.length - 1 : ids.length;
    },
  };
}

function build(json: TokenizerJson | undefined, path: string): NativeTokenizer {
  try {
    return json === undefined
      ? NativeTokenizer.fromFile(path)
      : NativeTokenizer.fromString(JSON.stringify(json));
  } catch (error) {
    throw new GlottobenchError(
      'GB_CHECKPOINT_CORRUPT',
      `the tokenizer cannot be built: ${(error as Error).message}`,
      { file: path, cause: error },
    );
  }
}

/** Puts a lower-casing step in front, unless the normaliser has one on its first level. */
function withLowercase(json: TokenizerJson): TokenizerJson {
  const { normalizer } = json;
  const isObject =
    typeof normalizer === 'object' && normalizer !== null && !Array.isArray(normalizer);
  const steps: JsonValue[] =
    isObject && normalizer['type'] === 'Sequence' && Array.isArray(normalizer['normalizers'])
      ? normalizer['normalizers']
      : isObject
        ? [normalizer]
        : [];
  const has = steps.some(
    (step) =>
      typeof step === 'object' &&
      step !== null &&
      !Array.isArray(step) &&
      step['type'] === 'Lowercase',
  );
  return has
    ? json
    : { ...json, normalizer: { type: 'Sequence', normalizers: [{ type: 'Lowercase' }, ...steps] } };
}

function doubtsOf(loaded: LoadedTokenizer): string[] {
  const doubts: string[] = [];
  if (loaded.overridden.length > 0) {
    doubts.push(
      `tokenizer.json differs from what Python's ${loaded.className} makes of it (${loaded.overridden.join(', ')}); tokens are cut as Python (transformers 5) cuts them`,
    );
  }
  if (loaded.config.paddingSide === 'left')
    doubts.push(
      'the tokenizer pads on the left; here every text is embedded as if it were alone, padded on the right',
    );
  return doubts;
}
