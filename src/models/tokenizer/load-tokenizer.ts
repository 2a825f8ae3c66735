import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { parseJson, type JsonValue } from '../../base/json.js';
import { readCheckpointJson, readOptional } from '../config/json-object.js';
import { byteLevelParts, parseMergesTxt } from './byte-level.js';
import { tokenizerFromSentencePiece } from './from-sentencepiece.js';
import { pythonClass, type TokenizerFamily } from './python-class.js';
import { asPythonBuilds } from './python-rebuild.js';
import { parseSentencePiece } from './sentencepiece.js';
import { readTokenizerConfig, type TokenizerConfig } from './tokenizer-config.js';
import { addedSpecial, idOf, type TokenizerJson } from './tokenizer-json.js';
import { parseVocabTxt, wordPieceParts } from './wordpiece.js';

/** A tokenizer as Python would build it, before the native library gets it. */
export interface LoadedTokenizer {
  readonly json: TokenizerJson;
  /** File name it came from. */
  readonly source: string;
  readonly path: string;
  readonly className: string;
  readonly config: TokenizerConfig;
  /** Parts in which Python's class overrides tokenizer.json. */
  readonly overridden: readonly string[];
  /** `path` is a tokenizer.json that says the same as `json`: the library can read it by itself. */
  readonly asItIs: boolean;
}

/**
 * Reads the tokenizer of a folder: tokenizer.json, else vocab.txt, a SentencePiece model, or
 * vocab.json with merges.txt.
 */
export async function loadTokenizer(
  folder: string,
  modelType: string | undefined,
): Promise<LoadedTokenizer> {
  const config = await readTokenizerConfig(folder);
  const { name: className, family } = pythonClass(config.className, modelType);
  const path = join(folder, 'tokenizer.json');
  const text = await readOptional(path);
  if (text === undefined)
    return {
      ...(await fromOldFiles(folder, family, config)),
      className,
      config,
      overridden: [],
      asItIs: false,
    };
  const json = checkTokenizerJson(parseJson(text, path, 'GB_CHECKPOINT_CORRUPT'), path);
  const built = family === undefined ? { json, changed: [] } : asPythonBuilds(json, family, config);
  return {
    json: built.json,
    source: 'tokenizer.json',
    path,
    className,
    config,
    overridden: built.changed,
    asItIs: built.changed.length === 0,
  };
}

function checkTokenizerJson(value: JsonValue, file: string): TokenizerJson {
  const corrupt = (pointer: string, message: string): GlottobenchError =>
    new GlottobenchError('GB_CHECKPOINT_CORRUPT', message, { file, pointer });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw corrupt('', 'the file must hold a JSON object');
  const model = value['model'];
  if (typeof model !== 'object' || model === null || Array.isArray(model))
    throw corrupt('/model', 'the tokenizer has no model');
  if (typeof model['vocab'] !== 'object' || model['vocab'] === null)
    throw corrupt('/model/vocab', 'the tokenizer has no vocabulary');
  const added = value['added_tokens'] ?? [];
  if (!Array.isArray(added)) throw corrupt('/added_tokens', 'the added tokens must be a list');
  return { ...value, added_tokens: added } as unknown as TokenizerJson;
}

async function fromOldFiles(
  folder: string,
  family: TokenizerFamily | undefined,
  config: TokenizerConfig,
): Promise<Pick<LoadedTokenizer, 'json' | 'source' | 'path'>> {
  const at = (name: string): string => join(folder, name);
  if (family === 'wordpiece') {
    const vocab = await readOptional(at('vocab.txt'));
    if (vocab !== undefined)
      return {
        json: wordPieceFromVocabTxt(vocab, config),
        source: 'vocab.txt',
        path: at('vocab.txt'),
      };
  }
  if (family === 't5' || family === 'xlm-roberta') {
    for (const name of family === 't5' ? ['spiece.model'] : ['sentencepiece.bpe.model']) {
      const content = await readFile(at(name)).catch(() => undefined);
      if (content === undefined) continue;
      const json = tokenizerFromSentencePiece(
        parseSentencePiece(content, at(name)),
        family,
        config,
        at(name),
      );
      return { json, source: name, path: at(name) };
    }
  }
  if (family === 'roberta') {
    const merges = await readOptional(at('merges.txt'));
    const vocab = await readCheckpointJson(at('vocab.json'));
    if (merges !== undefined && vocab !== undefined)
      return {
        json: byteLevelFromFiles(vocab as Record<string, number>, merges, config),
        source: 'vocab.json',
        path: at('vocab.json'),
      };
  }
  throw new GlottobenchError(
    'GB_CHECKPOINT_CORRUPT',
    'the checkpoint has no tokenizer: no tokenizer.json, and no vocabulary file of its tokenizer class',
    {
      file: folder,
      hint: 'save it beside the weights in Python: tokenizer.save_pretrained(folder)',
    },
  );
}

function wordPieceFromVocabTxt(text: string, config: TokenizerConfig): TokenizerJson {
  const vocabulary = parseVocabTxt(text);
  return withSpecials(
    vocabulary,
    ['unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'],
    ['[UNK]', '[SEP]', '[PAD]', '[CLS]', '[MASK]'],
    config,
    wordPieceParts(vocabulary, config),
  );
}

function byteLevelFromFiles(
  vocabulary: Record<string, number>,
  merges: string,
  config: TokenizerConfig,
): TokenizerJson {
  const keys = [
    'bos_token',
    'eos_token',
    'unk_token',
    'sep_token',
    'pad_token',
    'cls_token',
    'mask_token',
  ];
  return withSpecials(
    vocabulary,
    keys,
    ['<s>', '</s>', '<unk>', '</s>', '<pad>', '<s>', '<mask>'],
    config,
    byteLevelParts(vocabulary, parseMergesTxt(merges), config),
  );
}

function withSpecials(
  vocabulary: Record<string, number>,
  keys: readonly string[],
  usual: readonly string[],
  config: TokenizerConfig,
  parts: ReturnType<typeof wordPieceParts>,
): TokenizerJson {
  const tokens = new Map(
    keys.flatMap((key, i) => {
      const token = config.special(key) ?? usual[i] ?? '';
      const id = idOf(vocabulary, token);
      return id === undefined ? [] : [[id, addedSpecial(id, token)] as const];
    }),
  );
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [...tokens.values()].sort((a, b) => a.id - b.id),
    ...parts,
  };
}
