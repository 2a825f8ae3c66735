import type { JsonValue } from '../../base/json.js';
import type { TokenizerConfig } from './tokenizer-config.js';
import { idOf, template, type TokenizerJson, type Vocabulary } from './tokenizer-json.js';

type UnigramParts = Pick<
  TokenizerJson,
  'normalizer' | 'pre_tokenizer' | 'post_processor' | 'decoder' | 'model'
>;

/**
 * Parts of transformers' XLMRobertaTokenizer and T5Tokenizer: of a normaliser they keep the
 * SentencePiece character map alone, and they never fall back to bytes
 * (models/xlm_roberta/tokenization_xlm_roberta.py, models/t5/tokenization_t5.py).
 * @param charsmap base64 of the precompiled character map
 */
export function unigramParts(
  family: 'xlm-roberta' | 't5',
  vocabulary: Vocabulary,
  charsmap: string | undefined,
  config: TokenizerConfig,
): UnigramParts {
  const prefix = family === 't5' || (config.flag('add_prefix_space') ?? true) ? 'always' : 'never';
  const metaspace = {
    type: 'Metaspace',
    replacement: '\u2581',
    prepend_scheme: prefix,
    split: true,
  };
  return {
    normalizer:
      charsmap === undefined ? null : { type: 'Precompiled', precompiled_charsmap: charsmap },
    pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'WhitespaceSplit' }, metaspace] },
    post_processor:
      family === 't5' ? t5Template(vocabulary, config) : xlmrTemplate(vocabulary, config),
    decoder: metaspace,
    model: {
      type: 'Unigram',
      unk_id: family === 't5' ? 2 : 3,
      vocab: vocabulary,
      byte_fallback: false,
    },
  };
}

function xlmrTemplate(vocabulary: Vocabulary, config: TokenizerConfig): JsonValue {
  const bos = config.special('bos_token') ?? '<s>';
  const eos = config.special('eos_token') ?? '</s>';
  return template(
    [{ token: bos, id: idOf(vocabulary, bos) ?? 0 }],
    [{ token: eos, id: idOf(vocabulary, eos) ?? 2 }],
  );
}

function t5Template(vocabulary: Vocabulary, config: TokenizerConfig): JsonValue {
  const eos = config.special('eos_token') ?? '</s>';
  return template([], [{ token: '</s>', id: idOf(vocabulary, eos) ?? 1 }]);
}

/** The first character map inside a normaliser, which may be a sequence. */
export function charsmapOf(normalizer: JsonValue): string | undefined {
  if (typeof normalizer !== 'object' || normalizer === null || Array.isArray(normalizer))
    return undefined;
  const list =
    normalizer['type'] === 'Sequence' && Array.isArray(normalizer['normalizers'])
      ? normalizer['normalizers']
      : [normalizer];
  for (const item of list) {
    if (
      typeof item !== 'object' ||
      item === null ||
      Array.isArray(item) ||
      item['type'] !== 'Precompiled'
    )
      continue;
    const map = item['precompiled_charsmap'];
    if (typeof map === 'string') return map;
  }
  return undefined;
}
