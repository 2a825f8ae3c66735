import { isDeepStrictEqual } from 'node:util';
import { byteLevelParts } from './byte-level.js';
import type { TokenizerFamily } from './python-class.js';
import type { TokenizerConfig } from './tokenizer-config.js';
import type { ModelJson, TokenizerJson } from './tokenizer-json.js';
import { charsmapOf, unigramParts } from './unigram.js';
import { wordPieceParts } from './wordpiece.js';

const MODEL_OF_FAMILY: Readonly<Record<TokenizerFamily, string>> = {
  wordpiece: 'WordPiece',
  'xlm-roberta': 'Unigram',
  t5: 'Unigram',
  roberta: 'BPE',
};

/** Keys whose value decides token ids. */
const PARTS = ['normalizer', 'pre_tokenizer', 'post_processor', 'model'] as const;

/**
 * transformers 5 does not run a tokenizer.json of these classes as it is: it takes vocabulary,
 * merges and character map out of it and builds the rest from the class and tokenizer_config.json.
 * Where that gives another tokenizer than the file describes, Python's is what the checkpoint is
 * scored with, so Python's is used, and the parts are named.
 * @returns the tokenizer as Python runs it, and the names of the parts that differ from the file
 */
export function asPythonBuilds(
  json: TokenizerJson,
  family: TokenizerFamily,
  config: TokenizerConfig,
): { readonly json: TokenizerJson; readonly changed: readonly string[] } {
  const type = json.model.type ?? MODEL_OF_FAMILY[family];
  if (type !== MODEL_OF_FAMILY[family]) return { json, changed: [] };
  const parts = partsOf(json, family, config);
  const changed = PARTS.filter(
    (part) => !isDeepStrictEqual(comparable(json, part), comparable(parts, part)),
  );
  return changed.length === 0 ? { json, changed } : { json: { ...json, ...parts }, changed };
}

function partsOf(
  json: TokenizerJson,
  family: TokenizerFamily,
  config: TokenizerConfig,
): Pick<TokenizerJson, (typeof PARTS)[number] | 'decoder'> {
  if (family === 'wordpiece') return wordPieceParts(json.model.vocab, config);
  if (family === 'roberta')
    return byteLevelParts(json.model.vocab, json.model.merges ?? [], config);
  return unigramParts(family, json.model.vocab, charsmapOf(json.normalizer), config);
}

/** One part with the spellings made equal that mean the same. */
function comparable(
  json: Pick<TokenizerJson, (typeof PARTS)[number]>,
  part: (typeof PARTS)[number],
): unknown {
  if (part === 'model') return comparableModel(json.model);
  if (part === 'post_processor') return wrapping(json.post_processor);
  return JSON.parse(
    JSON.stringify(json[part] ?? null).replaceAll(',"trim_offsets":true', ''),
  ) as unknown;
}

function comparableModel(model: ModelJson): unknown {
  return {
    unk: model.unk_id ?? model.unk_token ?? null,
    byteFallback: model.byte_fallback ?? false,
    prefix: model['continuing_subword_prefix'] ?? '',
    longest: model['max_input_chars_per_word'] ?? 100,
    fuse: model['fuse_unk'] ?? false,
  };
}

/**
 * Only what is put around a single text counts; BertProcessing, RobertaProcessing and templates can
 * say the same.
 */
function wrapping(processor: unknown): unknown {
  const {
    type,
    single,
    special_tokens: specials,
    cls,
    sep,
  } = (processor ?? {}) as Record<string, unknown>;
  if (type === 'TemplateProcessing' && Array.isArray(single)) {
    const ids = (specials ?? {}) as Record<string, { ids?: unknown }>;
    return single.map((item: { SpecialToken?: { id: string } }) =>
      item.SpecialToken === undefined ? 'text' : ids[item.SpecialToken.id]?.ids,
    );
  }
  if (Array.isArray(cls) && Array.isArray(sep)) return [[cls[1]], 'text', [sep[1]]];
  return processor ?? null;
}
