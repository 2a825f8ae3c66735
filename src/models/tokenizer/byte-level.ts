import type { JsonValue } from '../../base/json.js';
import type { TokenizerConfig } from './tokenizer-config.js';
import { idOf, type TokenizerJson, type Vocabulary } from './tokenizer-json.js';

/**
 * Parts of transformers' RobertaTokenizer: byte-level BPE (models/roberta/tokenization_roberta.py).
 */
export function byteLevelParts(
  vocabulary: Vocabulary,
  merges: JsonValue,
  config: TokenizerConfig,
): Pick<TokenizerJson, 'normalizer' | 'pre_tokenizer' | 'post_processor' | 'decoder' | 'model'> {
  const prefix = config.flag('add_prefix_space') ?? false;
  const trim = config.flag('trim_offsets') ?? true;
  const cls = config.special('cls_token') ?? '<s>';
  const sep = config.special('sep_token') ?? '</s>';
  return {
    normalizer: null,
    pre_tokenizer: {
      type: 'ByteLevel',
      add_prefix_space: prefix,
      trim_offsets: true,
      use_regex: true,
    },
    post_processor: {
      type: 'RobertaProcessing',
      sep: [sep, idOf(vocabulary, sep) ?? 2],
      cls: [cls, idOf(vocabulary, cls) ?? 0],
      trim_offsets: trim,
      add_prefix_space: prefix,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: vocabulary,
      merges,
    },
  };
}

/** merges.txt: one pair per line after an optional `#version` line. */
export function parseMergesTxt(text: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('#version') || line.trim() === '') continue;
    const [left, right] = line.trimEnd().split(' ');
    if (left !== undefined && right !== undefined) pairs.push([left, right]);
  }
  return pairs;
}
