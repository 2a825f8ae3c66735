import type { JsonValue } from '../../base/json.js';

type Json = JsonValue;

/** A token that is matched before normalisation, as tokenizer.json lists it. */
export interface AddedTokenJson {
  readonly id: number;
  readonly content: string;
  readonly single_word: boolean;
  readonly lstrip: boolean;
  readonly rstrip: boolean;
  readonly normalized: boolean;
  readonly special: boolean;
}

/** The parts of tokenizer.json that are looked at here; the rest goes through as it is. */
export interface TokenizerJson {
  version: string;
  truncation: Json;
  padding: Json;
  added_tokens: AddedTokenJson[];
  normalizer: Json;
  pre_tokenizer: Json;
  post_processor: Json;
  decoder: Json;
  model: ModelJson;
}

export type Vocabulary = Record<string, number> | [token: string, score: number][];

export interface ModelJson {
  type?: string;
  vocab: Vocabulary;
  unk_id?: number | null;
  unk_token?: string | null;
  byte_fallback?: boolean;
  merges?: Json;
  [key: string]: unknown;
}

/**
 * Ids of the wrapping special tokens of one text, for a template that starts and ends with them.
 */
interface SpecialToken {
  readonly token: string;
  readonly id: number;
}

/** Post-processor `before $A after` for a single text; pairs are never encoded here. */
export function template(before: readonly SpecialToken[], after: readonly SpecialToken[]): Json {
  const special = ({ token }: SpecialToken): Json => ({ SpecialToken: { id: token, type_id: 0 } });
  const sequence = (id: string): Json => ({ Sequence: { id, type_id: 0 } });
  const single = [...before.map(special), sequence('A'), ...after.map(special)];
  return {
    type: 'TemplateProcessing',
    single,
    pair: [...single, sequence('B'), ...after.map(special)],
    special_tokens: Object.fromEntries(
      [...before, ...after].map(({ token, id }) => [
        token,
        { id: token, ids: [id], tokens: [token] },
      ]),
    ),
  };
}

/**
 * The id of a token in either form of vocabulary; the last of several, as a Python dictionary keeps
 * it.
 */
export function idOf(vocabulary: Vocabulary, token: string): number | undefined {
  if (!Array.isArray(vocabulary))
    return Object.hasOwn(vocabulary, token) ? vocabulary[token] : undefined;
  const at = vocabulary.findIndex(([piece]) => piece === token);
  return at < 0 ? undefined : at;
}

/** The largest id that the tokenizer can produce. */
export function maxId(json: TokenizerJson): number {
  let largest = Array.isArray(json.model.vocab) ? json.model.vocab.length - 1 : -1;
  if (!Array.isArray(json.model.vocab))
    for (const id of Object.values(json.model.vocab)) if (id > largest) largest = id;
  for (const added of json.added_tokens) if (added.id > largest) largest = added.id;
  return largest;
}

/** A special token as transformers adds it when a file only names it. */
export function addedSpecial(id: number, content: string, normalized = false): AddedTokenJson {
  return {
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized,
    special: true,
  };
}
