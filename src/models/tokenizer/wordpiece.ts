import type { TokenizerConfig } from './tokenizer-config.js';
import { idOf, template, type TokenizerJson, type Vocabulary } from './tokenizer-json.js';

/**
 * Normaliser, pre-tokeniser, model and template of transformers' BertTokenizer
 * (models/bert/tokenization_bert.py).
 */
export function wordPieceParts(
  vocabulary: Vocabulary,
  config: TokenizerConfig,
): Pick<TokenizerJson, 'normalizer' | 'pre_tokenizer' | 'post_processor' | 'decoder' | 'model'> {
  const cls = config.special('cls_token') ?? '[CLS]';
  const sep = config.special('sep_token') ?? '[SEP]';
  return {
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: config.flag('tokenize_chinese_chars') ?? true,
      strip_accents: config.flag('strip_accents') ?? null,
      lowercase: config.flag('do_lower_case') ?? true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: template(
      [{ token: cls, id: idOf(vocabulary, cls) ?? 2 }],
      [{ token: sep, id: idOf(vocabulary, sep) ?? 3 }],
    ),
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: config.special('unk_token') ?? '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: vocabulary,
    },
  };
}

/** vocab.txt: one token per line, its id is the line; the last of equal lines counts. */
export function parseVocabTxt(text: string): Record<string, number> {
  const lines = text.replace(/\r?\n$/u, '').split('\n');
  const vocabulary = Object.create(null) as Record<string, number>;
  lines.forEach((line, id) => {
    vocabulary[line.trimEnd()] = id;
  });
  return vocabulary;
}
