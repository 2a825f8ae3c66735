import { GlottobenchError } from '../../base/errors.js';
import { PIECE, type SentencePieceModel } from './sentencepiece.js';
import type { TokenizerConfig } from './tokenizer-config.js';
import {
  addedSpecial,
  idOf,
  type AddedTokenJson,
  type TokenizerJson,
  type Vocabulary,
} from './tokenizer-json.js';
import { unigramParts } from './unigram.js';

/**
 * Builds tokenizer.json from a SentencePiece model as transformers 5.23 does
 * (convert_slow_tokenizer.py): T5 takes the pieces as they stand and appends `extra_ids` sentinels;
 * XLM-R puts its four special tokens in the place of the model's first three pieces and appends the
 * mask.
 */
export function tokenizerFromSentencePiece(
  model: SentencePieceModel,
  family: 'xlm-roberta' | 't5',
  config: TokenizerConfig,
  file: string,
): TokenizerJson {
  if (model.modelType !== 1) {
    throw new GlottobenchError(
      'GB_ARCHITECTURE_UNKNOWN',
      `a SentencePiece model of type ${model.modelType} (only Unigram, 1, is supported)`,
      {
        file,
        hint: 'save the tokenizer as tokenizer.json in Python: AutoTokenizer.from_pretrained(folder).save_pretrained(folder)',
      },
    );
  }
  const special = (key: string, usual: string): string => config.special(key) ?? usual;
  const scored = model.pieces.map(({ piece, score }): [string, number] => [piece, score]);
  const pad = special('pad_token', '<pad>');
  const eos = special('eos_token', '</s>');
  const unk = special('unk_token', '<unk>');
  let vocabulary: [string, number][];
  let named: string[];
  if (family === 't5') {
    const count = config.count('extra_ids') ?? 100;
    const sentinels = Array.from({ length: count }, (_, i) => `<extra_id_${count - 1 - i}>`);
    vocabulary = [...scored, ...sentinels.map((token): [string, number] => [token, 0])];
    named = [eos, unk, pad, ...sentinels];
  } else {
    const bos = special('bos_token', '<s>');
    const mask = special('mask_token', '<mask>');
    vocabulary = [[bos, 0], [pad, 0], [eos, 0], [unk, 0], ...scored.slice(3), [mask, 0]];
    named = [bos, eos, unk, pad, mask];
  }
  const charsmap =
    model.charsmap.length === 0 ? undefined : Buffer.from(model.charsmap).toString('base64');
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens(model, vocabulary, named),
    ...unigramParts(family, vocabulary, charsmap, config),
  };
}

/**
 * Special tokens of the class, and the control and user-defined pieces of the model, that the
 * vocabulary has.
 */
function addedTokens(
  model: SentencePieceModel,
  vocabulary: Vocabulary,
  named: readonly string[],
): AddedTokenJson[] {
  const tokens = new Map<number, AddedTokenJson>();
  for (const { piece, type } of model.pieces) {
    if (type !== PIECE.control && type !== PIECE.userDefined) continue;
    const id = idOf(vocabulary, piece);
    if (id !== undefined)
      tokens.set(id, { ...addedSpecial(id, piece), special: type === PIECE.control });
  }
  for (const token of named) {
    const id = idOf(vocabulary, token);
    if (id !== undefined) tokens.set(id, addedSpecial(id, token));
  }
  return [...tokens.values()].sort((a, b) => a.id - b.id);
}
